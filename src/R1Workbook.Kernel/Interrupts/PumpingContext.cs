namespace R1Workbook.Kernel.Interrupts;

/// <summary>
/// Brings the code after an await back to the cell's thread while that thread has nothing else to do, and to the pool
/// otherwise: a cell that blocks on a task of its own (<c>F().Result</c>) must not wait for itself.
/// </summary>
internal sealed class PumpingContext : SynchronizationContext
{
    private readonly object _gate = new();
    private (SendOrPostCallback Callback, object? State)? _next;
    private bool _idle;

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_gate)
        {
            if (_idle)
            {
                _idle = false;
                _next = (d, state);
                Monitor.PulseAll(_gate);
                return;
            }
        }

        ThreadPool.QueueUserWorkItem(_ => Execute(d, state));
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) => d(state);

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs on the calling thread what awaits bring back, until the task ends or nobody waits for it any
    /// more.</summary>
    /// <param name="task">The cell.</param>
    /// <param name="abandoned">Cancelled when the task is given up.</param>
    public void RunUntil(Task task, CancellationToken abandoned)
    {
        using CancellationTokenRegistration registration = abandoned.UnsafeRegister(_ => Wake(), null);
        task.ContinueWith(
            _ => Wake(),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
        CellVisits.Added += Wake;
        try
        {
            while (!task.IsCompleted && !abandoned.IsCancellationRequested)
            {
                if (Next(task, abandoned) is { } next)
                {
                    Execute(next.Callback, next.State);
                }
            }
        }
        finally
        {
            CellVisits.Added -= Wake;
        }
    }

    private (SendOrPostCallback Callback, object? State)? Next(Task task, CancellationToken abandoned)
    {
        lock (_gate)
        {
            _idle = true;
            while (_next is null && !CellVisits.Any && !task.IsCompleted && !abandoned.IsCancellationRequested)
            {
                try
                {
                    Monitor.Wait(_gate);
                }
                catch (ThreadInterruptedException)
                {
                    // Meant for a wait of the cell's own code; here its tasks are still to end.
                }
            }

            _idle = false;
            (SendOrPostCallback, object?)? next = _next;
            _next = null;
            return next ?? (task.IsCompleted || !CellVisits.Any ? null : (_ => CellVisits.RunOne(), null));
        }
    }

    private void Execute(SendOrPostCallback callback, object? state)
    {
        SynchronizationContext? previous = Current;
        SetSynchronizationContext(this);
        try
        {
            callback(state);
        }
        catch (Exception e) when (e is not CellInterruptedException)
        {
            // Only an async void method throws here; elsewhere it would end the process.
            Console.Error.WriteLine(e);
        }
        catch (CellInterruptedException)
        {
            // The end that was wanted.
        }
        finally
        {
            SetSynchronizationContext(previous);
        }
    }

    private void Wake()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }
}
