using System.Diagnostics;
using System.Text.Json.Nodes;

namespace R1Workbook.Notebooks.Tests;

/// <summary>Every notebook runs from its first cell to its last at smoke scale, with the r1 that was built, and writes
/// the book.</summary>
public sealed class NotebookExecutionTests
{
    [Fact]
    public async Task All_notebooks_run_without_an_error_and_the_book_is_written()
    {
        string output = Directory.CreateTempSubdirectory("r1-book-").FullName,
            runs = Path.Combine(WorkbookNotebook.Root, ".artifacts", "runs", "smoke");
        // A finished run is not trained again: what is tested here is the training.
        if (Directory.Exists(runs))
            Directory.Delete(runs, recursive: true);
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = WorkbookNotebook.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string r1 = Path.Combine(".artifacts", "bin", "R1Workbook.Cli", "release", "r1.dll");
        foreach (string argument in (string[])[r1, "run", "--scale", "smoke", "--out", output])
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        Task<string> printed = process.StandardOutput.ReadToEndAsync(),
            errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, await errors);
        Assert.Contains(Path.Combine(output, "index.html"), await printed, StringComparison.Ordinal);
        foreach (WorkbookNotebook notebook in WorkbookNotebook.All())
        {
            string name = Path.GetFileNameWithoutExtension(notebook.Path);
            WorkbookNotebook executed = WorkbookNotebook.Load(Path.Combine(output, name + ".ipynb"));
            Assert.True(File.Exists(Path.Combine(output, name + ".html")), name);
            Assert.All(
                executed.Cells.Where(cell => cell.Kind == "code"),
                cell => Assert.NotNull(cell.Json["execution_count"])
            );
            Assert.DoesNotContain(
                executed.Cells,
                cell =>
                    cell.Json["outputs"] is JsonArray outputs
                    && outputs.Any(shown => (string)shown!["output_type"]! == "error")
            );
        }
        Directory.Delete(output, recursive: true);
    }
}
