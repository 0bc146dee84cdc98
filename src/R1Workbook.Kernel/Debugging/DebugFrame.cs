using System.ComponentModel;

namespace R1Workbook.Kernel.Debugging;

/// <summary>A call of a function of a cell that was compiled for a debugger: where it is, who called it, and the values
/// it has handed over. Not meant to be used by hand: the compiler of cells writes the calls.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DebugFrame
{
    private static readonly AsyncLocal<DebugFrame?> Flow = new();

    private readonly CellDebugger? _debugger;
    private object?[] _values = [];

    internal DebugFrame(CellDebugger? debugger, DebugFrame? caller) => (_debugger, Caller) = (debugger, caller);

    /// <summary>The frame of the code that runs on this thread, or that started the task which does.</summary>
    internal static DebugFrame? Current => Flow.Value;

    /// <summary>Who called; null for the cell itself.</summary>
    internal DebugFrame? Caller { get; }

    /// <summary>The number of the statement that was reached last; -1 before the first.</summary>
    internal int Place { get; private set; } = -1;

    /// <summary>The values at that statement, in the order of the place's names; fewer where none were handed
    /// over.</summary>
    internal IReadOnlyList<object?> Values => _values;

    /// <summary>Begins a call.</summary>
    internal static DebugFrame Begin(CellDebugger? debugger, DebugFrame? caller)
    {
        var frame = new DebugFrame(debugger, caller);
        Flow.Value = frame;
        return frame;
    }

    /// <summary>Says that a statement comes next.</summary>
    /// <param name="place">Its number.</param>
    /// <returns>Whether the code is to stop before it.</returns>
    public bool At(int place)
    {
        // An iterator leaves its own frame behind when it yields.
        if (Flow.Value != this)
        {
            Flow.Value = this;
        }

        (Place, _values) = (place, []);
        return CellDebugger.MayStop && _debugger?.Wants(this) == true;
    }

    /// <summary>Says that a statement comes next which calls something: its values are kept for those who look at the
    /// caller.</summary>
    /// <param name="place">Its number.</param>
    /// <param name="values">The values of the place's names.</param>
    /// <returns>Whether the code is to stop before it.</returns>
    public bool At(int place, object?[] values)
    {
        bool stops = At(place);
        _values = values;
        return stops;
    }

    /// <summary>Stops before the statement that <see cref="At(int)"/> named, until the debugger lets it go
    /// on.</summary>
    /// <param name="values">The values of the place's names.</param>
    /// <exception cref="Interrupts.CellInterruptedException">The cell was interrupted while it stood.</exception>
    public void Stop(object?[] values)
    {
        _values = values;
        _debugger?.Stop(this);
    }

    /// <summary>Called in the filter of a catch clause, before anything is unwound: tells of an exception that reaches
    /// this call.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>False: nothing is caught.</returns>
    public bool Thrown(Exception exception)
    {
        _debugger?.Thrown(exception, this, isInTry: false);
        return false;
    }

    /// <summary>The same in a <c>try</c> of the function's own, whose clauses may catch the exception.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>False: nothing is caught.</returns>
    public bool ThrownInTry(Exception exception)
    {
        _debugger?.Thrown(exception, this, isInTry: true);
        return false;
    }

    /// <summary>Ends the call.</summary>
    public void Leave() => Flow.Value = Caller;

    /// <summary>Whether this call is the other one or was made, through whatever calls, by it.</summary>
    internal bool IsWithin(DebugFrame other)
    {
        for (DebugFrame? frame = this; frame is not null; frame = frame.Caller)
        {
            if (frame == other)
            {
                return true;
            }
        }

        return false;
    }
}
