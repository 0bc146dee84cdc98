using System.Globalization;
using System.Text;
using R1Workbook.Kernel.Languages.Mermaid.Drawing;

namespace R1Workbook.Kernel.Languages.Mermaid.Flowcharts;

/// <summary>Draws a flowchart.</summary>
internal static class FlowchartSvg
{
    /// <summary>Height of the letters on edges.</summary>
    public const double LabelSize = 12.5;

    private const string NodeFill = "#eaf0fb";
    private const string NodeStroke = "#5b74a8";

    /// <summary>The drawing.</summary>
    public static string Draw(Flowchart chart)
    {
        FlowchartLayout.Arrange(chart);
        var svg = new Svg();
        Groups(svg, chart.Root);
        foreach (FlowEdge edge in chart.Edges.Where(e => e.Line != FlowLine.Invisible))
        {
            Edge(svg, edge);
        }

        Nodes(svg, chart.Root);
        foreach (FlowEdge edge in chart.Edges.Where(e => e.Label.Length > 0 && e.Line != FlowLine.Invisible))
        {
            (double w, double h) = Svg.Measure(edge.Label, LabelSize);
            (double x, double y) = edge.LabelAt;
            svg.Add(
                $"<rect x=\"{x - (w / 2) - 3:0.#}\" y=\"{y - (h / 2):0.#}\" width=\"{w + 6:0.#}\" "
                    + $"height=\"{h:0.#}\" rx=\"3\" fill=\"#ffffff\" fill-opacity=\"0.9\"/>"
            );
            svg.Text(x, y, edge.Label, size: LabelSize);
        }

        // Loops reach beyond what the layers take.
        FlowEdge[] loops = [.. chart.Edges.Where(e => e.From == e.To)];
        double right = loops
            .Select(e => e.LabelAt.X + (Svg.Measure(e.Label, LabelSize).Width / 2) + 12)
            .DefaultIfEmpty()
            .Max();
        double bottom = loops.Select(e => e.Points.Max(p => p.Y) + 12).DefaultIfEmpty().Max();
        return svg.Document(Math.Max(chart.Root.Width, right), Math.Max(chart.Root.Height, bottom), "Diagram");
    }

    private static void Groups(Svg svg, FlowNode group)
    {
        foreach (FlowNode child in group.Children.Where(c => c.IsGroup))
        {
            double x = child.X - (child.Width / 2);
            double y = child.Y - (child.Height / 2);
            svg.Add(
                $"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{child.Width:0.#}\" height=\"{child.Height:0.#}\" "
                    + $"rx=\"6\" {Paint(child, "#f7f5ea", "#b9ad78")}/>"
            );
            svg.Text(
                child.X,
                y + 16,
                child.Label,
                colour: child.Style.GetValueOrDefault("color", Svg.Ink),
                weight: "bold",
                size: 13
            );
            Groups(svg, child);
        }
    }

    private static void Nodes(Svg svg, FlowNode group)
    {
        foreach (FlowNode child in group.Children)
        {
            if (child.IsGroup)
            {
                Nodes(svg, child);
            }
            else
            {
                FlowShapes.Draw(
                    svg,
                    child,
                    Paint(
                        child,
                        child.Shape == FlowShape.Note ? "#fff8d6" : NodeFill,
                        child.Shape == FlowShape.Note ? "#c9b458" : NodeStroke
                    )
                );
                if (child.Shape is not (FlowShape.Start or FlowShape.End or FlowShape.Bar))
                {
                    svg.Text(
                        child.X,
                        child.Y + (child.Shape == FlowShape.Cylinder ? 5 : 0),
                        child.Label,
                        colour: child.Style.GetValueOrDefault("color", Svg.Ink),
                        weight: child.Style.GetValueOrDefault("font-weight", "normal")
                    );
                }
            }
        }
    }

    private static string Paint(FlowNode node, string fill, string stroke)
    {
        var paint = new StringBuilder();
        paint
            .Append("fill=\"")
            .Append(Svg.Encode(node.Style.GetValueOrDefault("fill", fill)))
            .Append("\" stroke=\"")
            .Append(Svg.Encode(node.Style.GetValueOrDefault("stroke", stroke)))
            .Append("\" stroke-width=\"")
            .Append(Svg.Encode(node.Style.GetValueOrDefault("stroke-width", "1.3")))
            .Append('"');
        return node.Style.TryGetValue("stroke-dasharray", out string? dashes)
            ? paint.Append(" stroke-dasharray=\"").Append(Svg.Encode(dashes)).Append('"').ToString()
            : paint.ToString();
    }

    private static void Edge(Svg svg, FlowEdge edge)
    {
        var path = new StringBuilder(
            string.Create(CultureInfo.InvariantCulture, $"M{edge.Points[0].X:0.#},{edge.Points[0].Y:0.#}")
        );
        bool isLoop = edge.From == edge.To;
        for (int i = 1; i < edge.Points.Count; i++)
        {
            ((double x0, double y0), (double x1, double y1)) = (edge.Points[i - 1], edge.Points[i]);
            path.Append(
                isLoop || Math.Abs(x0 - x1) < 0.5 || Math.Abs(y0 - y1) < 0.5
                    ? string.Create(CultureInfo.InvariantCulture, $" L{x1:0.#},{y1:0.#}")
                : edge.IsSideways
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $" C{(x0 + x1) / 2:0.#},{y0:0.#} {(x0 + x1) / 2:0.#},{y1:0.#} {x1:0.#},{y1:0.#}"
                    )
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $" C{x0:0.#},{(y0 + y1) / 2:0.#} {x1:0.#},{(y0 + y1) / 2:0.#} {x1:0.#},{y1:0.#}"
                )
            );
        }

        string line = edge.Line switch
        {
            FlowLine.Thick => " stroke-width=\"3\"",
            FlowLine.Dotted => " stroke-width=\"1.4\" stroke-dasharray=\"4 3\"",
            _ => " stroke-width=\"1.4\"",
        };
        string marks =
            (edge.Head.Length > 0 ? $" marker-end=\"url(#mermaid-{edge.Head})\"" : "")
            + (edge.Tail.Length > 0 ? $" marker-start=\"url(#mermaid-{edge.Tail})\"" : "");
        svg.Add($"<path d=\"{path}\" fill=\"none\" stroke=\"{Svg.Line}\"{line}{marks}/>");
    }
}
