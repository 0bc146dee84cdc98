using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Notebooks;
using R1Workbook.Kernel.Tests.Session;

namespace R1Workbook.Kernel.Tests.Languages.FSharp;

[Collection(OneProcess.Name)]
public sealed class FSharpLanguageTests : IClassFixture<CellSessionHarness>
{
    private readonly CellSessionHarness _cells;

    public FSharpLanguageTests(CellSessionHarness cells) => _cells = cells;

    [Fact]
    public async Task The_last_expression_is_the_result_and_values_stay()
    {
        await _cells.RunAsync("#!fsharp\nlet square x = x * x\nlet nine = square 3");

        Assert.Equal("10", await _cells.TextAsync("#!fsharp\nnine + 1"));
        Assert.Equal("20", await _cells.TextAsync("#!fsharp\nit * 2"));
    }

    [Fact]
    public async Task Declarations_and_unit_show_nothing()
    {
        Assert.Empty(await _cells.RunAsync("let silent = 5\nlet f () = ()\ntype T = { A: int }", "fsharp"));
        Assert.Empty(await _cells.RunAsync("#!f#\nignore 3"));
    }

    [Fact]
    public async Task Printfn_is_captured()
    {
        Assert.Equal("5 of x\n", Assert.Single(await _cells.RunAsync("#!fs\nprintfn \"%d of %s\" 5 \"x\"")).Text);
    }

    [Fact]
    public async Task A_compile_error_carries_its_id_line_and_column()
    {
        CellError error = await _cells.FailAsync("#!fsharp\nlet a = 1\nlet b = nowhere");

        Assert.Equal(("FS0039", 3), (error.Name, error.Line));
        Assert.Matches(@"^In\[\d+\]\(3,9\): error FS0039: .*nowhere", error.Traceback[0]);
    }

    [Fact]
    public async Task An_exception_carries_its_type_and_the_line_of_its_throw()
    {
        CellError error = await _cells.FailAsync("#!fsharp\nlet n = 1\nif n > 0 then\n    failwith \"boo\"");

        Assert.Equal("boo", error.Message);
        Assert.DoesNotContain(error.Traceback, l => l.Contains("FSharp.Compiler", StringComparison.Ordinal));
        Assert.Equal(4, error.Line);
    }

    [Fact]
    public async Task Display_and_HTML_are_in_scope()
    {
        Assert.Equal(
            "<b>x</b>",
            Assert.Single(await _cells.RunAsync("#!fsharp\ndisplay (HTML \"<b>x</b>\") |> ignore")).Data("text/html")
        );
    }

    [Fact]
    public async Task A_sleeping_cell_is_interrupted_and_the_session_goes_on()
    {
        await _cells.RunAsync("#!fsharp\nlet kept = 7");

        CellError error = await _cells.InterruptAtDisplayAsync(
            "#!fsharp\ndisplay \"begun\" |> ignore\nSystem.Threading.Thread.Sleep -1"
        );

        Assert.Equal("Interrupted", error.Name);
        Assert.Equal("7", await _cells.TextAsync("#!fsharp\nkept"));
    }

    [Fact]
    public async Task A_missing_reference_is_told_at_its_line()
    {
        CellError error = await _cells.FailAsync("#!fsharp\nlet x = 1\n#r \"no/such.dll\"");

        Assert.Equal(3, error.Line);
        Assert.Contains("no such file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_that_the_host_brings_can_be_referenced()
    {
        IReadOnlyList<CellOutput> outputs = await _cells.RunAsync(
            "#!fsharp\n#r \"nuget: Microsoft.Data.Analysis\"\nlet column = "
                + "Microsoft.Data.Analysis.Int32DataFrameColumn(\"a\", [ 1; 2; 3 ])\ncolumn.Length"
        );
        Assert.Equal("3", outputs[^1].Data("text/plain"));
    }

    [Fact]
    public async Task An_expression_that_only_throws_throws()
    {
        CellError error = await _cells.FailAsync("let before = 1\nfailwith \"boo\"", "fsharp");
        Assert.Equal("boo", error.Message);
    }

    [Fact]
    public async Task A_list_of_records_shows_as_a_table()
    {
        Assert.Equal(
            "X  Y\n1  a\n2  b",
            await _cells.TextAsync(
                "#!fsharp\ntype P = { X: int; Y: string }\n[ { X = 1; Y = \"a\" }; { X = 2; Y = \"b\" } ]"
            )
        );
    }

    [Theory]
    [InlineData("[ 1; 2 ]", "[1; 2]")]
    [InlineData("Some 3", "Some 3")]
    [InlineData("(None: int option)", "None")]
    [InlineData("set [ 2; 1 ]", "set [1; 2]")]
    [InlineData("(1, \"a\")", "(1, \"a\")")]
    public async Task Values_of_FSharp_show_as_FSharp_writes_them(string code, string text)
    {
        Assert.Equal(text, await _cells.TextAsync("#!fsharp\n" + code));
    }

    [Fact]
    public async Task A_loop_that_cannot_be_interrupted_is_left_behind_and_said_so()
    {
        await _cells.RunAsync("var stop = new bool[1];");
        await _cells.RunAsync("#!fsharp\n#!share stop --from csharp");

        CellError error = await _cells.InterruptAtDisplayAsync(
            "#!fsharp\ndisplay \"begun\" |> ignore\nwhile not (System.Threading.Volatile.Read(&stop.[0])) do ()"
        );
        CellError busy = await _cells.FailAsync("#!fsharp\n1");
        await _cells.RunAsync("stop[0] = true;");

        Assert.Equal((CellErrorKind.NotInterrupted, CellErrorKind.Busy), (error.Kind, busy.Kind));
        await Wait.UntilAsync(async () =>
            (await _cells.TryAsync("#!fsharp\nignore 1")).Error?.Kind != CellErrorKind.Busy
        );
        Assert.Equal("2", await _cells.TextAsync("#!fsharp\n1 + 1"));
    }

    [Fact]
    public async Task Members_and_values_complete()
    {
        await _cells.RunAsync("#!fsharp\nlet longName = 1");

        Assert.Contains(_cells.Session.Complete("#!fsharp\nlongN", "csharp", 14).Items, i => i.Text == "longName");
        Assert.Contains(_cells.Session.Complete("#!fsharp\nSystem.IO.Fil", "csharp", 22).Items, i => i.Text == "File");
    }

    [Theory]
    [InlineData("let x = 1", Completeness.Complete)]
    [InlineData("let f x =", Completeness.Incomplete)]
    [InlineData("printfn \"(\"", Completeness.Complete)]
    [InlineData("[ 1; 2 // ]", Completeness.Incomplete)]
    [InlineData("let s = \"open", Completeness.Incomplete)]
    [InlineData("(* comment", Completeness.Incomplete)]
    [InlineData("1 )", Completeness.Invalid)]
    public async Task A_piece_is_complete_when_nothing_is_left_open(string code, Completeness expected)
    {
        await _cells.RunAsync("#!fsharp\nignore 1");

        Assert.Equal(expected, _cells.Session.IsComplete("#!fsharp\n" + code, "csharp"));
    }
}
