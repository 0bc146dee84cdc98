using R1Workbook.Kernel.Headless;

namespace R1Workbook.Kernel.Tests.Headless;

/// <summary>The runner knows its own errors by their kind: a cell's exception may have any name.</summary>
public sealed class ErrorKindTests
{
    [Theory]
    [InlineData("NotInterrupted")]
    [InlineData("Stopped")]
    [InlineData("Timeout")]
    [InlineData("ProcessEnded")]
    public async Task An_expected_exception_of_the_runners_names_leaves_the_notebook_running(string name)
    {
        using var notebook = new TemporaryNotebook(
            "int kept = 5;",
            CSharp(name),
            "#!fsharp\nlet kept = 6",
            FSharp(name),
            "kept",
            "#!fsharp\nkept"
        );
        notebook.Tag("raises-exception", 2, 4);
        NotebookResult result = await notebook.RunAsync();
        Assert.True(result.Succeeded, result.Describe());
        Assert.Equal((name, name), (ErrorName(notebook, 2), ErrorName(notebook, 4)));
        Assert.Equal(("5", "6"), (notebook.Text(5), notebook.Text(6)));
    }

    [Theory]
    [InlineData("Stopped")]
    [InlineData("Timeout")]
    public async Task An_unexpected_one_is_the_failure_of_its_cell_and_no_cancelled_run(string name)
    {
        using var notebook = new TemporaryNotebook(CSharp(name));
        NotebookResult result = await notebook.RunAsync();
        Assert.False(result.Cancelled);
        Assert.Equal((1, name, "of my own"), (result.Failure!.Cell, result.Failure.Name, result.Failure.Message));
    }

    private static string CSharp(string name) =>
        $"class {name} : Exception {{ public {name}() : base(\"of my own\") {{ }} }}\nthrow new {name}();";

    private static string FSharp(string name) =>
        $"#!fsharp\ntype {name}() =\n    inherit System.Exception(\"of my own\")\nraise ({name}())";

    private static string ErrorName(TemporaryNotebook notebook, int cell) =>
        (string)notebook.Outputs(cell)[^1].Json["ename"]!;
}
