using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Tests.Outputs;

public sealed class PlotlyDrawingTests
{
    private const string Picture = "<figure><div data-plotly=\"0123456789ab\"><svg></svg></div>Source</figure>";

    [Fact]
    public void A_marked_picture_gets_the_script_that_draws_the_figure_in_its_place()
    {
        string html = PlotlyDrawing.Into(Picture, "{\"data\":[{\"y\":[4,5]}],\"layout\":{}}");

        Assert.StartsWith(Picture + "<script", html, StringComparison.Ordinal);
        Assert.Contains("var f={\"data\":[{\"y\":[4,5]}],\"layout\":{}};", html, StringComparison.Ordinal);
        Assert.Contains("querySelectorAll('[data-plotly=\"0123456789ab\"]')", html, StringComparison.Ordinal);
        Assert.Contains("window.Plotly.newPlot(h,f.data,f.layout", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hostile_title_closes_no_script_early()
    {
        string html = PlotlyDrawing.Into(Picture, "{\"layout\":{\"title\":\"</script><b>\"}}");

        Assert.Equal(2, html.Split("</script").Length);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_no_place_no_figure_or_its_own_script_stays_as_it_is()
    {
        Assert.Equal("<b>x</b>", PlotlyDrawing.Into("<b>x</b>", "{}"));
        Assert.Equal(Picture, PlotlyDrawing.Into(Picture, null));
        string drawn = PlotlyDrawing.Into(Picture, "{}");
        Assert.Equal(drawn, PlotlyDrawing.Into(drawn, "{}"));
    }
}
