using R1Workbook.Kernel.Headless;
using R1Workbook.Kernel.Notebooks;

namespace R1Workbook.Kernel.Tests.Headless;

/// <summary>What cells show, and what is said when they go wrong; each case in a process of its own, as users run
/// it.</summary>
public sealed class NotebookRunTests
{
    [Fact]
    public async Task Values_displays_and_console_text_are_stored_in_the_order_they_came()
    {
        using var notebook = new TemporaryNotebook(
            "var x = 20;\nint Twice(int n) => 2 * n;",
            "Console.WriteLine(\"first\"); display(HTML(\"<b>bold</b>\")); Console.Error.WriteLine(\"oops\"); "
                + "Twice(x) + 2",
            "await Task.Delay(1); var shown = display(\"before\"); shown.Update(\"after\"); \"it\".Display();",
            "#!time\nx++",
            "try { Console.ReadLine(); } catch (Exception e) { Console.Write(e.Message); }"
        );
        NotebookResult result = await notebook.RunAsync();
        Assert.True(result.Succeeded, result.Describe());
        CellOutput[] second = notebook.Outputs(2);
        Assert.Equal(["stream", "display_data", "stream", "execute_result"], second.Select(output => output.Kind));
        Assert.Equal(
            ("first\n", "<b>bold</b>", "stderr", "42"),
            (second[0].Text, second[1].Data("text/html"), second[2].StreamName, second[3].Data("text/plain"))
        );
        Assert.Equal("afterit", notebook.Text(3));
        Assert.Contains("20", notebook.Text(4), StringComparison.Ordinal);
        Assert.Contains("runs without a user", notebook.Text(5), StringComparison.Ordinal);
        Assert.Equal(5, (int)NotebookReader.Read(result.ExecutedPath!).Cells[4].Json["execution_count"]!);
    }

    [Fact]
    public async Task A_dll_is_loaded_by_a_path_from_the_notebook_and_code_is_imported()
    {
        using var notebook = new TemporaryNotebook(
            "#r \"lib/R1Workbook.Core.dll\"\nR1Workbook.Core.Metrics.PassAtK.Estimate(2, 1, 1)",
            "#!import \"more.cs\"",
            "Seven()"
        );
        Directory.CreateDirectory(Path.Combine(notebook.Folder, "lib"));
        foreach (string dll in (string[])["R1Workbook.Core.dll", "MathNet.Numerics.dll"])
        {
            File.Copy(
                Path.Combine(Path.GetDirectoryName(TemporaryNotebook.R1)!, dll),
                Path.Combine(notebook.Folder, "lib", dll)
            );
        }

        File.WriteAllText(Path.Combine(notebook.Folder, "more.cs"), "int Seven() => 7;");
        NotebookResult result = await notebook.RunAsync();
        Assert.True(result.Succeeded, result.Describe());
        Assert.Equal(("0.5", "7"), (notebook.Text(1), notebook.Text(3)));
    }

    [Theory]
    [InlineData("var a = 1;\nint b = \"two\";", 2, "CS0029", "int b = \"two\";")]
    [InlineData(
        "void Fail()\n{\n    throw new InvalidOperationException(\"no such thing\");\n}\nFail();",
        3,
        "no such thing",
        "throw new"
    )]
    [InlineData("await Task.Delay(1);\nint.Parse(\"x\")", 2, "not in a correct format", "int.Parse")]
    [InlineData("#r \"missing.dll\"", 1, "missing.dll", "#r")]
    [InlineData("#!pwsh\nGet-Item .", 1, "pwsh", "#!pwsh")]
    [InlineData("#!nonsense", 1, "nonsense", "#!nonsense")]
    public async Task A_failing_cell_is_named_with_its_line_and_error_and_what_ran_is_saved(
        string source,
        int line,
        string error,
        string text
    )
    {
        using var notebook = new TemporaryNotebook("1 + 1", source, "3");
        NotebookResult result = await notebook.RunAsync();
        Assert.Equal((2, line), (result.Failure!.Cell, result.Failure.Line));
        string said = result.Describe();
        Assert.StartsWith($"{notebook.Path}: cell 2, line {line}: ", said, StringComparison.Ordinal);
        Assert.Contains(error, said, StringComparison.Ordinal);
        Assert.Contains(text, said, StringComparison.Ordinal);
        Assert.Equal("2", notebook.Text(1));
        Assert.Equal("error", notebook.Outputs(2)[^1].Kind);
        Assert.Empty(notebook.Outputs(3));
    }

