using System.Text.Json.Nodes;
using R1Workbook.Kernel.Interrupts;

namespace R1Workbook.Kernel.Debugging;

/// <summary>
/// Decides where cells stop, and holds the thread that stands. One thread stands at a time; others that come to a
/// breakpoint meanwhile wait for their turn, and code without breakpoints runs on.
/// </summary>
/// <param name="tell">Takes the name and the body of an event: stopped, continued, thread.</param>
internal sealed class CellDebugger(Action<string, JsonObject> tell)
{
    private static readonly AsyncLocal<bool> Unwatched = new();
    private static volatile CellDebugger? Watching;
    private static volatile bool AnyStop;

    private readonly Lock _gate = new();
    private readonly object _standing = new();
    private readonly BreakpointTable _breakpoints = new();
    private volatile bool[] _stops = [];
    private volatile StepRequest? _step;
    private volatile StoppedCell? _stopped;
    private WeakReference? _told;

    /// <summary>The debugger that cells are compiled for now; null for none.</summary>
    public static CellDebugger? Attached => Watching;

    /// <summary>Whether any place may stop at all; the one question that running code asks.</summary>
    public static bool MayStop => AnyStop;

    /// <summary>The frame of the running cell.</summary>
    public static DebugFrame? Top { get; private set; }

    /// <summary>What stands now; null when nothing does.</summary>
    public StoppedCell? Stopped => _stopped;

    /// <summary>The cells that were sent while this debugger was attached, and those that it was shown.</summary>
    public CellSources Sources { get; } = new();

    /// <summary>The breakpoints that are set.</summary>
    public BreakpointTable Breakpoints => _breakpoints;

    /// <summary>Which exceptions stop: raised, uncaught.</summary>
    public IReadOnlySet<string> ExceptionFilters { get; set; } = new HashSet<string>();

    /// <summary>Cells sent from now on can be stopped.</summary>
    public void Attach() => Watching = this;

    /// <summary>Lets everything run, and forgets the breakpoints.</summary>
    public void Detach()
    {
        _breakpoints.Clear();
        (ExceptionFilters, _step, Watching) = (new HashSet<string>(), null, null);
        Update();
        _stopped?.GoOn();
    }

    /// <summary>Takes breakpoints that were set, and places that were added, into account.</summary>
    public void Update()
    {
        lock (_gate)
        {
            _stops = DebugPlaces.Stops(_breakpoints.IsSet);
            AnyStop = Watching is not null && (_step is not null || Array.IndexOf(_stops, true) >= 0);
        }
    }

    /// <summary>Stops at the next statement, of whatever cell.</summary>
    public void Pause()
    {
        _step = new StepRequest("pause", null);
        Update();
    }

    /// <summary>Lets what stands go on.</summary>
    /// <param name="kind">continue, next, stepIn or stepOut.</param>
    /// <returns>Whether anything stood.</returns>
    public bool GoOn(string kind)
    {
        if (_stopped is not { } stopped)
        {
            return false;
        }

        _step = kind == "continue" ? null : new StepRequest(kind, stopped.Frames[0]);
        Update();
        stopped.GoOn();
        return true;
    }

    /// <summary>Begins a cell that was compiled for a debugger.</summary>
    /// <returns>The frame of the statements at its top.</returns>
    public DebugFrame BeginCell()
    {
        DebugFrame top = Top = DebugFrame.Begin(this, null);
        Update();
        tell("thread", ThreadBody("started"));
        return top;
    }

    /// <summary>Ends it, whatever it was; a step that it did not finish goes no further.</summary>
    public void EndCell()
    {
        Top = null;
        if (_step?.Kind != "pause")
        {
            _step = null;
            Update();
        }

        tell("thread", ThreadBody("exited"));
    }

    /// <summary>Whether a call is to stop at the place that it reached.</summary>
    public bool Wants(DebugFrame frame) => !Unwatched.Value && (IsBreakpoint(frame) || _step?.IsReached(frame) == true);

    /// <summary>Runs code of the debugger's own: nothing in it stops.</summary>
    public static T Unwatch<T>(Func<T> run)
    {
        Unwatched.Value = true;
        try
        {
            return run();
        }
        finally
        {
            Unwatched.Value = false;
        }
    }

    /// <summary>Stands at the place that a call reached, until it is let go.</summary>
    /// <exception cref="CellInterruptedException">The cell was interrupted.</exception>
    public void Stop(DebugFrame frame) => Stop(frame, null);

    /// <summary>Stands where an exception reached a call, when such exceptions stop: before anything is
    /// unwound.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="frame">The call.</param>
    /// <param name="isInTry">Whether clauses of the call's own may catch it.</param>
    public void Thrown(Exception exception, DebugFrame frame, bool isInTry)
    {
        if (
            Watching != this
            || ExceptionFilters.Count == 0
            || Unwatched.Value
            || exception is CellInterruptedException or ThreadInterruptedException
            || _told?.Target == exception
            || !(ExceptionFilters.Contains("raised") || !ExceptionHandlers.Catch(exception, frame, isInTry))
        )
        {
            return;
        }

        _told = new WeakReference(exception);
        Stop(frame, exception);
    }

    private bool IsBreakpoint(DebugFrame frame)
    {
        bool[] stops = _stops;
        return frame.Place < stops.Length && stops[frame.Place];
    }

    private static JsonObject ThreadBody(string reason) => new() { ["reason"] = reason, ["threadId"] = 1 };

    private void Stop(DebugFrame frame, Exception? exception)
    {
        lock (_standing)
        {
            // While it waited for its turn, the breakpoint may have been taken away.
            if (Watching != this || (exception is null && !Wants(frame)))
            {
                return;
            }

            string reason =
                exception is not null ? "exception"
                : IsBreakpoint(frame) ? "breakpoint"
                : _step?.Reason ?? "step";
            using var stopped = new StoppedCell(frame, reason, exception);
            _step = null;
            _stopped = stopped;
            Update();
            tell("stopped", stopped.Describe());
            try
            {
                stopped.Wait();
            }
            finally
            {
                _stopped = null;
                tell("continued", new JsonObject { ["threadId"] = 1, ["allThreadsContinued"] = true });
            }
        }
    }
}
