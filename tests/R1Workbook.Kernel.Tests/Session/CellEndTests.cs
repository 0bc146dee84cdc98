using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Headless;
using R1Workbook.Kernel.Host;
using R1Workbook.Kernel.Tests.Headless;
using R1Workbook.Kernel.Wire;

namespace R1Workbook.Kernel.Tests.Session;

/// <summary>How a cell ends where its process, its formatters or its console do not behave.</summary>
[Collection(OneProcess.Name)]
public sealed class CellEndTests : IDisposable
{
    private readonly CellSessionHarness _cells = new();

    public void Dispose() => _cells.Dispose();

    [Theory]
    [InlineData("Process terminated. my words\n   at System.Environment.FailFast(String)\n", "FailFast: my words")]
    [InlineData("Process terminated.\nmy words\n   at System", "FailFast: my words")]
    [InlineData("Process terminated.\n   at System.Environment.FailFast(String)\n", "by Environment.FailFast)")]
    [InlineData(
        "before\nUnhandled exception. System.Exception: other thread\n   at",
        "caught: System.Exception: other"
    )]
    [InlineData("Stack overflow.\n   at A()\n", "a stack overflow")]
    [InlineData("terminate called\n  what():  out of memory\n", "native code: out of memory)")]
    [InlineData("double free or corruption\n", "aborted by native code: see the text above)")]
    [InlineData("I say: Unhandled exception. Stack overflow", "aborted by native code: see the text above)")]
    public void The_end_of_a_process_is_explained_by_its_last_words_alone(string said, string explained)
    {
        LastWords words = new();
        // In parts, as pipes bring it.
        foreach (char[] part in said.Chunk(7))
            words.Take(new string(part));
        words.EndLine();
        string told = CellHostExit.Describe(134, words);
        Assert.Contains(explained, told, StringComparison.Ordinal);
        Assert.DoesNotContain("shapes", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_product_of_shapes_that_do_not_fit_is_named_where_libtorch_names_it()
    {
        LastWords words = new();
        words.Take("  what():  mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)\n");
        Assert.Contains(
            "a matrix product (matmul, nn.Linear) of shapes that do not fit",
            CellHostExit.Describe(134, words),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("public override string ToString() { display(1); while (true) { } }")]
    [InlineData("public string A { get { display(1); while (true) { } } }")]
    public async Task A_value_whose_formatter_was_stopped_is_no_success(string member)
    {
        CellError error = await _cells.InterruptAtDisplayAsync($"class T {{ {member} }}\nnew T()");
        Assert.Equal(CellErrorKind.Interrupted, error.Kind);
    }

    [Fact]
    public async Task What_a_cell_does_to_the_console_lasts_as_long_as_the_cell()
    {
        using var notebook = new TemporaryNotebook(
            "Console.SetOut(new System.IO.StringWriter()); Console.SetError(Console.Out); Console.Write(\"lost\");",
            "Console.Write(\"seen\"); Console.Error.Write(\"too\");"
        );
        NotebookResult result = await notebook.RunAsync();
        Assert.True(result.Succeeded, result.Describe());
        Assert.Empty(notebook.Outputs(1));
        Assert.Equal(["seen", "too"], notebook.Outputs(2).Select(output => output.Text));
    }

    [Theory]
    [InlineData("install httpfs")]
    [InlineData("/* a */ FORCE\nINSTALL spatial from community")]
    [InlineData("update extensions")]
    [InlineData("explain analyze install httpfs")]
    [InlineData("set autoinstall_known_extensions = true")]
    [InlineData("SET GLOBAL autoload_known_extensions=1")]
    [InlineData("reset custom_extension_repository")]
    [InlineData("select 1; set custom_extension_repository = 'http://localhost'")]
    public async Task Extensions_are_not_fetched(string sql)
    {
        CellError error = await _cells.FailAsync("#!sql\n" + sql);
        Assert.Contains("extensions", error.Message, StringComparison.Ordinal);
        Assert.Equal("PermissionError", error.Name);
    }

    [Fact]
    public async Task A_column_of_that_name_is_no_extension() =>
        Assert.Contains("install", await _cells.TextAsync("#!sql\nselect 1 as install"), StringComparison.Ordinal);
}
