using System.Globalization;

namespace R1Workbook.Core.Files;

/// <summary>
/// Names one process of this machine for all time: numbers of processes are given out again, and containers count
/// their own. What a process leaves behind is cleared by another only where this says that the owner is dead.
/// </summary>
/// <param name="Id">Its number.</param>
/// <param name="Started">When it started, in the kernel's ticks since the machine did; 0 where that is not
/// known.</param>
/// <param name="Space">The namespace that the number belongs to; 0 where that is not known.</param>
public readonly record struct ProcessIdentity(int Id, long Started, long Space)
{
    /// <summary>This process.</summary>
    public static ProcessIdentity Own { get; } =
        new(Environment.ProcessId, StartOf(Environment.ProcessId) ?? 0, OwnSpace());

    /// <summary>A running process of this machine; null where there is none of this number.</summary>
    /// <param name="id">Its number.</param>
    public static ProcessIdentity? Of(int id) =>
        StartOf(id) is { } started ? new ProcessIdentity(id, started, Own.Space) : null;

    /// <summary>Whether the process can be said to have ended. False where it runs, where it belongs to another
    /// container, and where this system does not tell.</summary>
    public bool IsDead => Started != 0 && Space != 0 && Space == Own.Space && StartOf(Id) != Started;

    /// <summary>The identity that <see cref="ToString"/> wrote; null where the text is none.</summary>
    /// <param name="text">Three whole numbers with hyphens between them.</param>
    public static ProcessIdentity? Parse(string text)
    {
        string[] parts = text.Split('-');
        return
            parts.Length == 3
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long started)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out long space)
            ? new ProcessIdentity(id, started, space)
            : null;
    }

    /// <summary>The three numbers with hyphens between them.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id}-{Started}-{Space}");

    private static long? StartOf(int id)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            // pid (name) state ...; the start is the 22nd field. The name may hold anything: count from its last
            // bracket.
            string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            // A process that has ended and is not yet waited for holds nothing any more.
            return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // /proc/self/ns/pid is a link to "pid:[4026531836]".
    private static long OwnSpace() =>
        OperatingSystem.IsLinux()
        && new FileInfo("/proc/self/ns/pid").LinkTarget is { } link
        && long.TryParse(
            link.AsSpan(link.IndexOf('[') + 1).TrimEnd(']'),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out long space
        )
            ? space
            : 0;
}
