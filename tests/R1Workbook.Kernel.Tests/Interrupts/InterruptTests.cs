using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Notebooks;
using R1Workbook.Kernel.Tests.Session;

namespace R1Workbook.Kernel.Tests.Interrupts;

[Collection(OneProcess.Name)]
public sealed class InterruptTests : IDisposable
{
    private readonly CellSessionHarness _cells = new();

    public void Dispose() => _cells.Dispose();

    [Theory]
    [InlineData("a tight loop", "while (true) { }")]
    [InlineData("a loop without braces", "for (;;) kept++;")]
    [InlineData(
        "nested loops that catch all",
        "while (true) { for (int i = 0; i < 100; i++) { try { while (true) { try { kept++; } catch (Exception) { } "
            + "} } catch (Exception) { } } }"
    )]
    [InlineData("an endless await", "await Task.Delay(-1);")]
    [InlineData("an endless await in a function", "async Task F() { await Task.Delay(-1); }\nawait F();")]
    [InlineData("an await without the cell's token", "await Task.Delay(-1).ConfigureAwait(false);")]
    [InlineData("a sleep", "System.Threading.Thread.Sleep(-1);")]
    [InlineData("a sleep after an await", "await Task.Delay(1);\nSystem.Threading.Thread.Sleep(-1);")]
    [InlineData("a blocked task", "Task.Delay(-1).Wait();")]
    [InlineData("a blocked task of the cell", "async Task F() { await Task.Delay(-1); }\nF().Wait();")]
    [InlineData(
        "an endless iterator of the cell",
        "IEnumerable<int> All() { int i = 0; while (true) yield return i++; }\nAll().Where(x => x < 0).Count()"
    )]
    [InlineData(
        "lambdas over a library's sequence",
        "Enumerable.Repeat(1, int.MaxValue).Select(x => (long)x).Where(x => x < 0).Concat(Enumerable.Repeat(1, "
            + "int.MaxValue).Select(Convert.ToInt64).Where(x => x > 2)).Count()"
    )]
    [InlineData("an endless sequence of a library", "Enumerable.InfiniteSequence(0, 1).Where(x => x < 0).Count()")]
    [InlineData("a query", "(from x in Enumerable.InfiniteSequence(0, 1) where x < 0 select x).Count()")]
    [InlineData(
        "a lock",
        "var gate = new object();\nvar held = new System.Threading.ManualResetEventSlim();\n"
            + "var holder = new System.Threading.Thread(() => { lock (gate) { held.Set(); "
            + "System.Threading.Thread.Sleep(-1); } }) { IsBackground = true };\nholder.Start(); held.Wait();\n"
            + "lock (gate) { }"
    )]
    [InlineData("an event", "new System.Threading.ManualResetEvent(false).WaitOne();")]
    [InlineData(
        "an asynchronous stream",
        "async IAsyncEnumerable<int> All() { while (true) { await Task.Yield(); yield return 1; } }\nawait foreach "
            + "(int x in All()) { }"
    )]
    [InlineData("recursion in expression bodies", "long Fib(int n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2);\nFib(90)")]
    [InlineData("goto", "again: goto again;")]
    [InlineData("a task of the pool", "await Task.Run(() => { while (true) { } });")]
    [InlineData("parallel work", "Parallel.For(0, 2, i => { while (true) { } });")]
    [InlineData("a function of an earlier cell", "Spin();")]
    [InlineData("a class of an earlier cell", "new Spinner().Turn();")]
    public async Task An_interrupted_cell_ends_soon_and_leaves_the_session_whole(string what, string code)
    {
        Assert.Null(
            await _cells.Session.RunAsync(
                "int kept = 41;\nvoid Spin() { while (true) ; }\nclass Spinner { public int Turn() { do { } while "
                    + "(true); } }",
                "csharp",
                1,
                default
            )
        );

        CellError? error = await InterruptAsync(code);

        Assert.True(error?.Kind == CellErrorKind.Interrupted, $"{what}: {error}");
        Assert.Null(
            await _cells.Session.RunAsync(
                "if (kept < 41) throw new Exception();\nawait Task.Delay(1);\nint next = kept + 1;",
                "csharp",
                3,
                default
            )
        );
    }

