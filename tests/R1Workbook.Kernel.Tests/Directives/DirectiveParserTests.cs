using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Directives;

namespace R1Workbook.Kernel.Tests.Directives;

public sealed class DirectiveParserTests
{
    [Theory]
    [InlineData("#!set --name y --value @input:\"Your name\"", "--name|y|--value|@input:Your name")]
    [InlineData("#!set --value { \"a b\": [1, \"}\"] } z", "--value|{ \"a b\": [1, \"}\"] }|z")]
    [InlineData("#!import 'my file.cs'", "my file.cs")]
    [InlineData("#!x \"say \\\"hi\\\" \\\\ n\"", "say \"hi\" \\ n")]
    public void Words_are_divided_by_blanks_and_held_together_by_quotes_and_brackets(string line, string words)
    {
        Assert.Equal(words.Split('|'), DirectiveParser.Parse(line, 1).Words.Select(w => w.Text));
    }

    [Theory]
    [InlineData("#!a \"open", "Column 5")]
    [InlineData("#!a {\"x\": 1", "Column 5")]
    public void What_is_never_closed_is_told_with_its_column(string line, string column)
    {
        CellException error = Assert.Throws<CellException>(() => DirectiveParser.Parse(line, 7));

        Assert.Equal(7, error.Line);
        Assert.StartsWith(column, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scripts_first_line_is_no_directive()
    {
        Assert.False(DirectiveParser.IsDirective("#!/usr/bin/env dotnet"));
        Assert.False(DirectiveParser.IsDirective("#! no"));
        Assert.True(DirectiveParser.IsDirective("#!c#"));
    }
}
