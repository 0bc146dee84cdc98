using System.Globalization;
using R1Workbook.Core.Files;

namespace R1Workbook.Execution.Sandboxes.Cgroups;

/// <summary>
/// The control group of one sandbox. The kernel counts in it all memory that its processes bring about, also what
/// belongs to none of them: files in memory, pipes, sockets, tables of pages, names of files. Where it is full, the
/// kernel takes back what can be had again and then ends a process.
/// </summary>
internal sealed class Cgroup
{
    /// <summary>Processes of a sandbox beside the program's: bubblewrap's own two and the one that sets
    /// limits.</summary>
    public const int OwnTasks = 3;

    private const string Prefix = "r1-sandbox-";

    private static int Count;

    private readonly bool _unified;
    private readonly string _memory;
    private readonly string? _tasks;

    internal Cgroup(CgroupPlace place, SandboxLimits limits)
    {
        string name = string.Create(
            CultureInfo.InvariantCulture,
            $"{Prefix}{ProcessIdentity.Own}-{Interlocked.Increment(ref Count)}"
        );
        _unified = place.Unified;
        _memory = Directory.CreateDirectory(Path.Combine(place.Memory, name)).FullName;
        string most = Number(limits.MemoryBytes),
            tasks = Number(limits.Processes + OwnTasks);
        try
        {
            if (_unified)
            {
                _tasks = _memory;
                Set(_memory, "memory.max", most);
                SetWhereKnown(_memory, "memory.swap.max", "0");
                SetWhereKnown(_memory, "memory.oom.group", "1");
                Set(_memory, "pids.max", tasks);
                return;
            }
            Set(_memory, "memory.limit_in_bytes", most);
            SetWhereKnown(_memory, "memory.memsw.limit_in_bytes", most);
            if (place.Tasks is not null)
            {
                _tasks = Directory.CreateDirectory(Path.Combine(place.Tasks, name)).FullName;
                Set(_tasks, "pids.max", tasks);
            }
        }
        catch
        {
            TryRemove();
            throw;
        }
    }

    /// <summary>A process that writes 0 into each of these files is in the group, and all that it starts.</summary>
    public IReadOnlyList<string> Joined =>
        [
            .. new[] { _memory, _tasks }
                .OfType<string>()
                .Distinct()
                .Select(folder => Path.Combine(folder, "cgroup.procs")),
        ];

    /// <summary>Whether the kernel ended a process because the memory of the group was full.</summary>
    public bool RanOutOfMemory
    {
        get
        {
            string file = Path.Combine(_memory, _unified ? "memory.events" : "memory.oom_control");
            try
            {
                return File.ReadAllLines(file)
                    .Select(line => line.Split(' '))
                    .Any(line => line is ["oom_kill", not "0"]);
            }
            catch (IOException)
            {
                return false;
            }
        }
    }

    /// <summary>The most bytes that the group ever held; null where the system does not tell.</summary>
    public long? MostBytes => Counted(_unified ? "memory.peak" : "memory.max_usage_in_bytes");

    /// <summary>Takes away the groups of processes that have ended without doing so.</summary>
    /// <param name="place">Where they were made.</param>
    public static void ClearDead(CgroupPlace place)
    {
        foreach (string folder in new[] { place.Memory, place.Tasks }.OfType<string>().Distinct())
        {
            foreach (string group in Directory.EnumerateDirectories(folder, Prefix + "*"))
            {
                string name = Path.GetFileName(group)[Prefix.Length..];
                if (ProcessIdentity.Parse(name[..Math.Max(0, name.LastIndexOf('-'))]) is { IsDead: true })
                    TryRemove(group);
            }
        }
    }

    /// <summary>Takes the group away as soon as its last process has ended; where that takes over two seconds, a later
    /// process does it.</summary>
    public async Task RemoveAsync()
    {
        for (int tries = 0; tries < 200 && !TryRemove(); tries++)
            await Task.Delay(10).ConfigureAwait(false);
    }

    private bool TryRemove() => TryRemove(_memory) & (_tasks is null || _tasks == _memory || TryRemove(_tasks));

    private static bool TryRemove(string group)
    {
        try
        {
            if (Directory.Exists(group))
            {
                // What is left of files that were read is given back, or the group would live on unseen.
                SetWhereKnown(group, "memory.force_empty", "0");
                Directory.Delete(group);
            }
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private long? Counted(string name)
    {
        try
        {
            return long.Parse(File.ReadAllText(Path.Combine(_memory, name)), CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static void Set(string group, string name, string value) =>
        File.WriteAllText(Path.Combine(group, name), value);

    private static void SetWhereKnown(string group, string name, string value)
    {
        string file = Path.Combine(group, name);
        try
        {
            if (File.Exists(file))
                File.WriteAllText(file, value);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A refinement: the limit itself holds without it.
        }
    }
}
