using System.Text.Json.Nodes;
using R1Workbook.Kernel.Tests.Headless;

namespace R1Workbook.Kernel.Tests.Jupyter;

/// <summary>The figures of the workbook in a live client.</summary>
public sealed class WorkbookFigureTests(RunningKernel kernel) : IClassFixture<RunningKernel>
{
    [Fact]
    public void A_figure_is_a_picture_that_becomes_interactive_and_the_first_one_brings_plotly()
    {
        using var client = new WireClient(kernel);
        string library = Path.Combine(Path.GetDirectoryName(TemporaryNotebook.R1)!, "R1Workbook.dll");
        JsonNode first = Shown(
            client,
            $"#r \"{library}\"\nusing R1Workbook.Figures;\nPlot.Lines(\"t\", \"x\", \"y\", (\"a\", [0, 1], [4, 5]))"
        );
        JsonNode second = Shown(client, "Plot.Lines(\"t\", \"x\", \"y\", (\"a\", [0, 1], [6, 7]))");

        Assert.Equal("[4.0,5.0]", first["application/vnd.plotly.v1+json"]!["data"]![0]!["y"]!.ToJsonString());
        Assert.InRange(((string)first["text/html"]!).Length, 1_000_000, int.MaxValue);
        string html = (string)second["text/html"]!;
        Assert.Contains("<svg", html, StringComparison.Ordinal);
        Assert.Contains("window.Plotly.newPlot(h,f.data,f.layout", html, StringComparison.Ordinal);
        Assert.InRange(html.Length, 1_000, 20_000);
    }

    private static JsonNode Shown(WireClient client, string code)
    {
        (WireMessage[] published, JsonNode reply) = client.Execute(code);
        Assert.True((string)reply["status"]! == "ok", reply.ToJsonString());
        return Assert.Single(published, message => message.Type == "execute_result").Content["data"]!;
    }
}
