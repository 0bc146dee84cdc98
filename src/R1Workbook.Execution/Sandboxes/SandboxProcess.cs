using System.Collections.Concurrent;
using System.Diagnostics;
using R1Workbook.Execution.Sandboxes.Cgroups;

namespace R1Workbook.Execution.Sandboxes;

/// <summary>Starts the process of a sandbox and makes sure that nothing of it outlives its run.</summary>
internal static class SandboxProcess
{
    /// <summary>Where the programs that make a sandbox are looked for.</summary>
    public const string Path = "/usr/bin:/bin:/usr/sbin:/sbin";

    private static readonly BlockingCollection<Action> Starts = Serve();

    /// <summary>How a command line is started: with pipes for the standard streams and an empty environment.</summary>
    /// <param name="arguments">The program and its arguments.</param>
    public static ProcessStartInfo Info(string[] arguments)
    {
        var start = new ProcessStartInfo(arguments[0], arguments.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Path;
        foreach ((string name, string value) in LimitHolder.Here.Variables)
            start.Environment[name] = value;
        return start;
    }

    /// <summary>Starts a process.</summary>
    /// <remarks>
    /// From a thread that never ends: bubblewrap dies with its parent, and to the kernel the parent is the thread that
    /// started it; a thread of the pool may end at any time.
    /// </remarks>
    public static Task<Process> StartAsync(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() =>
        {
            try
            {
                SandboxInheritance.LeaveDescriptors();
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception e)
            {
                started.SetException(e);
            }
        });
        return started.Task;
    }

    /// <summary>Kills the first process of a sandbox where it outlived the one that started it: with it dies all that
    /// is in the sandbox.</summary>
    /// <param name="name">The host name of the sandbox, which stands on its command line.</param>
    public static void KillRest(string name)
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(path[6])))
        {
            try
            {
                if (File.ReadAllText(folder + "/cmdline").Contains(name, StringComparison.Ordinal))
                {
                    using var process = Process.GetProcessById(
                        int.Parse(folder.AsSpan(6), System.Globalization.CultureInfo.InvariantCulture)
                    );
                    process.Kill();
                }
            }
            catch (Exception e)
                when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
            {
                // It has ended.
            }
        }
    }

    private static BlockingCollection<Action> Serve()
    {
        var starts = new BlockingCollection<Action>();
        new Thread(() =>
        {
            // A keyring belongs to a thread, and to what that thread starts.
            SandboxInheritance.LeaveKeyring();
            foreach (Action start in starts.GetConsumingEnumerable())
                start();
        })
        {
            IsBackground = true,
            Name = "sandboxes",
        }.Start();
        return starts;
    }
}
