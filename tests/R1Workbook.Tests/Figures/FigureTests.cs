using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.DotNet.Interactive.Formatting;
using R1Workbook.Figures;

namespace R1Workbook.Tests.Figures;

public class FigureTests
{
    private static readonly Figure Accuracy = Plot.Lines(
        "Held-out accuracy & \"length\"",
        "step",
        "accuracy",
        ("seed 1", [0, 20, 40], [0.1, double.NaN, 0.7]),
        ("seed 2", [0, 20, 40], [0.12, 0.5, 0.8])
    ) with
    {
        Source = "a run",
    };

    [Fact]
    public void Plotly_json_holds_the_points_that_were_given_and_null_where_nothing_was_measured()
    {
        JsonNode figure = JsonNode.Parse(Accuracy.ToPlotlyJson())!;
        JsonArray data = figure["data"]!.AsArray();

        Assert.Equal(2, data.Count);
        Assert.Equal("seed 1", (string)data[0]!["name"]!);
        Assert.Equal([0.0, 20.0, 40.0], data[0]!["x"]!.AsArray().Select(value => (double)value!));
        Assert.Equal([0.1, null, 0.7], data[0]!["y"]!.AsArray().Select(value => (double?)value));
        Assert.Equal("Held-out accuracy & \"length\"", (string)figure["layout"]!["title"]!["text"]!);
        Assert.Equal("step", (string)figure["layout"]!["xaxis"]!["title"]!["text"]!);
    }

    [Fact]
    public void A_series_without_a_name_has_no_place_in_the_legend()
    {
        JsonArray data = JsonNode.Parse(
            Plot.Lines("t", "x", "y", ("", [0, 1], [0, 1]), ("mean", [0, 1], [0, 1])).ToPlotlyJson()
        )!["data"]!.AsArray();

        Assert.False((bool)data[0]!["showlegend"]!);
        Assert.NotEqual(false, (bool?)data[1]!["showlegend"]);
    }

    [Fact]
    public void The_svg_is_well_formed_and_draws_one_path_a_line_with_the_pen_lifted_at_a_gap()
    {
        XDocument svg = XDocument.Parse(Accuracy.ToSvg());
        XNamespace ns = "http://www.w3.org/2000/svg";
        string[] paths = [.. svg.Descendants(ns + "path").Select(path => path.Attribute("d")!.Value)];

        Assert.Equal(2, paths.Length);
        Assert.Equal(2, paths[0].Count(character => character == 'M'));
        Assert.Equal(1, paths[1].Count(character => character == 'M'));
    }

    [Fact]
    public void A_bar_is_as_high_as_its_value()
    {
        Figure figure = Plot.Bars("t", "score", ["a", "b"], ("x", [10, 20]));
        XNamespace ns = "http://www.w3.org/2000/svg";
        double[] heights =
        [
            .. XDocument
                .Parse(figure.ToSvg())
                .Descendants(ns + "rect")
                .Select(bar =>
                    double.Parse(bar.Attribute("height")!.Value, System.Globalization.CultureInfo.InvariantCulture)
                ),
        ];

        Assert.Equal(2, heights.Length);
        Assert.Equal(2, heights[1] / heights[0], 2);
        JsonNode bars = JsonNode.Parse(figure.ToPlotlyJson())!["data"]![0]!;
        Assert.Equal("bar", (string)bars["type"]!);
        Assert.Equal([10.0, 20.0], bars["y"]!.AsArray().Select(value => (double)value!));
        Assert.Equal(["a", "b"], bars["x"]!.AsArray().Select(value => (string)value!));
    }

    [Fact]
    public void It_shows_as_a_picture_and_as_a_Plotly_figure_without_the_default_template()
    {
        Assert.Equal(
            ["text/html", "application/vnd.plotly.v1+json"],
            Formatter.GetPreferredMimeTypesFor(typeof(Figure))
        );
        string html = Formatter.ToDisplayString(Accuracy, "text/html");
        Assert.Matches("<div data-plotly=\"[0-9a-f]{12}\"><svg", html);
        string json = Formatter.ToDisplayString(Accuracy, "application/vnd.plotly.v1+json");
        Assert.Equal("{}", JsonNode.Parse(json)!["layout"]!["template"]!.ToJsonString());
        Assert.InRange(json.Length, 100, 2_500);
    }

    [Fact]
    public void Html_holds_no_script_and_asks_for_nothing_from_the_network()
    {
        Figure hostile = Plot.Lines("</script><b>", "x", "y", ("<i>", [1, 2], [1, 2])) with { Source = "<u>" };
        string html = FigureFormatters.Html(hostile);

        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("</script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<u>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_histogram_counts_every_value_once()
    {
        double[] values = [0, 0.1, 0.2, 5, 10];
        Assert.Equal(values.Length, Plot.Histogram("t", "x", values, bins: 4).Series[0].Y.Sum());
    }

    [Theory]
    [InlineData("a benchmark with a long name", true)]
    [InlineData("1", false)]
    public void Names_of_categories_stand_slanted_only_where_they_would_run_into_each_other(string name, bool slanted)
    {
        Figure figure = Plot.Bars(
            "t",
            "score",
            Enumerable.Range(0, 10).Select(i => $"{name}{i}"),
            ("x", Enumerable.Repeat<double?>(1, 10))
        );
        Assert.Equal(slanted, figure.ToSvg().Contains("rotate(-35", StringComparison.Ordinal));
    }
}
