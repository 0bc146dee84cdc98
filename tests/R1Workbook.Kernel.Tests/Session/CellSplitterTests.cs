using R1Workbook.Kernel.Session;

namespace R1Workbook.Kernel.Tests.Session;

public sealed class CellSplitterTests
{
    [Fact]
    public void Sections_keep_their_lines()
    {
        IReadOnlyList<CellSection> sections = CellSplitter.Split("a\n#!sql --name r\r\nb\nc\n#!time");

        Assert.Equal([null, "sql", "time"], sections.Select(s => s.Directive?.Name));
        Assert.Equal(["a", "b\nc", ""], sections.Select(s => s.Text));
        Assert.Equal([1, 3, 6], sections.Select(s => s.FirstLine));
        Assert.Equal("\n\nb\nc", sections[1].TextAtItsLine);
    }

    [Theory]
    [InlineData("")]
    [InlineData("one line")]
    public void A_cell_without_directives_is_one_section(string source)
    {
        CellSection section = Assert.Single(CellSplitter.Split(source));

        Assert.Null(section.Directive);
        Assert.Equal(source, section.Text);
    }
}
