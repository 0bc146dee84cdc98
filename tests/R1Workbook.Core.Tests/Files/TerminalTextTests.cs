using R1Workbook.Core.Files;

namespace R1Workbook.Core.Tests.Files;

/// <summary>Text of strangers on a terminal.</summary>
public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("\e]0;title\a", "]0;title")]
    [InlineData("\e[2J\e[31mred\e[0m", "[2J[31mred[0m")]
    [InlineData("\u009b2Jone character", "2Jone character")]
    [InlineData("over\rwritten\b", "overwritten")]
    [InlineData("a\u202eb\u2066c\u200ed\u061ce", "abcde")]
    [InlineData("k\u200be\u2060y\ufeff", "key")]
    [InlineData("two\nlines\tand a tabulator", "two\nlines\tand a tabulator")]
    [InlineData("Ünï 漢字 😀 👩‍💻", "Ünï 漢字 😀 👩‍💻")]
    [InlineData("", "")]
    public void What_steers_a_terminal_is_left_out(string given, string clean) =>
        Assert.Equal(clean, TerminalText.Clean(given));
}
