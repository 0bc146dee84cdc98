using R1Workbook.Kernel.Languages.Mermaid.Drawing;

namespace R1Workbook.Kernel.Languages.Mermaid.Flowcharts;

/// <summary>
/// Lays a flowchart out group by group, the innermost first: to the group around it a group is one vertex, and an edge
/// between two groups is an edge of the innermost group that holds both of its ends.
/// </summary>
internal static class FlowchartLayout
{
    private const double Padding = 18;
    private const double Title = 24;

    /// <summary>Sets the places of all nodes and the ways of all edges; the drawing's top left is (0, 0).</summary>
    public static void Arrange(Flowchart chart)
    {
        var lifted = chart
            .Edges.Where(e => e.From != e.To)
            .Select(e => new Lifted(e))
            .Where(l => l.From != l.To)
            .ToLookup(l => l.Group);
        ArrangeGroup(chart.Root, FlowDirection.Down, lifted);
        MakeAbsolute(chart.Root);
        foreach (Lifted edge in lifted.SelectMany(l => l))
        {
            edge.Finish();
        }

        foreach (FlowEdge loop in chart.Edges.Where(e => e.From == e.To))
        {
            Loop(loop);
        }
    }

    private static void ArrangeGroup(FlowNode group, FlowDirection around, ILookup<FlowNode, Lifted> lifted)
    {
        FlowDirection direction = group.Direction ?? around;
        bool sideways = direction is FlowDirection.Left or FlowDirection.Right;
        var graph = new LayerGraph();
        var vertices = new Dictionary<FlowNode, LayerVertex>();
        foreach (FlowNode node in group.Children)
        {
            if (node.IsGroup)
            {
                ArrangeGroup(node, direction, lifted);
            }
            else
            {
                FlowNodeSize.Measure(node, sideways);
            }

            vertices[node] = sideways
                ? new LayerVertex(node.Height, node.Width)
                : new LayerVertex(node.Width, node.Height);
            graph.Vertices.Add(vertices[node]);
        }

        // Edges between the same two nodes need placeholders, or they would lie on each other.
        var parallel = lifted[group].CountBy(l => Pair(l)).ToDictionary();
        var links = new Dictionary<Lifted, LayerLink>();
        foreach (Lifted edge in lifted[group])
        {
            (double width, double height) =
                edge.Edge.Label.Length == 0 ? (0, 0) : Svg.Measure(edge.Edge.Label, FlowchartSvg.LabelSize);
            int length = Math.Max(edge.Edge.Length, width > 0 || parallel[Pair(edge)] > 1 ? 2 : 1);
            (double w, double h) =
                width == 0 ? (0, 0)
                : sideways ? (height + 4, width + 12)
                : (width + 12, height + 4);
            links[edge] = new LayerLink(vertices[edge.From], vertices[edge.To], length, w, h);
            graph.Links.Add(links[edge]);
        }

        graph.Arrange();
        double top = group.Parent is null ? Padding : Padding + Title;
        double title = group.Parent is null ? 0 : Svg.Measure(group.Label).Width + Padding;
        (double contentWidth, double contentHeight) = sideways
            ? (graph.Height, graph.Width)
            : (graph.Width, graph.Height);
        group.Width = Math.Max(contentWidth, title) + (2 * Padding);
        group.Height = contentHeight + top + Padding;
        double left = (group.Width - contentWidth) / 2;
        (double X, double Y) Place(double x, double y) =>
            direction switch
            {
                FlowDirection.Down => (left + x, top + y),
                FlowDirection.Up => (left + x, top + graph.Height - y),
                FlowDirection.Right => (left + y, top + x),
                _ => (left + graph.Height - y, top + x),
            };
        foreach ((FlowNode node, LayerVertex vertex) in vertices)
        {
            (node.X, node.Y) = Place(vertex.X, vertex.Y);
        }

        double[] heights = [.. graph.Layers.Select(l => l.Max(v => v.Height))];
        foreach ((Lifted edge, LayerLink link) in links)
        {
            edge.Take(link, direction, Place, heights);
        }
    }

    private static (string, string) Pair(Lifted edge)
    {
        (string a, string b) = (edge.Edge.From.Id, edge.Edge.To.Id);
        return string.CompareOrdinal(a, b) < 0 ? (a, b) : (b, a);
    }

    private static void MakeAbsolute(FlowNode group)
    {
        double left = group.Parent is null ? 0 : group.X - (group.Width / 2);
        double top = group.Parent is null ? 0 : group.Y - (group.Height / 2);
        foreach (FlowNode node in group.Children)
        {
            node.X += left;
            node.Y += top;
            MakeAbsolute(node);
        }
    }

