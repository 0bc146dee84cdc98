using System.Text.Json.Nodes;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Tests.Session;

namespace R1Workbook.Kernel.Tests.Debugging;

[Collection(OneProcess.Name)]
public sealed class BreakpointTests : IDisposable
{
    private const string Loop = """
        int Square(int n)
        {
            int twice = n + n;
            return twice * n / 2;
        }
        int sum = 0;
        for (int i = 1; i <= 3; i++)
        {
            sum += Square(i);
        }
        sum
        """;

    private readonly DebuggedCells _cells = new();

    public void Dispose() => _cells.Dispose();

    [Fact]
    public async Task A_breakpoint_in_a_loop_stops_each_round_with_its_variables()
    {
        _cells.Attach();
        Assert.Equal([9], _cells.Break(Loop, 9));
        var run = _cells.Start(Loop);

        Assert.Equal(("breakpoint", "9"), _cells.Stopped());
        Assert.Equal("i=1", _cells.Locals());
        Assert.Equal(("breakpoint", "9"), _cells.Go("continue"));
        Assert.Equal("i=2", _cells.Locals());
        Assert.Equal(("breakpoint", "9"), _cells.Go("continue"));
        Assert.Equal("5", _cells.Evaluate("sum"));
        _cells.Body("continue");

        (var outputs, CellError? error) = await run;
        Assert.Null(error);
        Assert.Equal("14", outputs[^1].Data("text/plain"));
    }

    [Fact]
    public async Task Step_in_over_and_out_go_where_they_say()
    {
        _cells.Attach();
        _cells.Break(Loop, 9);
        var run = _cells.Start(Loop);

        Assert.Equal(("breakpoint", "9"), _cells.Stopped());
        Assert.Equal(("step", "3 9"), _cells.Go("stepIn"));
        Assert.Equal("n=1", _cells.Locals());
        Assert.Equal("i=1", _cells.Locals(frame: 2));
        Assert.Equal(("step", "4 9"), _cells.Go("next"));
        Assert.Equal("n=1 twice=2", _cells.Locals());
        Assert.Equal(("breakpoint", "9"), _cells.Go("stepOut"));
        _cells.Break(Loop);
        Assert.Equal(("step", "9"), _cells.Go("next"));
        Assert.Equal("i=3", _cells.Locals());
        Assert.Equal(("step", "11"), _cells.Go("next"));
        _cells.Body("next");

        Assert.Null((await run).Error);
    }

    [Fact]
    public async Task The_stack_names_functions_and_the_path_that_dumpCell_gives()
    {
        _cells.Attach();
        _cells.Break(Loop, 3);
        var run = _cells.Start(Loop);
        _cells.Stopped();

        JsonArray frames = _cells.Frames();
        Assert.Equal(["Square(int)", "cell"], frames.Select(frame => (string)frame!["name"]!));
        string path = (string)_cells.Body("dumpCell", new JsonObject { ["code"] = Loop })["sourcePath"]!;
        Assert.All(frames, frame => Assert.Equal(path, (string)frame!["source"]!["path"]!));
        JsonNode info = _cells.Body("debugInfo");
        Assert.Equal(1, (int)info["stoppedThreads"]![0]!);
        Assert.Equal(path, (string)info["breakpoints"]![0]!["source"]!);
        Assert.Equal(
            Loop,
            (string)
                _cells.Body("source", new JsonObject { ["source"] = new JsonObject { ["path"] = path } })["content"]!
        );
        _cells.Ask("disconnect");
        Assert.Null((await run).Error);
    }

    [Fact]
    public void A_breakpoint_goes_to_the_next_statement_and_is_refused_where_there_is_none()
    {
        _cells.Attach();
        Assert.Equal([3, 11], _cells.Break(Loop, 2, 10));
        Assert.Empty(_cells.Break(Loop, 12));
        Assert.Equal([4], _cells.Break("#!csharp\n// a remark\n\nint x = 1;", 2));
    }

    [Theory]
    [InlineData("disconnect")]
    [InlineData("continue")]
    public async Task A_cell_that_stands_goes_on_when_it_is_let_go(string command)
    {
        _cells.Attach();
        _cells.Break("int x = 1;\nx + 1", 2);
        var run = _cells.Start("int x = 1;\nx + 1");
        _cells.Stopped();
        _cells.Body(command);
        Assert.Equal("2", Assert.Single((await run).Outputs).Data("text/plain"));
    }

    [Fact]
    public async Task An_interrupt_ends_a_cell_that_stands_and_its_variables_stay()
    {
        _cells.Attach();
        _cells.Break(Loop, 9);
        using var stop = new CancellationTokenSource();
        var run = _cells.Start(Loop, stop.Token);
        _cells.Stopped();
        await stop.CancelAsync();

        Assert.Equal(CellErrorKind.Interrupted, (await run).Error?.Kind);
        _cells.Next("continued");
        Assert.Equal("0", Assert.Single(await _cells.RunAsync("sum")).Data("text/plain"));
    }

    [Fact]
    public async Task Code_of_an_earlier_cell_stops_when_a_later_cell_calls_it()
    {
        _cells.Attach();
        const string Library =
            "namespace Lib;\npublic static class Sums\n{\n    public static int To(int n)\n    {\n"
            + "        int s = 0;\n        while (n > 0)\n            s += n--;\n        return s;\n    }\n}";
        await _cells.RunAsync(Library);
        Assert.Equal([8], _cells.Break(Library, 8));
        var run = _cells.Start("\nint t = Lib.Sums.To(2);\nt");

        Assert.Equal(("breakpoint", "8 2"), _cells.Stopped());
        Assert.Equal("n=2 s=0", _cells.Locals());
        Assert.Equal(("breakpoint", "8 2"), _cells.Go("continue"));
        Assert.Equal("n=1 s=2", _cells.Locals());
        Assert.Equal(("step", "3"), _cells.Go("stepOut"));
        _cells.Body("continue");
        Assert.Equal("3", Assert.Single((await run).Outputs).Data("text/plain"));
    }

    [Fact]
    public async Task A_running_loop_is_paused_and_stands_where_it_was()
    {
        _cells.Attach();
        const string Endless = "int n = 0;\nwhile (n >= 0)\n{\n    n = (n + 1) % 1000;\n}";
        // It has to be in the loop: a pause before it would stand at the declaration, which sets n once more.
        _cells.Break(Endless, 4);
        var run = _cells.Start(Endless);
        Assert.Equal(("breakpoint", "4"), _cells.Stopped());
        _cells.Break(Endless);
        _cells.Body("continue");
        _cells.Body("pause");

        Assert.Equal("pause", _cells.Stopped().Reason);
        Assert.Equal("", _cells.Evaluate("n = -5; Console.Write(n);"));
        _cells.Body("continue");
        Assert.Null((await run).Error);
    }

    [Fact]
    public async Task Threads_that_come_to_a_breakpoint_stand_one_after_the_other()
    {
        _cells.Attach();
        const string Parallel = "System.Threading.Tasks.Parallel.For(0, 4, i =>\n{\n    Math.Abs(i);\n});";
        _cells.Break(Parallel, 3);
        var run = _cells.Start(Parallel);
        HashSet<string> seen = [];
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal("breakpoint", _cells.Stopped().Reason);
            seen.Add(_cells.Locals());
            _cells.Body("continue");
        }

        Assert.Null((await run).Error);
        Assert.Equal(["i=0", "i=1", "i=2", "i=3"], seen.Order());
    }
}
