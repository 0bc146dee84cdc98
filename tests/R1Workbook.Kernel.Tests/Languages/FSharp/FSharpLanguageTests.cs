using R1Workbook.Kernel.Languages;

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
        Assert.Equal("<b>x</b>", Assert.Single(await _cells.RunAsync("#!fsharp\ndisplay (HTML \"<b>x</b>\") |> ignore")).Data("text/html"));
    }

    [Fact]
    public async Task A_sleeping_cell_is_interrupted_and_the_session_goes_on()
    {
        await _cells.RunAsync("#!fsharp\nlet kept = 7");
        using var stop = new CancellationTokenSource(500);

        CellError error = await _cells.FailAsync("#!fsharp\nSystem.Threading.Thread.Sleep -1", cancellationToken: stop.Token);

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
        Assert.Equal("3", await _cells.TextAsync("#!fsharp\n#r \"nuget: Microsoft.Data.Analysis\"\nlet column = Microsoft.Data.Analysis.Int32DataFrameColumn(\"a\", [ 1; 2; 3 ])\ncolumn.Length"));
    }
}
