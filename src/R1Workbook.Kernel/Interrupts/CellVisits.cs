using System.Collections.Concurrent;

namespace R1Workbook.Kernel.Interrupts;

/// <summary>Code that comes from a front end and belongs on the thread of cells: what a slider or a button calls. It
/// runs between cells, and while a cell waits at an await; never beside code of a cell.</summary>
internal static class CellVisits
{
    private static readonly ConcurrentQueue<Action> Waiting = new();

    /// <summary>Called when one more waits; from any thread.</summary>
    public static event Action Added = () => { };

    /// <summary>Whether one waits.</summary>
    public static bool Any => !Waiting.IsEmpty;

    /// <summary>Lets code wait for its turn.</summary>
    /// <param name="visit">The code; it throws nothing but the end of an interrupted cell.</param>
    public static void Add(Action visit)
    {
        Waiting.Enqueue(visit);
        Added();
    }

    /// <summary>Runs what waits, on the calling thread.</summary>
    /// <returns>Whether anything ran.</returns>
    public static bool RunOne()
    {
        if (!Waiting.TryDequeue(out Action? visit))
        {
            return false;
        }

        visit();
        return true;
    }
}