    [Theory]
    [InlineData("Console.WriteLine(\"on my way\"); while (true) { }")]
    [InlineData("Console.WriteLine(\"on my way\"); while (true) await Task.Delay(10);")]
    public async Task A_loop_without_end_is_stopped_at_the_time_out(string source)
    {
        using var notebook = new TemporaryNotebook("1", source);
        NotebookResult result = await notebook.RunAsync(timeout: 15);
        Assert.Contains("cell 2: Timeout: This cell ran longer than 15 s", result.Describe(), StringComparison.Ordinal);
        Assert.Contains("on my way", notebook.Outputs(2)[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_that_honours_its_token_says_its_last_words_at_the_time_out()
    {
        using var notebook = new TemporaryNotebook(
            "try { await Task.Delay(-1, "
                + "Microsoft.DotNet.Interactive.KernelInvocationContext.Current.CancellationToken); } finally { "
                + "Console.WriteLine(\"last words\"); }"
        );
        NotebookResult result = await notebook.RunAsync(timeout: 10);
        Assert.Contains("cell 1: Timeout: This cell ran longer than 10 s", result.Describe(), StringComparison.Ordinal);
        Assert.Equal("last words\n", notebook.Outputs(1)[0].Text);
    }

    [Fact]
    public async Task What_a_cell_clears_is_not_stored()
    {
        using var notebook = new TemporaryNotebook(
            "Console.WriteLine(1); display(2); ClearOutput(); Console.WriteLine(3);",
            "display(1); ClearOutput(wait: true); display(2);",
            "display(1); ClearOutput(wait: true);"
        );
        Assert.True((await notebook.RunAsync()).Succeeded);
        Assert.Equal(("3\n", "2", "1"), (notebook.Text(1), notebook.Text(2), notebook.Text(3)));
    }

    [Theory]
    [InlineData("Console.WriteLine(\"last words\"); Environment.Exit(3);", "exit code 3, by itself")]
    [InlineData(
        "Console.WriteLine(\"last words\"); Console.Out.Flush(); int Down(int n) => Down(n + 1) + 1; Down(0)",
        "stack overflow"
    )]
    public async Task A_process_that_ends_takes_nothing_with_it(string source, string code)
    {
        using var notebook = new TemporaryNotebook("1 + 1", source);
        NotebookResult result = await notebook.RunAsync();
        Assert.Contains("cell 2: ProcessEnded: ", result.Describe(), StringComparison.Ordinal);
        Assert.Contains(code, result.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal("2", notebook.Text(1));
        Assert.Contains(
            "last words",
            string.Concat(notebook.Outputs(2).Select(output => output.Text)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Huge_output_is_bounded_and_says_so()
    {
        using var notebook = new TemporaryNotebook(
            "for (int i = 0; i < 400_000; i++) Console.WriteLine(\"a line that nobody reads \" + i);"
        );
        Assert.True((await notebook.RunAsync()).Succeeded);
        Assert.InRange(new FileInfo(Path.Combine(notebook.Output, "case.ipynb")).Length, 1_000, 8_000_000);
        Assert.Contains(
            notebook.Outputs(1),
            output => output.Text.Contains("characters of console output cut", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Cancelling_stops_the_cell_and_saves_what_ran()
    {
        using var notebook = new TemporaryNotebook("1 + 1", "Thread.Sleep(60_000);");
        using var stop = new CancellationTokenSource();
        NotebookResult result = await notebook.RunAsync(progress: new StopAt(2, stop), cancellationToken: stop.Token);
        Assert.True(result.Cancelled);
        Assert.Equal("2", notebook.Text(1));
    }

    [Theory]
    [InlineData("{\n  \"cells\": [\n    nonsense", "(3,6): not JSON")]
    [InlineData("{\"nbformat\": 3, \"worksheets\": []}", "nbformat 3")]
    [InlineData("[]", "not a notebook")]
    [InlineData("{\"nbformat\": 5, \"cells\": []}", "nbformat 5")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": \"\\ud800\"}]}", "no Unicode")]
    [InlineData("", "not JSON")]
    public async Task What_is_no_notebook_is_named_with_the_place_and_what_to_do(string text, string said)
    {
        using var notebook = new TemporaryNotebook();
        File.WriteAllText(notebook.Path, text);
        string description = (await notebook.RunAsync()).Describe();
        Assert.StartsWith(notebook.Path, description, StringComparison.Ordinal);
        Assert.Contains(said, description, StringComparison.Ordinal);
    }

    private sealed class StopAt(int cell, CancellationTokenSource stop) : IProgress<CellProgress>
    {
        public void Report(CellProgress value)
        {
            if (value.Cell == cell && value.State == CellState.Running)
                stop.Cancel();
        }
    }
}
