using R1Workbook.Kernel.Interrupts;

namespace R1Workbook.Kernel.Debugging;

/// <summary>The run of one piece of a cell under a debugger, or under none.</summary>
internal sealed class DebuggedRun : IDisposable
{
    private readonly CellDebugger? _debugger;
    private readonly DebugFrame? _top;

    private DebuggedRun(CellDebugger? debugger, DebugFrame? top) => (_debugger, _top) = (debugger, top);

    /// <summary>Begins a run.</summary>
    /// <param name="debugger">The debugger for which it was compiled; null for none.</param>
    public static DebuggedRun Begin(CellDebugger? debugger) => new(debugger, debugger?.BeginCell());

    /// <summary>Tells the debugger of an exception that ended the cell: the cell stands at it before it is
    /// reported.</summary>
    public void Thrown(Exception exception)
    {
        try
        {
            if (_top is not null)
            {
                _debugger?.Thrown(exception, _top, isInTry: false);
            }
        }
        catch (Exception e) when (e is CellInterruptedException or ThreadInterruptedException)
        {
            // Interrupted while it stood: it has ended already.
        }
    }

    public void Dispose() => _debugger?.EndCell();
}
