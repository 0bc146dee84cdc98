using System.Diagnostics;
using R1Workbook.Kernel.Tests.Headless;

namespace R1Workbook.Cli.Tests.Running;

/// <summary>The command line as a user meets it: exit codes, what goes to which stream, the book.</summary>
public sealed class RunCommandTests
{
    [Fact]
    public async Task After_a_failing_notebook_the_others_run_and_the_book_holds_all()
    {
        using var notebook = new TemporaryNotebook("throw new Exception(\"broken on purpose\");");
        string good = notebook.Write("good.ipynb", "40 + 2");
        (int code, string output, string errors) = await R1Async(
            "run",
            notebook.Path,
            good,
            "--scale",
            "smoke",
            "--out",
            notebook.Output
        );
        Assert.Equal(1, code);
        Assert.Contains("cell 1, line 1: Exception: broken on purpose", errors, StringComparison.Ordinal);
        Assert.Contains("1 of 2 notebooks ran to their end", errors, StringComparison.Ordinal);
        string book = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.True(File.Exists(book), output);
        Assert.Contains("42", File.ReadAllText(Path.Combine(notebook.Output, "good.html")), StringComparison.Ordinal);
        Assert.Contains(
            "broken on purpose",
            File.ReadAllText(Path.Combine(notebook.Output, "case.html")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_scale_reaches_the_cells()
    {
        using var notebook = new TemporaryNotebook("Environment.GetEnvironmentVariable(\"R1_SCALE\")");
        Assert.Equal(0, (await R1Async("run", notebook.Path, "--scale", "smoke", "--out", notebook.Output)).Code);
        Assert.Equal("smoke", notebook.Text(1));
    }

    [Theory]
    [InlineData("nowhere.ipynb", "")]
    [InlineData("--scale", "huge")]
    [InlineData("--timeout", "-1")]
    public async Task Bad_arguments_are_refused_before_anything_runs(string first, string second)
    {
        string[] arguments = first.StartsWith('-') ? ["run", first, second] : ["run", first];
        (int code, _, string errors) = await R1Async(arguments);
        Assert.Equal(2, code);
        Assert.Contains(first == "--scale" ? second : first, errors, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Errors)> R1Async(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])[TemporaryNotebook.R1, .. arguments])
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(),
            errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}
