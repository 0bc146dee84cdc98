namespace R1Workbook.Kernel.Debugging;

/// <summary>All places of this process, by the number that stands in the code of cells. One a process, because the code
/// of cells finds it without knowing a session.</summary>
internal static class DebugPlaces
{
    private static readonly Lock Gate = new();
    private static readonly List<DebugPlace> Known = [];

    /// <summary>Gives a place its number.</summary>
    public static int Add(DebugPlace place)
    {
        lock (Gate)
        {
            Known.Add(place);
            return Known.Count - 1;
        }
    }

    /// <summary>The place of a number.</summary>
    public static DebugPlace At(int number)
    {
        lock (Gate)
        {
            return Known[number];
        }
    }

    /// <summary>For each number whether a breakpoint is there.</summary>
    /// <param name="isSet">Whether one is set at a source and line.</param>
    public static bool[] Stops(Func<string, int, bool> isSet)
    {
        lock (Gate)
        {
            return [.. Known.Select(place => isSet(place.Source, place.Line))];
        }
    }
}
