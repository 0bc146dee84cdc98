using System.Diagnostics.CodeAnalysis;

namespace R1Workbook.Kernel.Interrupts;

/// <summary>
/// One run of one cell, as the code that it started sees it on whatever thread: whether it has to stop. Tasks that an
/// earlier cell left behind belong to that cell's run and are not stopped with a later one.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001",
    Justification = "Tasks that the cell leaves behind use the source longer than the run lasts; it holds no timer."
)]
internal sealed class CellRun
{
    // Guards ask at full cost only while this many milliseconds after a stop: time for the cell's background tasks to
    // reach one.
    private const int StopWindow = 2_000;

    private static readonly AsyncLocal<CellRun?> Flow = new();

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private Thread? _thread;
    private int _shields;
    private bool _interrupted;
    private int _line;

    /// <summary>Cancelled when the running cell is stopped.</summary>
    public static CancellationToken StopToken => Flow.Value?._stop.Token ?? CancellationToken.None;

    /// <summary>Whether the run was told to stop.</summary>
    public bool IsStopped => _stop.IsCancellationRequested;

    /// <summary>The line of the statement at the top of the running cell that was reached last; null when none
    /// was.</summary>
    public static int? ReachedLine => Flow.Value is { _line: > 0 } run ? run._line : null;

    /// <summary>Remembers the line that the running cell has reached; 0 for none.</summary>
    /// <param name="line">The line.</param>
    public static void At(int line)
    {
        if (Flow.Value is { } run)
        {
            run._line = line;
        }
    }

    /// <summary>Ends the calling code when it belongs to a stopped cell.</summary>
    /// <exception cref="CellInterruptedException">It does.</exception>
    public static void ThrowIfStopped()
    {
        if (Flow.Value?.IsStopped == true)
        {
            throw new CellInterruptedException();
        }
    }

    /// <summary>While the result lives, the calling thread's waits are not interrupted: half a line on a pipe would
    /// garble the rest.</summary>
    public static Shielded Shield()
    {
        CellRun? run = Flow.Value;
        if (run?._thread != Thread.CurrentThread)
        {
            return default;
        }

        lock (run._gate)
        {
            run._shields++;
        }

        run.Absorb();
        return new Shielded(run);
    }

    /// <summary>Makes the calling thread the one of this run.</summary>
    public void Begin()
    {
        _thread = Thread.CurrentThread;
        Flow.Value = this;
    }

    /// <summary>Makes guards and awaits of the cell throw.</summary>
    public void Stop()
    {
        __Guard.BeginStop();
        _stop.Cancel();
    }

    /// <summary>After the end of a stopped run: lets guards be cheap again, once tasks that it left behind had time to
    /// reach one.</summary>
    public static void Forget() => Task.Delay(StopWindow).ContinueWith(_ => __Guard.EndStop(), TaskScheduler.Default);

    /// <summary>Ends a wait of the cell's thread.</summary>
    public void Interrupt()
    {
        lock (_gate)
        {
            if (_thread is not null && _shields == 0)
            {
                _interrupted = true;
                _thread.Interrupt();
            }
        }
    }

    /// <summary>Gives the thread back: no interrupt strikes it after this.</summary>
    public void End()
    {
        lock (_gate)
        {
            _thread = null;
        }

        Absorb();
        Flow.Value = null;
    }

    // An interrupt that found the thread running strikes at its next wait: let it be this one.
    private void Absorb()
    {
        try
        {
            while (_interrupted)
            {
                _interrupted = false;
                Thread.Sleep(1);
            }
        }
        catch (ThreadInterruptedException)
        {
            // That was it.
        }
    }

    /// <summary>Ends a shield.</summary>
    internal readonly struct Shielded(CellRun? run) : IDisposable
    {
        public void Dispose()
        {
            if (run is not null)
            {
                lock (run._gate)
                {
                    run._shields--;
                }
            }
        }
    }
}
