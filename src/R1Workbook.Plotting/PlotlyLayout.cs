using System.Text.Json.Nodes;
using Plotly.NET;

namespace R1Workbook.Plotting;

/// <summary>What stands around the series of a figure: title, axes, legend, arrows, boxes.</summary>
internal static class PlotlyLayout
{
    /// <summary>The colour of text and lines, readable on light and dark pages.</summary>
    public const string Ink = "#7a818c";

    private const string Grid = "rgba(128,128,128,0.25)";

    /// <summary>The layout of a figure.</summary>
    /// <param name="figure">What R1Workbook describes.</param>
    public static Layout Of(JsonObject figure)
    {
        var layout = new Layout();
        layout.SetProperty(
            "title",
            PlotlyObject.Of(
                ("text", (string)figure["title"]!),
                ("font", PlotlyObject.Of(("size", 15))),
                ("x", 0.05),
                ("yref", "container"),
                ("y", 1),
                ("yanchor", "top"),
                ("pad", PlotlyObject.Of(("t", 16)))
            )
        );
        layout.SetProperty("height", (int)figure["height"]!);
        layout.SetProperty("paper_bgcolor", "rgba(0,0,0,0)");
        layout.SetProperty("plot_bgcolor", "rgba(0,0,0,0)");
        layout.SetProperty("font", PlotlyObject.Of(("color", Ink)));
        layout.SetProperty("hovermode", "closest");
        // Categories that look like numbers stay categories.
        layout.SetProperty("autotypenumbers", "strict");
        layout.SetProperty("modebar", PlotlyObject.Of(("bgcolor", "rgba(0,0,0,0)"), ("color", Ink)));
        layout.SetProperty("barmode", "group");
        // A diagram without axes needs no room for their titles.
        bool axes = (bool)figure["x"]!["visible"]! || (bool)figure["y"]!["visible"]!;
        // Names of categories that do not fit side by side stand slanted or upright below the axis, where there is no
        // telling how far they reach: the legend goes above.
        bool above = figure["series"]!
            .AsArray()
            .Any(series =>
                series!["categories"]!.AsArray() is { Count: > 0 } names
                && names.Count * names.Max(name => ((string)name!).Length) > 80
            );
        layout.SetProperty(
            "margin",
            axes
                ? PlotlyObject.Of(("t", above ? 88 : 48), ("r", 16), ("b", 56), ("l", 60))
                : PlotlyObject.Of(("t", 48), ("r", 4), ("b", 8), ("l", 4))
        );
        layout.SetProperty(
            "legend",
            above
                ? PlotlyObject.Of(("orientation", "h"), ("y", 1), ("yanchor", "bottom"))
                : PlotlyObject.Of(("orientation", "h"), ("y", -68 / Math.Max((int)figure["height"]! - 104.0, 50)))
        );
        layout.SetProperty("xaxis", AxisOf(figure["x"]!.AsObject()));
        layout.SetProperty("yaxis", AxisOf(figure["y"]!.AsObject()));
        layout.SetProperty(
            "showlegend",
            figure["series"]!.AsArray().Count(series => (string)series!["kind"]! != "boxes") > 1
        );
        layout.SetProperty(
            "annotations",
            figure["arrows"]!.AsArray().SelectMany(arrow => Annotations(arrow!.AsObject())).ToArray()
        );
        layout.SetProperty(
            "shapes",
            figure["series"]!.AsArray().SelectMany(series => Boxes(series!.AsObject())).ToArray()
        );
        return layout;
    }

    private static DynamicObj.DynamicObj AxisOf(JsonObject axis)
    {
        bool visible = (bool)axis["visible"]!;
        DynamicObj.DynamicObj result = PlotlyObject.Of(
            ("title", PlotlyObject.Of(("text", (string)axis["title"]!), ("standoff", 15))),
            ("gridcolor", Grid),
            ("zeroline", false),
            ("visible", visible),
            ("automargin", true)
        );
        if ((bool)axis["logarithmic"]!)
            result.SetProperty("type", "log");
        if (axis["min"] is JsonNode min && axis["max"] is JsonNode max)
        {
            bool logarithmic = (bool)axis["logarithmic"]!;
            result.SetProperty(
                "range",
                new[] { (double)min, (double)max }.Select(end => logarithmic ? Math.Log10(end) : end).ToArray()
            );
        }
        return result;
    }

    private static IEnumerable<DynamicObj.DynamicObj> Annotations(JsonObject arrow)
    {
        double fromX = (double)arrow["fromX"]!,
            fromY = (double)arrow["fromY"]!,
            toX = (double)arrow["toX"]!,
            toY = (double)arrow["toY"]!;
        yield return PlotlyObject.Of(
            ("x", toX),
            ("y", toY),
            ("ax", fromX),
            ("ay", fromY),
            ("xref", "x"),
            ("yref", "y"),
            ("axref", "x"),
            ("ayref", "y"),
            ("text", ""),
            ("showarrow", true),
            ("arrowhead", 2),
            ("arrowcolor", Ink),
            ("arrowwidth", 1.5)
        );
        if ((string)arrow["label"]! is { Length: > 0 } label)
        {
            bool upright = fromX == toX,
                steep = !upright && Math.Abs(toY - fromY) > Math.Abs(toX - fromX);
            yield return PlotlyObject.Of(
                ("x", (fromX + toX) / 2),
                ("y", (fromY + toY) / 2),
                ("text", label),
                ("showarrow", false),
                ("font", PlotlyObject.Of(("size", 11))),
                // On a slope the label begins or ends at the middle, on the side that the line leaves free.
                (
                    "xanchor",
                    upright || toY < fromY ? "left"
                    : toY > fromY ? "right"
                    : "center"
                ),
                (
                    "xshift",
                    upright ? 6
                    : steep ? -6
                    : 0
                ),
                (
                    "yshift",
                    upright || steep ? 0
                    : toY == fromY ? 11
                    : 7
                )
            );
        }
    }

    private static IEnumerable<DynamicObj.DynamicObj> Boxes(JsonObject series)
    {
        if ((string)series["kind"]! != "boxes")
            yield break;
        foreach ((JsonNode? x, JsonNode? y) in series["x"]!.AsArray().Zip(series["y"]!.AsArray()))
        {
            yield return PlotlyObject.Of(
                ("type", "rect"),
                ("layer", "below"),
                ("fillcolor", (string)series["colour"]!),
                ("line", PlotlyObject.Of(("width", 0))),
                ("x0", (double)x! - 0.42),
                ("x1", (double)x! + 0.42),
                ("y0", (double)y! - 0.28),
                ("y1", (double)y! + 0.28)
            );
        }
    }
}
