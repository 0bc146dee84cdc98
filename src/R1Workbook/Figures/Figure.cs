using Microsoft.DotNet.Interactive.Formatting;

namespace R1Workbook.Figures;

/// <summary>
/// A figure as data: what is drawn, not how. It shows as an interactive Plotly.NET chart where plotly.js is at hand
/// and as a plain SVG picture everywhere else, so that the same cell works in every front end, offline.
/// </summary>
/// <param name="Title">What the figure says, in one line.</param>
[TypeFormatterSource(typeof(FigureFormatters), PreferredMimeTypes = ["text/html", FigureFormatters.PlotlyMimeType])]
public sealed record Figure(string Title)
{
    /// <summary>The horizontal axis.</summary>
    public Axis X { get; init; } = new("");

    /// <summary>The vertical axis.</summary>
    public Axis Y { get; init; } = new("");

    /// <summary>What is drawn, back to front.</summary>
    public IReadOnlyList<Series> Series { get; init; } = [];

    /// <summary>Arrows between two points, in the units of the axes (a lineage, a step to show).</summary>
    public IReadOnlyList<Arrow> Arrows { get; init; } = [];

    /// <summary>Where the numbers come from; printed under the figure.</summary>
    public string Source { get; init; } = "";

    /// <summary>Height in pixels.</summary>
    public int Height { get; init; } = 400;

    /// <summary>Width in pixels of the plain picture; the interactive one fills its column.</summary>
    public int Width { get; init; } = 780;

    /// <summary>The plain picture, without any script.</summary>
    public string ToSvg() => SvgPicture.Draw(this);

    /// <summary>The chart as Plotly.NET writes it: an object with <c>data</c>, <c>layout</c> and
    /// <c>config</c>.</summary>
    public string ToPlotlyJson() => PlotlyBridge.Render(this);
}

/// <summary>One axis.</summary>
/// <param name="Title">Name and unit.</param>
/// <param name="Min">Lower end; null: from the data.</param>
/// <param name="Max">Upper end; null: from the data.</param>
/// <param name="Logarithmic">Whether powers of ten are equally far apart.</param>
/// <param name="Visible">Whether ticks and lines are drawn.</param>
public sealed record Axis(
    string Title,
    double? Min = null,
    double? Max = null,
    bool Logarithmic = false,
    bool Visible = true
);

/// <summary>How a <see cref="Series"/> is drawn.</summary>
public enum SeriesKind
{
    /// <summary>A line through the points.</summary>
    Line,

    /// <summary>Points alone.</summary>
    Points,

    /// <summary>Upright bars, side by side where there are several series.</summary>
    Bars,

    /// <summary>A shaded band from <see cref="Series.Low"/> to <see cref="Series.High"/>.</summary>
    Band,

    /// <summary>Boxes that hold their label: the nodes of a diagram.</summary>
    Boxes,
}

/// <summary>One series of N points.</summary>
/// <param name="Kind">How it is drawn.</param>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Y">Heights, [N]; null where there is no value.</param>
public sealed record Series(SeriesKind Kind, string Name, IReadOnlyList<double?> Y)
{
    /// <summary>Positions, [N]; empty: 0, 1, 2, ... or the categories.</summary>
    public IReadOnlyList<double> X { get; init; } = [];

    /// <summary>Names of the positions, [N]; empty: numbers.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Lower ends of an interval, [N], drawn as error bars or as a band; empty: none.</summary>
    public IReadOnlyList<double?> Low { get; init; } = [];

    /// <summary>Upper ends of an interval, [N].</summary>
    public IReadOnlyList<double?> High { get; init; } = [];

    /// <summary>What a pointer over the point, or a box, says, [N]; empty: the value.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>What a pointer over a box tells beyond its label, [N].</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>Whether the line is dashed: a reference, not a measurement.</summary>
    public bool Dashed { get; init; }

    /// <summary>A colour; null: the next of <see cref="Palette"/>.</summary>
    public string? Colour { get; init; }
}

/// <summary>An arrow from one point to another, with a word on it.</summary>
/// <param name="FromX">Where it starts.</param>
/// <param name="FromY">Where it starts.</param>
/// <param name="ToX">Where it ends.</param>
/// <param name="ToY">Where it ends.</param>
/// <param name="Label">What it says.</param>
public sealed record Arrow(double FromX, double FromY, double ToX, double ToY, string Label = "");
