using R1Workbook.Kernel.Headless;
using R1Workbook.Kernel.Notebooks;

namespace R1Workbook.Kernel.Tests.Headless;

/// <summary>How values of well-known packages show in a notebook that knows nothing of the workbook.</summary>
public sealed class PackageOutputTests
{
    [Fact]
    public async Task Frames_charts_and_tensors_show_as_tables_charts_and_the_part_of_them_that_can_be_read()
    {
        using var notebook = new TemporaryNotebook(
            """
            #r "nuget: Microsoft.Data.Analysis"
            #r "nuget: Plotly.NET.CSharp"
            #r "nuget: TorchSharp"
            using Microsoft.Data.Analysis;
            new DataFrame(
                new StringDataFrameColumn("name", Enumerable.Range(0, 120).Select(i => "n" + i)),
                new DoubleDataFrameColumn("half", Enumerable.Range(0, 120).Select(i => i * 0.5)))
            """,
            "Plotly.NET.CSharp.Chart.Line<int, int, string>(new[] { 1, 2 }, new[] { 4, 5 })",
            "var large = TorchSharp.torch.zeros(5_000, 2_000); large",
            "TorchSharp.torch.tensor(new[] { 1L, 2L })"
        );
        NotebookResult result = await notebook.RunAsync();
        Assert.True(result.Succeeded, result.Describe());

        CellOutput frame = notebook.Outputs(1)[^1];
        Assert.Contains(
            "<td style=\"text-align:left\">n1</td><td style=\"text-align:right\">0.5</td>",
            frame.Data("text/html"),
            StringComparison.Ordinal
        );
        Assert.EndsWith("n49   24.5\n... (70 more of 120 rows)", frame.Data("text/plain"), StringComparison.Ordinal);
        CellOutput chart = Assert.Single(notebook.Outputs(2));
        Assert.Equal("[4,5]", chart.Json["data"]!["application/vnd.plotly.v1+json"]!["data"]![0]!["y"]!.ToJsonString());
        Assert.Contains("window.Plotly.newPlot", chart.Data("text/html"), StringComparison.Ordinal);
        Assert.Equal("Plotly.NET chart: scatter", chart.Data("text/plain"));
        string[] tensor = notebook.Text(3).Split('\n');
        Assert.Equal(("[5000x2000], type = Float32, device = cpu", 22), (tensor[0], tensor.Length));
        Assert.Equal("[2], type = Int64, device = cpu\n 1 2", notebook.Text(4));
    }

    [Fact]
    public async Task A_value_of_a_hundred_megabytes_is_cut_and_said_to_be_cut()
    {
        using var notebook = new TemporaryNotebook(
            "new string('x', 100_000_000)",
            "new byte[100_000_000]",
            "display(HTML(new string('y', 2_000_000))); 1 + 1",
            "for (int i = 0; i < 1_000_000; i++) Console.WriteLine(i);"
        );
        NotebookResult result = await notebook.RunAsync();
        Assert.True(result.Succeeded, result.Describe());
        Assert.Contains("[text/plain of 100,000,000 bytes left out", notebook.Text(1), StringComparison.Ordinal);
        Assert.Contains("99999980 more", notebook.Text(2), StringComparison.Ordinal);
        Assert.Contains("[text/html of 2,000,000 bytes left out", notebook.Text(3), StringComparison.Ordinal);
        Assert.Contains("characters of console output cut", notebook.Text(4), StringComparison.Ordinal);
        Assert.True(new FileInfo(result.ExecutedPath!).Length < 1_000_000);
    }
}
