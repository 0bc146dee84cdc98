namespace R1Workbook.Kernel.Languages.Mermaid.Flowcharts;

/// <summary>
/// A graph to be drawn in layers from top to bottom after Sugiyama: cycles are broken, vertices get layers, long links
/// get a placeholder in each layer they pass, and orders and coordinates follow.
/// </summary>
internal sealed class LayerGraph
{
    public List<LayerVertex> Vertices { get; } = [];

    public List<LayerLink> Links { get; } = [];

    /// <summary>The vertices and placeholders of each layer from left to right.</summary>
    public List<List<LayerVertex>> Layers { get; } = [];

    public double Width { get; private set; }

    public double Height { get; private set; }

    /// <summary>Gives every vertex its place.</summary>
    public void Arrange()
    {
        if (Vertices.Count == 0)
        {
            return;
        }

        Layering.Assign(this);
        CrossingReduction.Order(this);
        (Width, Height) = CoordinateAssignment.Place(this);
    }
}

/// <summary>A vertex, or the placeholder of a link in a layer between its ends.</summary>
/// <param name="width">Its width.</param>
/// <param name="height">Its height.</param>
/// <param name="isPlaceholder">Whether only a link passes here.</param>
internal sealed class LayerVertex(double width, double height, bool isPlaceholder = false)
{
    public double Width => width;

    public double Height => height;

    public bool IsPlaceholder => isPlaceholder;

    public int Layer { get; set; }

    /// <summary>Neighbours in the layer above.</summary>
    public List<LayerVertex> Above { get; } = [];

    /// <summary>Neighbours in the layer below.</summary>
    public List<LayerVertex> Below { get; } = [];

    /// <summary>Place among its layer, from 0.</summary>
    public int Order { get; set; }

    public double X { get; set; }

    public double Y { get; set; }
}

/// <summary>A link of two vertices.</summary>
/// <param name="from">Where it begins.</param>
/// <param name="to">Where it ends.</param>
/// <param name="length">How many layers it spans at least.</param>
/// <param name="labelWidth">Room for its label; 0 for none.</param>
/// <param name="labelHeight">Room for its label.</param>
internal sealed class LayerLink(LayerVertex from, LayerVertex to, int length, double labelWidth, double labelHeight)
{
    public LayerVertex From => from;

    public LayerVertex To => to;

    public int Length => length;

    public double LabelWidth => labelWidth;

    public double LabelHeight => labelHeight;

    /// <summary>Whether it was turned round to break a cycle.</summary>
    public bool IsReversed { get; set; }

    public LayerVertex Upper => IsReversed ? to : from;

    public LayerVertex Lower => IsReversed ? from : to;

    /// <summary>Its placeholders from top to bottom.</summary>
    public List<LayerVertex> Chain { get; } = [];

    /// <summary>The placeholder that holds its label; null when it has none.</summary>
    public LayerVertex? LabelPlace { get; set; }
}
