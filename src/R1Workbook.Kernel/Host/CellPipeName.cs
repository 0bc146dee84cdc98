using System.Globalization;

namespace R1Workbook.Kernel.Host;

/// <summary>
/// The name of the pipe between a kernel and the process of its cells. It says whose it is (number, start and namespace
/// of the owner), because on Linux a pipe is a file in the folder for temporary files: a killed kernel leaves it there,
/// and a later one takes it away.
/// </summary>
internal static class CellPipeName
{
    // What .NET puts before the name of a pipe to make it the name of a file.
    private const string FilePrefix = "CoreFxPipe_";
    private const string Prefix = "r1-";

    // The namespace of numbers of processes, "pid:[4026531836]"; 0 where the system has none.
    private static readonly string Space =
        OperatingSystem.IsLinux() && new FileInfo("/proc/self/ns/pid").LinkTarget is { } link
            ? string.Concat(link.Where(char.IsAsciiDigit))
            : "0";

    private static readonly string Owner = string.Create(
        CultureInfo.InvariantCulture,
        $"{Prefix}{Environment.ProcessId}-{StartOf(Environment.ProcessId) ?? 0}-{Space}-"
    );

    /// <summary>A name that no pipe has. Pipes of dead kernels are taken away first.</summary>
    public static string Draw()
    {
        ClearDead(Path.GetTempPath());
        return Owner + Guid.NewGuid().ToString("N")[..12];
    }

    /// <summary>Deletes the pipes of owners that have ended; those of other containers and of older versions, whose
    /// names do not say whose they are, stay.</summary>
    /// <param name="folder">The folder for temporary files.</param>
    internal static void ClearDead(string folder)
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists(folder))
            return;
        foreach (string file in Directory.EnumerateFiles(folder, FilePrefix + Prefix + "*"))
        {
            string[] parts = Path.GetFileName(file)[(FilePrefix.Length + Prefix.Length)..].Split('-');
            if (
                parts.Length != 4
                || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int id)
                || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long started)
                || started == 0
                || parts[2] == "0"
                || parts[2] != Space
                || StartOf(id) == started
            )
            {
                continue;
            }

            try
            {
                File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another user's: that user's next kernel takes it away.
            }
        }
    }

    // The start of a process in the kernel's ticks, the 22nd field of its stat; null where it has ended.
    private static long? StartOf(int id)
    {
        try
        {
            string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
