using System.Globalization;
using System.Runtime.InteropServices;

namespace R1Workbook.Execution.Sandboxes;

/// <summary>What a process inherits beside its arguments: descriptors and the keyring of the session. A sandbox gets
/// neither.</summary>
internal static partial class SandboxInheritance
{
    private const int SetDescriptorFlags = 2,
        CloseOnExec = 1,
        JoinSessionKeyring = 1;

    private const uint CloseOnExecMemory = 1;

    // The memory that holds the filter, as a path that a child may open; it lives as long as this process.
    private static readonly Lazy<string?> Filter = new(FilterPath);

    /// <summary>A file that holds <see cref="SystemCallFilter"/>; null where it cannot be had.</summary>
    public static string? FilterFile => Filter.Value;

    /// <summary>Gives the calling thread, and what it starts, a session keyring of its own, empty.</summary>
    public static void LeaveKeyring()
    {
        if (OperatingSystem.IsLinux() && SystemCallFilter.NumberOf("keyctl") is { } number)
        {
            _ = SystemCall((nint)number, JoinSessionKeyring, 0);
        }
    }

    /// <summary>Closes, for processes that are started from now on, every descriptor but the standard three. The
    /// process that started this program may have left files open for it (<c>flock</c>,
    /// <c>9&lt;&gt;FILE</c>).</summary>
    public static void LeaveDescriptors()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        foreach (string path in Directory.GetFileSystemEntries("/proc/self/fd"))
        {
            if (
                int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out int descriptor)
                && descriptor > 2
            )
            {
                _ = SetFlags(descriptor, SetDescriptorFlags, CloseOnExec);
            }
        }
    }

    private static string? FilterPath()
    {
        if (!OperatingSystem.IsLinux() || SystemCallFilter.Bytes is not { } filter)
        {
            return null;
        }

        int descriptor = CreateMemory("r1-seccomp", CloseOnExecMemory);
        if (descriptor < 0)
        {
            return null;
        }

        string path = string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{descriptor}");
        File.WriteAllBytes(path, filter);
        return path;
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetFlags(int descriptor, int command, int flags);

    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int CreateMemory(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint SystemCall(nint number, nint first, nint second);
}
