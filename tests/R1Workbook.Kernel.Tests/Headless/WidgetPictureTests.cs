using R1Workbook.Kernel.Notebooks;

namespace R1Workbook.Kernel.Tests.Headless;

public sealed class WidgetPictureTests
{
    [Fact]
    public async Task A_notebook_without_a_front_end_keeps_a_still_picture_of_a_widget()
    {
        using var notebook = new TemporaryNotebook(
            "using R1Workbook.Kernel.Widgets;\nvar bar = new IntProgress(3, 0, 4) { Description = \"epoch\" };\nbar",
            "bar.Value = 4; new HBox(bar, new Button(\"stop\"))"
        );
        Assert.True((await notebook.RunAsync()).Failure is null);

        CellOutput shown = Assert.Single(notebook.Outputs(1));
        Assert.Equal("IntProgress(epoch: 3)", shown.Data("text/plain"));
        Assert.Contains("<progress max=\"4\" value=\"3\">", shown.Data("text/html"), StringComparison.Ordinal);
        Assert.Null(shown.Data("application/vnd.jupyter.widget-view+json"));
        Assert.Equal(
            "HBox(IntProgress(epoch: 4), Button(stop))",
            Assert.Single(notebook.Outputs(2)).Data("text/plain")
        );
    }
}
