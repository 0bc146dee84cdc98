using System.Text.Json.Nodes;
using R1Workbook.Kernel.Tests.Session;

namespace R1Workbook.Kernel.Tests.Debugging;

[Collection(OneProcess.Name)]
public sealed class EvaluateTests : IDisposable
{
    private const string Cell = """
        record Point(int X, int Y);
        class Walker(int step)
        {
            public int At { get; set; } = step;
            public int Walk(Point by, List<int> seen)
            {
                var both = new { by.X, Sum = by.X + by.Y };
                seen.Add(At);
                return At + both.Sum;
            }
        }
        int total = 5;
        total = new Walker(2).Walk(new Point(3, 4), [1]);
        """;

    private readonly DebuggedCells _cells = new DebuggedCells().Attach();

    public void Dispose() => _cells.Dispose();

    [Theory]
    [InlineData("by.X + total", "8")]
    [InlineData("by with { X = 9 }", "Point { X = 9, Y = 4 }")]
    [InlineData("this.At", "2")]
    [InlineData("both.Sum", "7")]
    [InlineData("seen.Select(n => n + 1).ToArray()", "Int32[1]")]
    [InlineData("new Walker(7).Walk(by, seen)", "14")]
    [InlineData("await Task.FromResult(by.Y)", "4")]
    [InlineData("Console.Write(\"\")", "")]
    [InlineData("seen.Add(3); seen.Add(4);", "")]
    public async Task An_expression_sees_the_call_and_the_notebook(string expression, string value)
    {
        _cells.Break(Cell, 8);
        var run = _cells.Start(Cell);
        Assert.Equal(("breakpoint", "8 13"), _cells.Stopped());

        Assert.Equal(value, _cells.Evaluate(expression));
        Assert.Equal(
            ("breakpoint", "8 13"),
            (Standing(), string.Join(' ', _cells.Frames().Select(f => (int)f!["line"]!)))
        );
        _cells.Body("continue");
        Assert.Null((await run).Error);
    }

    [Theory]
    [InlineData("nothing", "nothing")]
    [InlineData("int.Parse(\"x\")", "x")]
    [InlineData("while (true) { }", "longer than 10 s")]
    public async Task An_expression_that_has_no_value_says_why_and_the_cell_still_stands(string expression, string why)
    {
        _cells.Break(Cell, 8);
        var run = _cells.Start(Cell);
        _cells.Stopped();

        JsonObject refused = _cells.Ask("evaluate", new JsonObject { ["expression"] = expression, ["frameId"] = 1 });
        Assert.False((bool)refused["success"]!);
        Assert.Contains(why, (string)refused["message"]!, StringComparison.Ordinal);
        Assert.Equal("7", _cells.Evaluate("both.Sum"));
        _cells.Body("continue");
        Assert.Null((await run).Error);
    }

    [Fact]
    public async Task A_variable_of_the_notebook_can_be_assigned_and_a_local_one_copied_to_it()
    {
        _cells.Break(Cell, 8);
        var run = _cells.Start(Cell);
        _cells.Stopped();

        Assert.Equal("6", _cells.Evaluate("total = 6"));
        Assert.Equal("6", _cells.Evaluate("total"));
        _cells.Body(
            "copyToGlobals",
            new JsonObject
            {
                ["srcVariableName"] = "by",
                ["dstVariableName"] = "kept",
                ["srcFrameId"] = 1,
            }
        );
        JsonObject refused = _cells.Ask(
            "copyToGlobals",
            new JsonObject { ["srcVariableName"] = "none", ["srcFrameId"] = 1 }
        );
        Assert.Equal("The frame has no variable \"none\".", (string)refused["message"]!);
        _cells.Body("continue");
        Assert.Null((await run).Error);
        Assert.Equal("3", Assert.Single(await _cells.RunAsync("kept.X")).Data("text/plain"));
        Assert.Equal("9", Assert.Single(await _cells.RunAsync("total")).Data("text/plain"));
    }

    [Fact]
    public async Task Code_that_an_expression_runs_does_not_stop_at_breakpoints()
    {
        _cells.Break(Cell, 8, 9);
        var run = _cells.Start(Cell);
        _cells.Stopped();
        Assert.Equal("14", _cells.Evaluate("new Walker(7).Walk(by, [])"));
        Assert.Equal(("breakpoint", "9 13"), _cells.Go("continue"));
        _cells.Body("continue");
        Assert.Null((await run).Error);
    }

    [Fact]
    public async Task An_expression_leaves_nothing_behind()
    {
        await _cells.RunAsync("int one = 1;");
        Assert.Equal("", _cells.Evaluate("int left = one + 1; Console.Write(left);"));
        Assert.Equal("2", Assert.Single(await _cells.RunAsync("one + 1")).Data("text/plain"));
        Assert.Equal(["one"], _cells.Body("inspectVariables")["variables"]!.AsArray().Select(v => (string)v!["name"]!));
    }

    private string Standing() => _cells.Body("debugInfo")["stoppedThreads"]!.AsArray().Count == 1 ? "breakpoint" : "";
}
