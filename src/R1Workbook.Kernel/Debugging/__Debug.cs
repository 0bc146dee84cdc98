using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using R1Workbook.Kernel.Debugging;

/// <summary>
/// What the compiler of cells writes into a cell that is sent while a debugger is attached; no other cell holds it. Not
/// meant to be called by hand.
/// </summary>
/// <remarks>Its name is short and outside of namespaces for the reasons of <see cref="__Guard"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Design", "CA1050", Justification = "See the remarks.")]
[SuppressMessage("Style", "IDE1006", Justification = "No name of a cell's own is like it.")]
public static class __Debug
{
    // For code that a cell left behind, after its frame is gone.
    private static readonly DebugFrame Nowhere = new(null, null);

    /// <summary>The frame of the statements at the top of the running cell.</summary>
    public static DebugFrame Top => CellDebugger.Top ?? Nowhere;

    /// <summary>Begins a call of a function.</summary>
    /// <returns>Its frame, which the function ends with <see cref="DebugFrame.Leave"/>.</returns>
    public static DebugFrame Enter() => DebugFrame.Begin(CellDebugger.Attached, DebugFrame.Current);
}
