using System.Globalization;
using System.Text;
using R1Workbook.Execution.Sandboxes.Cgroups;

namespace R1Workbook.Execution.Sandboxes;

/// <summary>The command line of a sandbox: another user, namespaces of its own, a read-only view of the system, limits
/// of the kernel, and then the program.</summary>
internal static class SandboxArguments
{
    /// <summary>The exit code of the shell that could not join the control group; its error is the sandbox's
    /// name.</summary>
    public const int NotJoined = 125;

    private static readonly string[] SystemFolders = ["/bin", "/sbin", "/lib", "/lib64"],
        SystemFiles = ["/etc/alternatives", "/etc/ld.so.cache"];

    // The numbers under which bubblewrap finds its options and its filter of system calls.
    private const int OptionsDescriptor = 8,
        FilterDescriptor = 9;

    /// <summary>The command line. A shell joins the control group and opens the two files; then it becomes
    /// bubblewrap.</summary>
    /// <param name="command">The program.</param>
    /// <param name="limits">What it may use.</param>
    /// <param name="name">The host name of the sandbox, by which its processes are found.</param>
    /// <param name="options">A file that holds <see cref="Options"/>: inside, the command line can be read, and it
    /// shall name no folder of this machine.</param>
    /// <param name="holder">Who holds the limits.</param>
    /// <param name="group">The control group; null where there is none.</param>
    public static string[] Of(
        SandboxCommand command,
        SandboxLimits limits,
        string name,
        string options,
        LimitHolder holder,
        Cgroup? group
    )
    {
        double cpu = Math.Max(1, limits.Cpu.TotalSeconds);
        string? filter = SandboxInheritance.FilterFile;
        string shell =
            string.Concat(
                (group?.Joined ?? []).Select(file =>
                    $"echo 0 >{Quoted(file)} || {{ echo {name} >&2; exit {NotJoined}; }}\n"
                )
            )
            + $"exec {OptionsDescriptor}<{Quoted(options)}\n"
            + (filter is null ? "" : $"exec {FilterDescriptor}<{Quoted(filter)}\n")
            + "exec \"$@\"";
        string user = Number(SandboxUser.Of(command.Folder));
        return
        [
            .. holder.Prefix(limits),
            "sh",
            "-c",
            shell,
            "sh",
            // The kernel does not count the processes of root: as somebody else, the limit holds.
            .. Environment.IsPrivilegedProcess
                ? ["setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups"]
                : Array.Empty<string>(),
            "bwrap",
            "--args",
            Number(OptionsDescriptor),
            .. filter is null ? Array.Empty<string>() : ["--seccomp", Number(FilterDescriptor)],
            "--hostname",
            name,
            "--",
            "prlimit",
            (command.ReservesAddresses ? "--data=" : "--as=") + Number(limits.MemoryBytes),
            $"--cpu={Number(cpu)}:{Number(cpu + 1)}",
            "--nproc=" + Number(limits.Processes),
            "--fsize=" + Number(limits.FileBytes),
            "--nofile=256",
            "--sigpending=256",
            "--memlock=65536",
            "--msgqueue=0",
            "--core=0",
            "--",
            .. command.Arguments,
        ];
    }

    /// <summary>The options of bubblewrap, each ended by a zero byte.</summary>
    /// <param name="command">The program.</param>
    /// <param name="limits">What it may use.</param>
    public static byte[] Options(SandboxCommand command, SandboxLimits limits)
    {
        string size = Number(limits.FileBytes);
        string[] options =
        [
            "--unshare-all",
            "--unshare-user",
            .. SandboxAbilities.DisablesUserNamespaces ? ["--disable-userns"] : Array.Empty<string>(),
            "--die-with-parent",
            "--new-session",
            "--uid",
            Number(SandboxUser.Nobody),
            "--gid",
            Number(SandboxUser.Nobody),
            "--ro-bind",
            "/usr",
            "/usr",
            .. HiddenConfiguration.OfSystem(),
            .. SystemFolders.Where(Directory.Exists).SelectMany(SystemFolder),
            .. SystemFiles.SelectMany(file => new[] { "--ro-bind-try", file, file }),
            .. command
                .Readable.Where(folder => !IsSeenAlready(folder))
                .SelectMany(folder => new[] { "--ro-bind", folder, folder }.Concat(HiddenConfiguration.Of(folder))),
            "--proc",
            "/proc",
            .. HiddenConfiguration.OfKernel(),
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
        ];
        return Encoding.UTF8.GetBytes(string.Concat(options.Select(option => option + "\0")));
    }

    private static string Number(double value) => Math.Ceiling(value).ToString(CultureInfo.InvariantCulture);

    private static string Quoted(string path) => "'" + path.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private static bool IsSeenAlready(string folder) =>
        folder.StartsWith("/usr/", StringComparison.Ordinal)
        && !folder.StartsWith("/usr/local/", StringComparison.Ordinal);

    // Most systems have /bin as a link into /usr, some as a folder of its own.
    private static string[] SystemFolder(string folder) =>
        new DirectoryInfo(folder).LinkTarget is null
            ? ["--ro-bind", folder, folder]
            : ["--symlink", "usr" + folder, folder];
}
