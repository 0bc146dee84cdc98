using System.Globalization;

namespace R1Workbook.Execution.Sandboxes.Cgroups;

/// <summary>A folder of the system's control groups in which this process may make groups of its own.</summary>
/// <param name="Unified">Whether it is of version 2; else of version 1.</param>
/// <param name="Memory">The folder under which groups that limit memory are made.</param>
/// <param name="Tasks">The folder for groups that limit processes; in version 2 the same. Null where there is
/// none.</param>
internal sealed record CgroupPlace(bool Unified, string Memory, string? Tasks)
{
    private const string OwnLeaf = "r1-workbook";

    /// <summary>The places that can be tried, best first.</summary>
    /// <param name="mounts">Where this process stands.</param>
    public static IEnumerable<CgroupPlace> Candidates(CgroupMounts mounts)
    {
        if (mounts is { Unified: { } unified, UnifiedTop: { } top })
        {
            // Groups that hold processes cannot limit their children, so the one above is the first to be asked; it is
            // writable where the system has delegated it.
            string above = unified.Length > top.Length ? Path.GetDirectoryName(unified)! : unified;
            foreach (string folder in new[] { above, unified, top }.Distinct())
            {
                if (Controls(folder) || (folder == unified && Enable(folder)))
                    yield return new CgroupPlace(true, folder, folder);
            }
        }
        if (mounts.Memory is { } memory)
            yield return new CgroupPlace(false, memory, mounts.Tasks);
    }

    /// <summary>Makes the group of one sandbox.</summary>
    /// <param name="limits">Memory, and processes and threads.</param>
    /// <exception cref="IOException">The system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not.</exception>
    public Cgroup Create(SandboxLimits limits) => new(this, limits);

    // Whether the children of the folder are limited in memory and processes.
    private static bool Controls(string folder)
    {
        try
        {
            string[] controllers = File.ReadAllText(Path.Combine(folder, "cgroup.subtree_control")).Split();
            return controllers.Contains("memory") && controllers.Contains("pids");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Where the group is this process's alone (a container that runs nothing else), it moves into a leaf, and the
    // group is then free to limit others.
    private static bool Enable(string folder)
    {
        string control = Path.Combine(folder, "cgroup.subtree_control"),
            processes = Path.Combine(folder, "cgroup.procs");
        try
        {
            string[] offered = File.ReadAllText(Path.Combine(folder, "cgroup.controllers")).Split();
            if (!offered.Contains("memory") || !offered.Contains("pids"))
                return false;
            string[] inside = File.ReadAllText(processes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (inside.Length > 0)
            {
                HashSet<string> own =
                [
                    .. Ancestry.OfThisProcess().Select(id => id.ToString(CultureInfo.InvariantCulture)),
                ];
                if (!inside.All(own.Contains))
                    return false;
                string leaf = Directory.CreateDirectory(Path.Combine(folder, OwnLeaf)).FullName;
                foreach (string process in inside)
                    File.WriteAllText(Path.Combine(leaf, "cgroup.procs"), process);
            }
            File.WriteAllText(control, "+memory +pids");
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
