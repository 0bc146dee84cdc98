using System.Diagnostics;
using System.Globalization;

namespace R1Workbook.Execution.Sandboxes.Cgroups;

/// <summary>Who holds the memory and the number of processes of a whole sandbox on this machine.</summary>
/// <param name="Place">Where groups of its own are made; null where that cannot be done.</param>
/// <param name="Systemd">Whether the user's systemd makes them instead.</param>
/// <param name="Why">Why there are no groups; empty where there are.</param>
internal sealed record LimitHolder(CgroupPlace? Place, bool Systemd, string Why)
{
    private const string SystemdRun = "/usr/bin/systemd-run",
        ShowLimit = "cat /sys/fs/cgroup$(sed -n s/^0:://p /proc/self/cgroup)/memory.max";

    private static readonly string[] SystemdVariables = ["XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"];

    private static readonly Lazy<LimitHolder> Found = new(Find);

    /// <summary>The holder on this machine; it is looked for once.</summary>
    public static LimitHolder Here => Found.Value;

    /// <summary>Is shown each group before it is taken away; null for nobody.</summary>
    public Action<Cgroup>? Ended { get; init; }

    /// <summary>Whether the kernel holds them.</summary>
    public bool IsKernel => Place is not null || Systemd;

    /// <summary>What stands before a command line so that systemd starts it in a group of its own; empty where it is
    /// not asked.</summary>
    /// <param name="limits">Memory, and processes and threads.</param>
    public IReadOnlyList<string> Prefix(SandboxLimits limits) =>
        Systemd
            ?
            [
                SystemdRun,
                "--user",
                "--scope",
                "--quiet",
                "--collect",
                "--property=MemoryMax=" + limits.MemoryBytes.ToString(CultureInfo.InvariantCulture),
                "--property=MemorySwapMax=0",
                "--property=TasksMax=" + (limits.Processes + Cgroup.OwnTasks).ToString(CultureInfo.InvariantCulture),
                "--",
                "env",
                "-i",
                "PATH=" + SandboxProcess.Path,
            ]
            : [];

    /// <summary>The variables by which systemd-run finds the user's systemd.</summary>
    public IEnumerable<KeyValuePair<string, string>> Variables =>
        Systemd
            ? from name in SystemdVariables
            where Environment.GetEnvironmentVariable(name) is not null
            select KeyValuePair.Create(name, Environment.GetEnvironmentVariable(name)!)
            : [];

    private static LimitHolder Find()
    {
        if (!OperatingSystem.IsLinux())
            return new LimitHolder(null, false, "this system has no control groups");
        string why = "no control group of memory is mounted here";
        CgroupMounts mounts;
        try
        {
            mounts = CgroupMounts.Own();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new LimitHolder(null, false, e.Message);
        }

        foreach (CgroupPlace place in CgroupPlace.Candidates(mounts))
        {
            try
            {
                Cgroup.ClearDead(place);
                if (Works(place))
                    return new LimitHolder(place, false, "");
                why = $"a process may not move into a group under {place.Memory}";
            }
            catch (UnauthorizedAccessException)
            {
                why = $"this user may make no control group under {place.Memory}";
            }
            catch (IOException e)
            {
                why = $"no group can be made under {place.Memory} ({e.Message.TrimEnd('.')})";
            }
        }

        return SystemdWorks() ? new LimitHolder(null, true, "") : new LimitHolder(null, false, why);
    }

    // Whether a shell gets into a group, which the sandbox's own shell will do too.
    private static bool Works(CgroupPlace place)
    {
        Cgroup group = place.Create(new SandboxLimits());
        try
        {
            return Run("/bin/sh", "-c", string.Concat(group.Joined.Select(file => $"echo 0 >'{file}' || exit 1\n")))
                == "";
        }
        finally
        {
            group.RemoveAsync().GetAwaiter().GetResult();
        }
    }

    // systemd takes limits also where it has no controller to set them: the group must say that it has one.
    private static bool SystemdWorks()
    {
        var limits = new SandboxLimits { MemoryBytes = 64 << 20 };
        string[] command = [.. new LimitHolder(null, true, "").Prefix(limits), "sh", "-c", ShowLimit];
        return File.Exists(SystemdRun)
            && Run(command[0], command[1..])?.Trim() == limits.MemoryBytes.ToString(CultureInfo.InvariantCulture);
    }

    // What a program says; null where it fails.
    private static string? Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        Task<string> said = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(10)))
            process.Kill(entireProcessTree: true);
        process.WaitForExit();
        return process.ExitCode == 0 ? said.GetAwaiter().GetResult() : null;
    }
}
