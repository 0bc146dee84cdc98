namespace R1Workbook.Kernel.Interrupts;

/// <summary>
/// Brings the code after an await back to the cell's thread while that thread has nothing else to do, and to the pool
/// otherwise: a cell that blocks on a task of its own (<c>F().Result</c>) must not wait for itself.
/// </summary>
internal sealed class PumpingContext : SynchronizationContext
{
    private readonly object _gate = new();
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _next = new();
    private bool _idle;
    private bool _visited;

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_gate)
        {
            if (_idle || _visited)
            {
                _idle = false;
                _next.Enqueue((d, state));
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
                else if (!task.IsCompleted && !abandoned.IsCancellationRequested)
                {
                    Visit();
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
            while (_next.Count == 0 && !CellVisits.Any && !task.IsCompleted && !abandoned.IsCancellationRequested)
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
            return _next.TryDequeue(out (SendOrPostCallback, object?) next) ? next : null;
        }
    }

    // Code of the cell that a visit lets go on waits until the visit has ended; the visit's own goes on in the pool.
    private void Visit()
    {
        lock (_gate)
        {
            _visited = true;
        }

        SynchronizationContext? previous = Current;
        SetSynchronizationContext(null);
        try
        {
            CellVisits.RunOne();
        }
        finally
        {
            SetSynchronizationContext(previous);
            lock (_gate)
            {
                _visited = false;
            }
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
