using System.Runtime.InteropServices;

namespace R1Workbook.Cli.Streams;

/// <summary>Which of the three standard descriptors the process was given by the one that started it.</summary>
/// <remarks>
/// Where one was closed (<c>&gt;&amp;-</c>), its number goes to the first file that the runtime opens, and a row
/// written to it would land there. What is inherited over exec never closes on exec; what the runtime opens always
/// does.
/// </remarks>
internal static partial class StandardDescriptors
{
    public const int Input = 0,
        Output = 1,
        Error = 2;

    private const int GetDescriptorFlags = 1,
        ClosesOnExec = 1;

    /// <summary>Whether the descriptor was open when the process started.</summary>
    public static bool IsGiven(int descriptor)
    {
        if (OperatingSystem.IsWindows())
            return true;
        int flags = Control(descriptor, GetDescriptorFlags, 0);
        return flags >= 0 && (flags & ClosesOnExec) == 0;
    }

    /// <summary>Ends the process at once with this code: nothing is awaited that a thread of a library holds.</summary>
    public static void Exit(int code)
    {
        if (!OperatingSystem.IsWindows())
            ExitNow(code);
        Environment.Exit(code);
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int descriptor, int command, int argument);

    [LibraryImport("libc", EntryPoint = "_exit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void ExitNow(int code);
}
