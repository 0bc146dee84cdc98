using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace R1Workbook.Execution.Sandboxes;

/// <summary>What a process inherits beside its arguments: descriptors and the keyring of the session. A sandbox gets
/// neither.</summary>
internal static partial class SandboxInheritance
{
    private const int SetDescriptorFlags = 2,
        CloseOnExec = 1,
        JoinSessionKeyring = 1;

    private const uint CloseOnExecMemory = 1;

    // It lives as long as this process.
    private static readonly Lazy<(string Path, SafeFileHandle Handle)?> Filter = new(() =>
        OperatingSystem.IsLinux() && SystemCallFilter.Bytes is { } filter ? InMemory("r1-seccomp", filter) : null
    );

    /// <summary>A file that holds <see cref="SystemCallFilter"/>; null where it cannot be had.</summary>
    public static string? FilterFile => Filter.Value?.Path;

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

    /// <summary>A file in memory, as a path that a child may open.</summary>
    /// <param name="name">A word for who lists descriptors.</param>
    /// <param name="content">What it holds.</param>
    /// <returns>The path, and what ends the file when it is disposed of; null where the system refuses.</returns>
    public static (string Path, SafeFileHandle Handle)? InMemory(string name, byte[] content)
    {
        int descriptor = CreateMemory(name, CloseOnExecMemory);
        if (descriptor < 0)
        {
            return null;
        }

        string path = string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{descriptor}");
        File.WriteAllBytes(path, content);
        return (path, new SafeFileHandle(descriptor, ownsHandle: true));
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
