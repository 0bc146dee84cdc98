using R1Workbook.Kernel.Notebooks;
using R1Workbook.Kernel.Tests.Session;

namespace R1Workbook.Kernel.Tests.Languages.Markup;

[Collection(OneProcess.Name)]
public sealed class MarkupLanguageTests : IClassFixture<CellSessionHarness>
{
    private readonly CellSessionHarness _cells;

    public MarkupLanguageTests(CellSessionHarness cells) => _cells = cells;

    [Fact]
    public async Task Html_is_shown_with_its_text()
    {
        CellOutput output = Assert.Single(
            await _cells.RunAsync("#!html\n<b>1 &lt; 2</b><style>b { color: red }</style>")
        );

        Assert.Equal("<b>1 &lt; 2</b><style>b { color: red }</style>", output.Data("text/html"));
        Assert.Equal("1 < 2", output.Data("text/plain"));
    }

    [Fact]
    public async Task Markdown_is_shown_with_its_source()
    {
        CellOutput output = Assert.Single(await _cells.RunAsync("# Head", "markdown"));

        Assert.Equal(("# Head", "# Head"), (output.Data("text/markdown"), output.Data("text/plain")));
    }

    [Fact]
    public async Task A_script_keeps_its_errors_and_its_end_tags_to_itself()
    {
        CellOutput output = Assert.Single(await _cells.RunAsync("#!js\nconst s = '</script>';"));

        Assert.Contains("catch (error)", output.Data("text/html"), StringComparison.Ordinal);
        Assert.Contains("'<\\/script>'", output.Data("text/html"), StringComparison.Ordinal);
        Assert.Equal("const s = '</script>';", output.Data("text/plain"));
    }
}
