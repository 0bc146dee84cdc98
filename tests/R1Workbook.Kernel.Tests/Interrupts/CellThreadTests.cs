using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Tests.Session;

namespace R1Workbook.Kernel.Tests.Interrupts;

/// <summary>Where the code of a cell runs.</summary>
[Collection(OneProcess.Name)]
public sealed class CellThreadTests : IDisposable
{
    private readonly CellSessionHarness _cells = new();

    public void Dispose() => _cells.Dispose();

    [Fact]
    public async Task A_cell_that_blocks_on_its_own_asynchronous_function_does_not_wait_for_itself()
    {
        Task<CellError?> cell = _cells.Session.RunAsync(
            "async Task<int> F() { await Task.Delay(10); await Task.Yield(); return 5; }\nawait Task.Delay(1);\nint "
                + "five = F().Result;",
            "csharp",
            1,
            default
        );

        Assert.Null(await cell.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task The_code_after_an_await_runs_on_the_thread_of_cells()
    {
        Assert.Null(
            await _cells.Session.RunAsync(
                "int thread = Environment.CurrentManagedThreadId;\nawait Task.Delay(1);\nif (thread != "
                    + "Environment.CurrentManagedThreadId) throw new Exception();",
                "csharp",
                1,
                default
            )
        );
        Assert.Null(
            await _cells.Session.RunAsync(
                "int Depth(int n) => n == 0 ? 0 : 1 + Depth(n - 1);\nif (Depth(50_000) != 50_000 || thread != "
                    + "Environment.CurrentManagedThreadId) throw new Exception();",
                "csharp",
                2,
                default
            )
        );
    }

    [Fact]
    public async Task An_exception_in_an_async_void_function_does_not_end_the_process()
    {
        Assert.Null(
            await _cells.Session.RunAsync(
                "var thrown = new TaskCompletionSource();\nasync void F() { await Task.Delay(1); try { throw new "
                    + "FormatException(); } finally { thrown.SetResult(); } }\nF();\nawait thrown.Task;",
                "csharp",
                1,
                default
            )
        );

        Assert.Null(await _cells.Session.RunAsync("int after = 1;", "csharp", 2, default));
    }
}
