using System.Globalization;

namespace R1Workbook.Execution.Sandboxes;

/// <summary>The command line of a sandbox: another user, namespaces of its own, a read-only view of the system, limits
/// of the kernel, and then the program.</summary>
internal static class SandboxArguments
{
    private const string Nobody = "65534";

    private static readonly string[] SystemFolders = ["/bin", "/sbin", "/lib", "/lib64"],
        SystemFiles = ["/etc/alternatives", "/etc/ld.so.cache"];

    /// <summary>The command line.</summary>
    /// <param name="command">The program.</param>
    /// <param name="limits">What it may use.</param>
    /// <param name="name">The host name of the sandbox, by which its processes are found.</param>
    public static string[] Of(SandboxCommand command, SandboxLimits limits, string name)
    {
        static string Number(double value) => Math.Ceiling(value).ToString(CultureInfo.InvariantCulture);
        string size = Number(limits.FileBytes);
        double cpu = Math.Max(1, limits.Cpu.TotalSeconds);
        string? filter = SandboxInheritance.FilterFile;
        return
        [
            // Only a shell can open a file under a number of its own choice.
            .. filter is null ? Array.Empty<string>() : ["sh", "-c", "exec 9<\"$0\" && exec \"$@\"", filter],
            // The kernel does not count the processes of root: as somebody else, the limit holds.
            .. Environment.IsPrivilegedProcess
                ? ["setpriv", "--reuid=" + Nobody, "--regid=" + Nobody, "--clear-groups"]
                : Array.Empty<string>(),
            "bwrap",
            .. filter is null ? Array.Empty<string>() : ["--seccomp", "9"],
            "--unshare-all",
            "--die-with-parent",
            "--new-session",
            "--uid",
            Nobody,
            "--gid",
            Nobody,
            "--hostname",
            name,
            "--ro-bind",
            "/usr",
            "/usr",
            .. SystemFolders.Where(Directory.Exists).SelectMany(SystemFolder),
            .. SystemFiles.SelectMany(file => new[] { "--ro-bind-try", file, file }),
            .. command
                .Readable.Where(folder => !folder.StartsWith("/usr/", StringComparison.Ordinal))
                .SelectMany(folder => new[] { "--ro-bind", folder, folder }),
            "--proc",
            "/proc",
            "--dev",
            "/dev",
            "--size",
            size,
            "--tmpfs",
            "/dev/shm",
            "--remount-ro",
            "/dev",
            "--size",
            size,
            "--tmpfs",
            "/tmp",
            command.WritesFolder ? "--bind" : "--ro-bind",
            command.Folder,
            "/program",
            "--remount-ro",
            "/",
            "--chdir",
            "/tmp",
            "--clearenv",
            "--setenv",
            "PATH",
            "/usr/bin:/bin",
            "--setenv",
            "HOME",
            "/tmp",
            "--setenv",
            "LANG",
            "C.UTF-8",
            .. command.Environment.SelectMany(variable => new[] { "--setenv", variable.Key, variable.Value }),
            "--",
            "prlimit",
            (command.ReservesAddresses ? "--data=" : "--as=") + Number(limits.MemoryBytes),
            $"--cpu={Number(cpu)}:{Number(cpu + 1)}",
            "--nproc=" + Number(limits.Processes),
            "--fsize=" + size,
            "--nofile=256",
            "--core=0",
            "--",
            .. command.Arguments,
        ];
    }

    // Most systems have /bin as a link into /usr, some as a folder of its own.
    private static string[] SystemFolder(string folder) =>
        new DirectoryInfo(folder).LinkTarget is null
            ? ["--ro-bind", folder, folder]
            : ["--symlink", "usr" + folder, folder];
}
