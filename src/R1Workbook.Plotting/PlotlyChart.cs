using System.Text.Json.Nodes;
using Plotly.NET;
using CSharpChart = Plotly.NET.CSharp.Chart;

namespace R1Workbook.Plotting;

/// <summary>
/// Draws with Plotly.NET what R1Workbook describes as JSON. Takes and returns strings only: this assembly and its F#
/// core live in a load context of their own (see <c>R1Workbook.Figures.PlotlyBridge</c>).
/// </summary>
public static class PlotlyChart
{
    private const string Ink = "#7a818c";
    private const string Grid = "rgba(128,128,128,0.25)";

    /// <summary>The figure described by <paramref name="description"/> as a Plotly figure: <c>data</c>, <c>layout</c>,
    /// <c>config</c>.</summary>
    /// <exception cref="ArgumentException">The description is no JSON object.</exception>
    public static string Render(string description)
    {
        JsonObject figure =
            JsonNode.Parse(description) as JsonObject
            ?? throw new ArgumentException("A figure is a JSON object.", nameof(description));
        GenericChart[] charts = [.. figure["series"]!.AsArray().SelectMany(series => Charts(series!.AsObject()))];
        GenericChart chart = charts.Length == 0 ? CSharpChart.Invisible() : CSharpChart.Combine(charts);
        JsonNode plotly = JsonNode.Parse(GenericChart.toFigureJson(GenericChart.addLayout(LayoutOf(figure), chart)))!;
        // Plotly.NET fixes 600 pixels; a figure fills the column it stands in.
        plotly["layout"]!.AsObject().Remove("width");
        // The default template of Plotly.NET takes 8.5 kB in every figure; a figure says all of its look itself.
        plotly["layout"]!["template"] = new JsonObject();
        // What has no name (a band, a single seed) has no place in the legend.
        foreach (JsonNode? trace in plotly["data"]!.AsArray())
        {
            if ((string?)trace!["name"] is null or "")
                trace["showlegend"] = false;
        }
        return plotly.ToJsonString();
    }

    private static IEnumerable<GenericChart> Charts(JsonObject series)
    {
        double?[] y = Numbers(series["y"]);
        string name = (string)series["name"]!,
            colour = (string)series["colour"]!;
        IConvertible[] x = Positions(series, y.Length);
        string[] labels = [.. series["labels"]!.AsArray().Select(label => (string)label!)];
        double?[] low = Numbers(series["low"]),
            high = Numbers(series["high"]);
        IConvertible[] values = [.. y.Select(Convertible)];

        switch ((string)series["kind"]!)
        {
            case "bars":
                yield return Traced(
                    CSharpChart.Column<IConvertible, IConvertible, string>(values, Keys: x, Name: name),
                    trace =>
                    {
                        trace.SetProperty("marker", Object(("color", colour)));
                        SetIntervals(trace, y, low, high);
                        SetLabels(trace, labels);
                    }
                );
                break;
            case "band":
                IConvertible[] ends = [.. x, .. x.Reverse()];
                IConvertible[] border = [.. high.Concat(low.Reverse()).Select(Convertible)];
                yield return Traced(
                    Scatter(ends, border, StyleParam.Mode.Lines, name),
                    trace =>
                    {
                        trace.SetProperty("fill", "toself");
                        trace.SetProperty("fillcolor", colour);
                        trace.SetProperty("opacity", 0.25);
                        trace.SetProperty("line", Object(("width", 0)));
                        trace.SetProperty("hoverinfo", "skip");
                    }
                );
                break;
            case "boxes":
                string[] details = [.. series["details"]!.AsArray().Select(detail => (string)detail!)];
                yield return Traced(
                    Scatter(x, values, StyleParam.Mode.Markers_Text, name),
                    trace =>
                    {
                        trace.SetProperty("text", labels);
                        trace.SetProperty("textposition", "middle center");
                        trace.SetProperty("hovertext", details.Length > 0 ? details : labels);
                        trace.SetProperty("hoverinfo", "text");
                        trace.SetProperty("textfont", Object(("color", "#ffffff"), ("size", 11)));
                        trace.SetProperty(
                            "marker",
                            Object(("symbol", "square"), ("size", 1), ("color", colour), ("opacity", 0))
                        );
                    }
                );
                break;
            default:
                bool points = (string)series["kind"]! == "points";
                yield return Traced(
                    Scatter(x, values, points ? StyleParam.Mode.Markers : StyleParam.Mode.Lines, name),
                    trace =>
                    {
                        trace.SetProperty(
                            "line",
                            Object(
                                ("color", colour),
                                ("width", 2),
                                ("dash", (bool)series["dashed"]! ? "dash" : "solid")
                            )
                        );
                        trace.SetProperty("marker", Object(("color", colour), ("size", 7)));
                        SetIntervals(trace, y, low, high);
                        SetLabels(trace, labels);
                    }
                );
                break;
        }
    }

