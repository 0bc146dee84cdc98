using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Tests.Session;

namespace R1Workbook.Kernel.Tests.Directives;

[Collection(OneProcess.Name)]
public sealed class DirectiveTests : IDisposable
{
    private readonly CellSessionHarness _cells = new();

    public void Dispose() => _cells.Dispose();

    [Fact]
    public async Task An_unknown_directive_is_told_with_the_closest_name_before_anything_runs()
    {
        CellError error = await _cells.FailAsync("var ran = 1;\n#!shar x --from fsharp");

        Assert.Equal(2, error.Line);
        Assert.Contains("did you mean #!share?", error.Message, StringComparison.Ordinal);
        Assert.Equal("CS0103", (await _cells.FailAsync("ran")).Name);
    }

    [Fact]
    public async Task An_unknown_option_is_told_with_the_closest_name_and_the_syntax()
    {
        CellError error = await _cells.FailAsync("\n#!share x --form fsharp");

        Assert.Equal(2, error.Line);
        Assert.Contains("unknown option --form; did you mean --from?", error.Message, StringComparison.Ordinal);
        Assert.Contains("#!share [--name] NAME --from LANGUAGE", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#!share x", "--from LANGUAGE is missing")]
    [InlineData("#!share x --from", "--from needs a value")]
    [InlineData("#!share x --from a --from=b", "--from is given twice")]
    [InlineData("#!time now", "nothing takes 'now'")]
    [InlineData("#!set --name x --value 1 --byref=yes", "--byref takes no value")]
    [InlineData("#!set --name \"x --value 1", "is never closed")]
    [InlineData("#!html <b>", "takes no argument here")]
    [InlineData("#!import", "#!import needs a file")]
    [InlineData("#!import none.cs", "no such file")]
    [InlineData("#!connect mssql", "#!sql")]
    [InlineData("#!set --name x --value @input:Age", "nobody is there to answer 'Age'")]
    public async Task A_directive_that_cannot_be_done_says_why(string cell, string why)
    {
        Assert.Contains(why, (await _cells.FailAsync(cell)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_language_of_the_metadata_is_an_error()
    {
        Assert.Contains(
            "did you mean fsharp?",
            (await _cells.FailAsync("1", "fsharq")).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("#!share -h")]
    [InlineData("#!share --help")]
    public async Task Help_shows_the_syntax_and_every_option(string cell)
    {
        string text = (await _cells.TextAsync(cell))!;

        Assert.StartsWith("#!share [--name] NAME --from LANGUAGE", text, StringComparison.Ordinal);
        Assert.Contains("--mime-type TYPE", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_of_the_reader_become_variables()
    {
        using var asked = new CellSessionHarness((prompt, password, _) => Task.FromResult($"{prompt}/{password}"));

        await asked.RunAsync("#!set --name a --value @input:\"Your name\"\n#!set --name b --value @password:Key");

        Assert.Equal("Your name/False Key/True", await asked.TextAsync("a + \" \" + b"));
    }

    [Fact]
    public async Task Who_and_whos_list_the_variables()
    {
        await _cells.RunAsync("var beta = 2; var alpha = \"x\";");

        Assert.Equal("alpha\nbeta", await _cells.TextAsync("#!who"));
        string table = (await _cells.TextAsync("#!whos"))!;
        Assert.Contains("alpha     String  x", table, StringComparison.Ordinal);
        Assert.Equal("fsharp has no variables.", await _cells.TextAsync("#!fsharp\n#!who"));
    }

    [Fact]
    public async Task Time_comes_last_whatever_happens()
    {
        Assert.Matches(@"^Wall time: [0-9.]+ms$", (await _cells.RunAsync("#!time\n1"))[^1].Data("text/plain"));
        Assert.Matches(
            @"^Wall time: [0-9.]+ms$",
            (await _cells.TryAsync("#!time\nthrow new Exception();")).Outputs[^1].Data("text/plain")
        );
    }

    [Fact]
    public async Task Lsmagic_and_about_tell_what_there_is()
    {
        string magics = (await _cells.TextAsync("#!lsmagic"))!;
        Assert.All(
            new[] { "#!csharp", "#!fsharp", "#!sql", "#!mermaid", "#!share", "#!whos" },
            m => Assert.Contains(m, magics, StringComparison.Ordinal)
        );
        Assert.Contains(".NET 10", await _cells.TextAsync("#!about"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_of_all_kinds_are_imported()
    {
        _cells.Write("a.cs", "int Seven() => 7;");
        _cells.Write("b.fsx", "let eight = 8");
        _cells.Write("c.sql", "create table nine as select 9 as n");
        _cells.Write("d.md", "*ten*");
        _cells.Write(
            "e.dib",
            "#!meta\n\n{\"kernelInfo\":{\"defaultKernelName\":\"csharp\"}}\n\n#!markdown\n\n# "
                + "Head\n\n#!csharp\n\nvar eleven = Seven() + 4;\n\n#!fsharp\n\nlet twelve = eight + 4\n"
        );

        await _cells.RunAsync("#!import a.cs\n#!import \"b.fsx\"\n#!import --file c.sql");
        Assert.Equal("*ten*", Assert.Single(await _cells.RunAsync("#!import d.md")).Data("text/markdown"));
        await _cells.RunAsync("#!import e.dib");

        Assert.Equal("11", await _cells.TextAsync("eleven"));
        Assert.Equal("12", await _cells.TextAsync("#!fsharp\ntwelve"));
        Assert.Equal("n\n9", await _cells.TextAsync("#!sql\nselect * from nine"));
    }

    [Fact]
    public async Task An_error_in_an_imported_file_names_both_lines()
    {
        _cells.Write("bad.cs", "var x = 1;\nvar y = nowhere;");

        CellError error = await _cells.FailAsync("1\n#!import bad.cs");

        Assert.Equal(2, error.Line);
        Assert.StartsWith("bad.cs, line 2:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_imports_itself_is_an_error()
    {
        _cells.Write("loop.cs", "#!import loop.cs");

        Assert.Contains(
            "does the file import itself?",
            (await _cells.FailAsync("#!import loop.cs")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Directives_and_their_options_complete()
    {
        Assert.Contains(_cells.Session.Complete("#!sha", "csharp", 5).Items, i => i.Text == "share");
        Assert.Contains(_cells.Session.Complete("1\n#!share x --fr", "csharp", 16).Items, i => i.Text == "--from");
    }
}