    [Fact]
    public async Task A_library_call_that_looks_at_the_token_of_the_cell_ends_well()
    {
        CellError? error = await InterruptAsync(
            "int steps = R1Workbook.Kernel.Tests.Interrupts.LibraryCalls.Train("
                + "Microsoft.DotNet.Interactive.KernelInvocationContext.Current.CancellationToken);",
            Reference()
        );

        Assert.Null(error);
        Assert.Null(await _cells.Session.RunAsync("if (steps == 0) throw new Exception();", "csharp", 3, default));
    }

    [Fact]
    public async Task Finally_blocks_of_an_interrupted_cell_run()
    {
        Assert.Null(await _cells.Session.RunAsync("int loops = 0, awaits = 0, sleeps = 0;", "csharp", 1, default));

        await InterruptAsync("try { while (true) { } } finally { loops++; }");
        await InterruptAsync("try { await Task.Delay(-1); } finally { awaits++; }");
        await InterruptAsync("try { System.Threading.Thread.Sleep(-1); } finally { sleeps++; }");

        Assert.Null(
            await _cells.Session.RunAsync(
                "if ((loops, awaits, sleeps) != (1, 1, 1)) throw new Exception($\"{loops} {awaits} {sleeps}\");",
                "csharp",
                3,
                default
            )
        );
    }

    [Fact]
    public async Task A_call_that_nothing_stops_is_given_up_and_said_so()
    {
        try
        {
            CellError? error = await InterruptAsync(
                "R1Workbook.Kernel.Tests.Interrupts.LibraryCalls.Deaf();",
                Reference()
            );

            Assert.Equal(CellErrorKind.NotInterrupted, error?.Kind);
            Assert.Contains("could not be stopped", error!.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("Restart", error.Message, StringComparison.Ordinal);
            Assert.Null(await _cells.Session.RunAsync("int after = 1;", "csharp", 3, default));
        }
        finally
        {
            LibraryCalls.Release = true;
        }
    }

    [Fact]
    public async Task A_task_that_an_earlier_cell_left_running_is_not_stopped_with_a_later_cell()
    {
        Assert.Null(
            await _cells.Session.RunAsync(
                "long ticks = 0;\nvar task = Task.Run(async () => { while (true) { ticks++; await Task.Delay(1); } });",
                "csharp",
                1,
                default
            )
        );

        await InterruptAsync("while (true) { }");

        Assert.Null(
            await _cells.Session.RunAsync(
                "long before = ticks;\nwhile (ticks == before && !task.IsCompleted) await "
                    + "Task.Delay(1);\nif (task.IsCompleted) throw new Exception();",
                "csharp",
                3,
                default
            )
        );
    }

    [Fact]
    public async Task The_error_of_an_interrupted_cell_names_the_line_that_ran()
    {
        CellError? error = await InterruptAsync("int a = 1;\nwhile (true)\n{\n    a++;\n}");

        Assert.Equal(("Interrupted", "The cell was interrupted."), (error?.Name, error?.Message));
        Assert.InRange(error!.Line ?? 0, 2, 4);
    }

    [Fact]
    public async Task An_expression_of_a_client_is_interrupted_too()
    {
        using var stop = new CancellationTokenSource();
        _cells.AtDisplay = () => _ = stop.CancelAsync();

        (_, CellError? error) = await _cells
            .Session.EvaluateAsync("((Func<int>)(() => { display(\"begun\"); while (true) ; }))()", stop.Token)
            .WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal("Interrupted", error?.Name);
    }

    [Fact]
    public async Task An_exception_of_the_cell_itself_stays_what_it_is()
    {
        CellError? error = await _cells.Session.RunAsync(
            "throw new OperationCanceledException(\"mine\");",
            "csharp",
            1,
            default
        );

        Assert.Equal(("OperationCanceledException", "mine"), (error?.Name, error?.Message));
    }

    private static string Reference() => $"#r \"{typeof(InterruptTests).Assembly.Location}\"\n";

    // Interrupted when its first statement has run.
    private async Task<CellError?> InterruptAsync(string code, string before = "")
    {
        Task<(IReadOnlyList<CellOutput>, CellError? Error)> cell = _cells.InterruptAtDisplayOrEndAsync(
            $"{before}display(\"begun\"); {code}"
        );
        return (await cell.WaitAsync(TimeSpan.FromSeconds(60))).Error;
    }
}
