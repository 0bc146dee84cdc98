using System.Globalization;
using System.Runtime.InteropServices;

namespace R1Workbook.Kernel.Jupyter;

/// <summary>
/// A server that a shell started in the background (<c>jupyter lab &amp;</c> in a script, <c>nohup</c>) ignores SIGINT,
/// and its children inherit that; .NET leaves an ignored signal ignored. To a kernel SIGINT is the interrupt of a cell,
/// so it takes the signal back.
/// </summary>
internal static partial class IgnoredInterrupt
{
    private const int SigInt = 2;

    /// <summary>Takes SIGINT back where it is ignored. To be called before a handler is registered.</summary>
    public static void TakeBack()
    {
        if (IsIgnored())
        {
            // SIG_DFL is 0.
            SetHandler(SigInt, 0);
        }
    }

    private static bool IsIgnored()
    {
        const string Mask = "SigIgn:";
        try
        {
            string? line = OperatingSystem.IsLinux()
                ? File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith(Mask, StringComparison.Ordinal))
                : null;
            return line is not null
                && (
                    ulong.Parse(line[Mask.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                    & (1UL << (SigInt - 1))
                ) != 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint SetHandler(int signal, nint handler);
}