    private static GenericChart Scatter(IConvertible[] x, IConvertible[] y, StyleParam.Mode mode, string name) =>
        CSharpChart.Scatter<IConvertible, IConvertible, string>(x, y, mode, Name: name);

    private static GenericChart Traced(GenericChart chart, Action<Trace> style)
    {
        foreach (Trace trace in GenericChart.getTraces(chart))
            style(trace);
        return chart;
    }

    private static void SetIntervals(Trace trace, double?[] y, double?[] low, double?[] high)
    {
        if (low.Length == 0)
            return;
        trace.SetProperty(
            "error_y",
            Object(
                ("type", "data"),
                ("symmetric", false),
                ("color", Ink),
                ("array", y.Zip(high, (value, end) => end - value).ToArray()),
                ("arrayminus", y.Zip(low, (value, end) => value - end).ToArray())
            )
        );
    }

    private static void SetLabels(Trace trace, string[] labels)
    {
        if (labels.Length == 0)
            return;
        trace.SetProperty("hovertext", labels);
        trace.SetProperty("hoverinfo", "text");
    }

    private static Layout LayoutOf(JsonObject figure)
    {
        var layout = new Layout();
        layout.SetProperty(
            "title",
            Object(
                ("text", (string)figure["title"]!),
                ("font", Object(("size", 15))),
                ("x", 0.05),
                ("yref", "container"),
                ("y", 1),
                ("yanchor", "top"),
                ("pad", Object(("t", 16)))
            )
        );
        layout.SetProperty("height", (int)figure["height"]!);
        layout.SetProperty("paper_bgcolor", "rgba(0,0,0,0)");
        layout.SetProperty("plot_bgcolor", "rgba(0,0,0,0)");
        layout.SetProperty("font", Object(("color", Ink)));
        layout.SetProperty("hovermode", "closest");
        // Categories that look like numbers stay categories.
        layout.SetProperty("autotypenumbers", "strict");
        layout.SetProperty("modebar", Object(("bgcolor", "rgba(0,0,0,0)"), ("color", Ink)));
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
                ? Object(("t", above ? 88 : 48), ("r", 16), ("b", 56), ("l", 60))
                : Object(("t", 48), ("r", 4), ("b", 8), ("l", 4))
        );
        layout.SetProperty(
            "legend",
            above
                ? Object(("orientation", "h"), ("y", 1), ("yanchor", "bottom"))
                : Object(("orientation", "h"), ("y", -68 / Math.Max((int)figure["height"]! - 104.0, 50)))
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
        DynamicObj.DynamicObj result = Object(
            ("title", Object(("text", (string)axis["title"]!), ("standoff", 15))),
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
        yield return Object(
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
            yield return Object(
                ("x", (fromX + toX) / 2),
                ("y", (fromY + toY) / 2),
                ("text", label),
                ("showarrow", false),
                ("font", Object(("size", 11))),
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
            yield return Object(
                ("type", "rect"),
                ("layer", "below"),
                ("fillcolor", (string)series["colour"]!),
                ("line", Object(("width", 0))),
                ("x0", (double)x! - 0.42),
                ("x1", (double)x! + 0.42),
                ("y0", (double)y! - 0.28),
                ("y1", (double)y! + 0.28)
            );
        }
    }

    private static IConvertible[] Positions(JsonObject series, int count)
    {
        JsonArray categories = series["categories"]!.AsArray(),
            x = series["x"]!.AsArray();
        if (categories.Count > 0)
            return [.. categories.Select(category => (string)category!)];
        return x.Count > 0
            ? [.. x.Select(value => (IConvertible)(double)value!)]
            : [.. Enumerable.Range(0, count).Select(index => (IConvertible)index)];
    }

    // Null, not NaN: JSON has no NaN, and Plotly draws a gap at a null.
    private static IConvertible Convertible(double? value) => value is double number ? number : null!;

    private static double?[] Numbers(JsonNode? array) => [.. array!.AsArray().Select(value => (double?)value)];

    private static DynamicObj.DynamicObj Object(params (string Name, object Value)[] properties)
    {
        var result = new DynamicObj.DynamicObj();
        foreach ((string name, object value) in properties)
            result.SetProperty(name, value);
        return result;
    }
}
