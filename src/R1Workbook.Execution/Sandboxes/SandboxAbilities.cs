using System.Diagnostics;
using System.Globalization;
using R1Workbook.Execution.Sandboxes.Cgroups;

namespace R1Workbook.Execution.Sandboxes;

/// <summary>What the sandbox of this machine can hold, and what it cannot.</summary>
internal static class SandboxAbilities
{
    private static readonly Lazy<string> BubblewrapHelp = new(Help);

    private static int Told;

    /// <summary>Whether this bubblewrap can forbid further user namespaces.</summary>
    public static bool DisablesUserNamespaces =>
        BubblewrapHelp.Value.Contains("--disable-userns", StringComparison.Ordinal);

    /// <summary>One entry for each limit.</summary>
    /// <param name="holder">Who holds memory and processes.</param>
    public static IReadOnlyList<SandboxLimitState> Of(LimitHolder holder)
    {
        bool filtered = SystemCallFilter.Bytes is not null;
        string group =
            holder.Systemd ? "held by a control group that systemd makes"
            : holder.Place is { Unified: true } ? "held by a control group (version 2)"
            : "held by a control group (version 1)";
        return
        [
            holder.IsKernel
                ? new("memory", true, group)
                : new(
                    "memory",
                    false,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"of one process held by the kernel; of several together added up every "
                            + $"{MemoryWatch.Every.TotalMilliseconds:0} ms, so it can pass its limit for a moment"
                    ) + $": {holder.Why}"
                ),
            new(
                "processes",
                true,
                holder.Systemd || holder.Place?.Tasks is not null
                    ? group
                    : "held by the kernel's limit of processes of a user"
            ),
            new("time", true, "held by a clock; processor time of one process by the kernel"),
            new("files", true, "held by the size of the file systems in memory"),
            filtered
                ? new("system calls", true, "held by a filter")
                : new(
                    "system calls",
                    false,
                    "cannot be held: the filter exists for x86-64 and ARM64. Memory files, System V memory and large "
                        + "buffers are not counted"
                ),
            DisablesUserNamespaces || filtered
                ? new(
                    "user namespaces",
                    true,
                    DisablesUserNamespaces ? "none can be made (--disable-userns)" : "none can be made (the filter)"
                )
                : new("user namespaces", false, "cannot be held: this bubblewrap has no --disable-userns (0.8 has)"),
        ];
    }

    /// <summary>Says once in the life of a process, in one line, which limits cannot be held.</summary>
    /// <param name="holder">Who holds memory and processes.</param>
    /// <param name="say">Takes the line.</param>
    public static void TellOnce(LimitHolder holder, Action<string> say)
    {
        if (Interlocked.Exchange(ref Told, 1) == 0 && Line(holder) is { } line)
            say(line);
    }

    /// <summary>One line on the limits that cannot be held; null where all are.</summary>
    /// <param name="holder">Who holds memory and processes.</param>
    public static string? Line(LimitHolder holder)
    {
        string[] open = [.. Of(holder).Where(limit => !limit.Holds).Select(limit => $"{limit.Limit} {limit.How}")];
        return open.Length == 0
            ? null
            : "Sandbox: not all limits are held here: " + string.Join("; ", open) + ". r1 doctor says more.";
    }

    private static string Help()
    {
        using var process = Process.Start(
            new ProcessStartInfo("bwrap", ["--help"]) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string help = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return help + errors.GetAwaiter().GetResult();
    }
}
