using System.Collections.Concurrent;

namespace R1Workbook.Kernel.Interrupts;

/// <summary>
/// The thread on which cells run, and how they are interrupted. First the cell's token is cancelled, so that code which
/// looks at it can end well; after a grace the guards and awaits of the cell throw and its waits are broken, again and
/// again until it ends.
/// </summary>
/// <remarks>
/// Thread abort (ControlledExecution) is no choice: it kills the whole process when it strikes inside LINQ.
/// </remarks>
internal sealed class CellThread : IDisposable
{
    // Deep recursion is common in teaching code; 1 MB is soon used up.
    private const int StackBytes = 16 * 1024 * 1024;

    private const int Grace = 100;
    private const int Between = 25;
    private const int Abandon = 50;

    private readonly TimeSpan _bound;
    private BlockingCollection<Action>? _work;

    /// <summary>Takes over no cell yet.</summary>
    /// <param name="bound">How long an interrupted cell may go on before it is given up.</param>
    public CellThread(TimeSpan bound) => _bound = bound;

    /// <summary>Runs a cell and waits for its end.</summary>
    /// <param name="cell">The cell; the code after its awaits comes back to the thread where possible.</param>
    /// <param name="cancellationToken">Interrupts the cell.</param>
    /// <exception cref="CellInterruptedException">The cell was interrupted at an await that does not end.</exception>
    /// <exception cref="CellNotInterruptedException">The cell was interrupted and goes on; its thread is
    /// lost.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> cell, CancellationToken cancellationToken)
    {
        var run = new CellRun();
        using var abandoned = new CancellationTokenSource();
        var ended = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        BlockingCollection<Action> work = _work ??= Start();
        work.Add(() => Execute(cell, run, ended, abandoned.Token), CancellationToken.None);

        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            _ =>
            {
                // A thread of its own: the cell may have filled the pool.
                new Thread(() => Interrupt(run, ended, abandoned)) { IsBackground = true, Name = "Interrupt" }.Start();
            },
            null
        );
        return await ended.Task.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _work?.CompleteAdding();

    private static BlockingCollection<Action> Start()
    {
        var work = new BlockingCollection<Action>();
        var thread = new Thread(
            () =>
            {
                foreach (Action action in work.GetConsumingEnumerable())
                {
                    action();
                }
            },
            StackBytes
        )
        {
            IsBackground = true,
            Name = "Cells",
        };
        thread.Start();
        return work;
    }

    private static void Execute<T>(
        Func<Task<T>> cell,
        CellRun run,
        TaskCompletionSource<T> ended,
        CancellationToken abandoned
    )
    {
        var pump = new PumpingContext();
        SynchronizationContext.SetSynchronizationContext(pump);
        run.Begin();
        Task<T> task;
        try
        {
            task = cell();
            pump.RunUntil(task, abandoned);
        }
        catch (Exception e)
        {
            task = Task.FromException<T>(e);
        }

        run.End();
        SynchronizationContext.SetSynchronizationContext(null);
        if (task.IsCompleted)
        {
            ended.TrySetFromTask(task);
        }
        else
        {
            ended.TrySetException(new CellInterruptedException());
        }
    }

    private void Interrupt<T>(CellRun run, TaskCompletionSource<T> ended, CancellationTokenSource abandoned)
    {
        if (Waited(ended, Grace))
        {
            return;
        }

        run.Stop();
        for (int waited = 0; waited < _bound.TotalMilliseconds; waited += Between)
        {
            run.Interrupt();
            if (Waited(ended, Between))
            {
                CellRun.Forget();
                return;
            }

            if (waited >= Abandon)
            {
                CancelUnlessOver(abandoned);
            }
        }

        _work?.CompleteAdding();
        _work = null;
        ended.TrySetException(new CellNotInterruptedException());
    }

    private static bool Waited<T>(TaskCompletionSource<T> ended, int milliseconds) =>
        ((IAsyncResult)ended.Task).AsyncWaitHandle.WaitOne(milliseconds);

    private static void CancelUnlessOver(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The cell ended just now.
        }
    }
}