    // On the side of the node that no other edge uses.
    private static void Loop(FlowEdge edge)
    {
        FlowNode node = edge.From;
        double width = Svg.Measure(edge.Label, FlowchartSvg.LabelSize).Width;
        if (
            node.SelfAndAncestors().Skip(1).FirstOrDefault(g => g.Direction is not null)?.Direction
            is FlowDirection.Left
                or FlowDirection.Right
        )
        {
            double y = node.Y + (node.Height / 2);
            edge.Points.AddRange([(node.X - 9, y), (node.X - 9, y + 18), (node.X + 9, y + 18), (node.X + 9, y)]);
            edge.LabelAt = (node.X + 14 + (width / 2), y + 12);
        }
        else
        {
            double x = node.X + (node.Width / 2);
            edge.Points.AddRange([(x, node.Y - 8), (x + 22, node.Y - 8), (x + 22, node.Y + 8), (x, node.Y + 8)]);
            edge.LabelAt = (x + 26 + (width / 2), node.Y);
        }
    }

    /// <summary>An edge between two children of one group, each of which holds an end of the edge or is it.</summary>
    private sealed class Lifted
    {
        private readonly List<(double X, double Y)> _between = [];
        private (double X, double Y) _exit;
        private bool _isReversed;
        private (double X, double Y)? _label;

        public Lifted(FlowEdge edge)
        {
            Edge = edge;
            List<FlowNode> from = [.. edge.From.SelfAndAncestors()];
            List<FlowNode> to = [.. edge.To.SelfAndAncestors()];
            Group = from.Skip(1).First(g => to.Skip(1).Contains(g));
            From = from[from.IndexOf(Group) - 1];
            To = to[to.IndexOf(Group) - 1];
        }

        public FlowEdge Edge { get; }

        public FlowNode Group { get; }

        public FlowNode From { get; }

        public FlowNode To { get; }

        /// <summary>Takes the way from the layout of the group, still relative to it.</summary>
        public void Take(
            LayerLink link,
            FlowDirection direction,
            Func<double, double, (double X, double Y)> place,
            double[] heights
        )
        {
            _isReversed = link.IsReversed;
            _exit = direction switch
            {
                FlowDirection.Down => (0, 1),
                FlowDirection.Up => (0, -1),
                FlowDirection.Right => (1, 0),
                _ => (-1, 0),
            };
            foreach (LayerVertex v in link.Chain)
            {
                // Straight through the whole layer, so that the curve bends only between layers.
                _between.Add(place(v.X, v.Y - (heights[v.Layer] / 2)));
                _between.Add(place(v.X, v.Y + (heights[v.Layer] / 2)));
            }

            _label = link.LabelPlace is { } l ? place(l.X, l.Y) : null;
        }

        /// <summary>Gives the edge its points; the nodes' places are absolute now.</summary>
        public void Finish()
        {
            double left = Group.Parent is null ? 0 : Group.X - (Group.Width / 2);
            double top = Group.Parent is null ? 0 : Group.Y - (Group.Height / 2);
            (FlowNode upperEnd, FlowNode upper, FlowNode lower, FlowNode lowerEnd) = _isReversed
                ? (Edge.To, To, From, Edge.From)
                : (Edge.From, From, To, Edge.To);
            List<(double X, double Y)> points = [Side(upperEnd, upperEnd, 1)];
            if (upperEnd != upper)
            {
                points.Add(Side(upper, upperEnd, 1));
            }

            points.AddRange(_between.Select(p => (p.X + left, p.Y + top)));
            if (lowerEnd != lower)
            {
                points.Add(Side(lower, lowerEnd, -1));
            }

            points.Add(Side(lowerEnd, lowerEnd, -1));
            if (_isReversed)
            {
                points.Reverse();
            }

            Edge.Points.AddRange(points);
            Edge.LabelAt = _label is { } l ? (l.X + left, l.Y + top) : default;
            Edge.IsSideways = _exit.Y == 0;
        }

        // The place on the border of a node where the edge leaves (1) or comes in (-1), in line with the middle of
        // another.
        private (double X, double Y) Side(FlowNode border, FlowNode middle, int sign) =>
            _exit.Y == 0
                ? (border.X + (sign * _exit.X * border.Width / 2), middle.Y)
                : (middle.X, border.Y + (sign * _exit.Y * border.Height / 2));
    }
}
