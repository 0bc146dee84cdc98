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
        JsonNode plotly = JsonNode.Parse(
            GenericChart.toFigureJson(GenericChart.addLayout(PlotlyLayout.Of(figure), chart))
        )!;
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
                        trace.SetProperty("marker", PlotlyObject.Of(("color", colour)));
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
                        trace.SetProperty("line", PlotlyObject.Of(("width", 0)));
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
                        trace.SetProperty("textfont", PlotlyObject.Of(("color", "#ffffff"), ("size", 11)));
                        trace.SetProperty(
                            "marker",
                            PlotlyObject.Of(("symbol", "square"), ("size", 1), ("color", colour), ("opacity", 0))
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
                            PlotlyObject.Of(
                                ("color", colour),
                                ("width", 2),
                                ("dash", (bool)series["dashed"]! ? "dash" : "solid")
                            )
                        );
                        trace.SetProperty("marker", PlotlyObject.Of(("color", colour), ("size", 7)));
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
            PlotlyObject.Of(
                ("type", "data"),
                ("symmetric", false),
                ("color", PlotlyLayout.Ink),
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
}
