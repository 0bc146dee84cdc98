using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using R1Workbook.Kernel.Interrupts;

/// <summary>
/// What the compiler of cells writes into each loop, function and lambda of a cell, so that an interrupt can end code
/// that never waits. Not meant to be called by hand.
/// </summary>
/// <remarks>Its name is short and outside of namespaces: it stands in a cell dozens of times, and each part of it costs
/// memory for good.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Design", "CA1050", Justification = "See the remarks.")]
[SuppressMessage("Style", "IDE1006", Justification = "No name of a cell's own is like it.")]
public static class __Guard
{
    // In a class without static constructor, so that the check is one load and one branch.
    private static int _stops;

    /// <summary>Says which statement at the top of the running cell comes next.</summary>
    /// <param name="line">Its line.</param>
    public static void At(int line) => CellRun.At(line);

    /// <summary>Ends the calling code when its cell was interrupted.</summary>
    /// <exception cref="CellInterruptedException">The cell was interrupted.</exception>
    public static void Check()
    {
        if (Volatile.Read(ref _stops) != 0)
        {
            CellRun.ThrowIfStopped();
        }
    }

    /// <summary>Checks, then hands the value on; for places where only an expression may stand.</summary>
    /// <param name="value">Any value.</param>
    /// <exception cref="CellInterruptedException">The cell was interrupted.</exception>
    public static T Pass<T>(T value)
    {
        Check();
        return value;
    }

    /// <summary>A task that ends when the given one does, or when the cell is interrupted.</summary>
    /// <param name="task">What the cell awaits.</param>
    public static Task Await(Task task) => task.IsCompleted ? task : task.WaitAsync(CellRun.StopToken);

    /// <summary>A task that ends when the given one does, or when the cell is interrupted.</summary>
    /// <param name="task">What the cell awaits.</param>
    public static Task<T> Await<T>(Task<T> task) => task.IsCompleted ? task : task.WaitAsync(CellRun.StopToken);

    /// <summary>A task that ends when the given one does, or when the cell is interrupted.</summary>
    /// <param name="task">What the cell awaits.</param>
    public static ValueTask Await(ValueTask task) =>
        task.IsCompleted ? task : new ValueTask(task.AsTask().WaitAsync(CellRun.StopToken));

    /// <summary>A task that ends when the given one does, or when the cell is interrupted.</summary>
    /// <param name="task">What the cell awaits.</param>
    public static ValueTask<T> Await<T>(ValueTask<T> task) =>
        task.IsCompleted ? task : new ValueTask<T>(task.AsTask().WaitAsync(CellRun.StopToken));

    /// <summary>Whatever else can be awaited is awaited as it is.</summary>
    /// <param name="awaitable">What the cell awaits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Await<T>(T awaitable) => awaitable;

    internal static void BeginStop() => Interlocked.Increment(ref _stops);

    internal static void EndStop() => Interlocked.Decrement(ref _stops);
}
