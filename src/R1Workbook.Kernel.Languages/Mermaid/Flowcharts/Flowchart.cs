namespace R1Workbook.Kernel.Languages.Mermaid.Flowcharts;

/// <summary>A flowchart: nodes, some of them groups of others, and edges.</summary>
/// <param name="Root">The group that holds all.</param>
/// <param name="Edges">The edges.</param>
internal sealed record Flowchart(FlowNode Root, IReadOnlyList<FlowEdge> Edges);

/// <summary>Whither edges lead.</summary>
internal enum FlowDirection
{
    /// <summary>Top to bottom.</summary>
    Down,

    /// <summary>Bottom to top.</summary>
    Up,

    /// <summary>Left to right.</summary>
    Right,

    /// <summary>Right to left.</summary>
    Left,
}

/// <summary>The outline of a node.</summary>
internal enum FlowShape
{
    Rectangle,
    Rounded,
    Stadium,
    Subroutine,
    Cylinder,
    Circle,
    DoubleCircle,
    Flag,
    Rhombus,
    Hexagon,
    LeanRight,
    LeanLeft,
    Trapezoid,
    InvertedTrapezoid,
    Start,
    End,
    Bar,
    Note,
}

/// <summary>A node, or a group of nodes.</summary>
/// <param name="id">Its name in the source.</param>
internal sealed class FlowNode(string id)
{
    public string Id { get; } = id;

    public string Label { get; set; } = id;

    public FlowShape Shape { get; set; }

    /// <summary>fill, stroke, stroke-width, stroke-dasharray and color, where the source sets them.</summary>
    public Dictionary<string, string> Style { get; } = [];

    public FlowNode? Parent { get; set; }

    public bool IsGroup { get; set; }

    public List<FlowNode> Children { get; } = [];

    /// <summary>Whither edges within the group lead; null for as the group around it.</summary>
    public FlowDirection? Direction { get; set; }

    // Set by the layout: the centre, relative to the group at first, and the size.
    public double X { get; set; }

    public double Y { get; set; }

    public double Width { get; set; }

    public double Height { get; set; }

    /// <summary>The groups around the node, the nearest first, after the node itself.</summary>
    public IEnumerable<FlowNode> SelfAndAncestors()
    {
        for (FlowNode? node = this; node is not null; node = node.Parent)
        {
            yield return node;
        }
    }
}

/// <summary>How an edge is drawn.</summary>
internal enum FlowLine
{
    Solid,
    Dotted,
    Thick,
    Invisible,
}

/// <summary>An edge.</summary>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Label">The text on it; empty for none.</param>
/// <param name="Line">How it is drawn.</param>
/// <param name="Tail">The mark at its beginning: none is "", else arrow, cross or circle.</param>
/// <param name="Head">The mark at its end.</param>
/// <param name="Length">How many layers it spans at least.</param>
internal sealed record FlowEdge(
    FlowNode From,
    FlowNode To,
    string Label,
    FlowLine Line,
    string Tail,
    string Head,
    int Length
)
{
    /// <summary>The points it goes through, set by the layout; in pairs of x and y.</summary>
    public List<(double X, double Y)> Points { get; } = [];

    /// <summary>Where its label stands.</summary>
    public (double X, double Y) LabelAt { get; set; }

    /// <summary>Whether it leads from left to right or back, so that its curve leaves sideways.</summary>
    public bool IsSideways { get; set; }
}
