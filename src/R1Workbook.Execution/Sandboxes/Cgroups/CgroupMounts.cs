namespace R1Workbook.Execution.Sandboxes.Cgroups;

/// <summary>Where this process stands in the hierarchies of control groups that are mounted here.</summary>
/// <param name="Unified">The folder of its group of version 2; null where there is none.</param>
/// <param name="UnifiedTop">Where version 2 is mounted.</param>
/// <param name="Memory">The folder of its group in version 1's hierarchy of memory; null where there is none.</param>
/// <param name="Tasks">The folder of its group in version 1's hierarchy of processes; null where there is none.</param>
internal sealed record CgroupMounts(string? Unified, string? UnifiedTop, string? Memory, string? Tasks)
{
    /// <summary>Those of this process.</summary>
    public static CgroupMounts Own() =>
        Read(File.ReadAllText("/proc/self/mountinfo"), File.ReadAllText("/proc/self/cgroup"));

    /// <summary>Reads what the kernel says of a process.</summary>
    /// <param name="mounts">Its <c>mountinfo</c>: number, parent, device, root, mount point, ..., " - ", type, source,
    /// options.</param>
    /// <param name="groups">Its <c>cgroup</c>: number, controllers and path, with colons between them.</param>
    public static CgroupMounts Read(string mounts, string groups)
    {
        (string Type, string[] Options, string Root, string Point)[] mounted =
        [
            .. mounts
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(" - "))
                .Where(line => line.Length == 2)
                .Select(line => (Left: line[0].Split(' '), Right: line[1].Split(' ')))
                .Where(line => line.Left.Length > 4 && line.Right.Length > 2)
                .Select(line => (line.Right[0], line.Right[2].Split(','), line.Left[3], Unescaped(line.Left[4]))),
        ];
        (string Controllers, string Path)[] own =
        [
            .. groups
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(':', 3))
                .Where(line => line.Length == 3)
                .Select(line => (line[1], line[2])),
        ];
        string? Folder(Func<(string Type, string[] Options, string Root, string Point), bool> isIt, string controller)
        {
            (_, _, string root, string point) = mounted.FirstOrDefault(isIt);
            string? path = own.FirstOrDefault(group =>
                controller.Length == 0
                    ? group.Controllers.Length == 0
                    : group.Controllers.Split(',').Contains(controller)
            ).Path;
            return point is null || path is null ? null : Within(point, root, path);
        }

        return new CgroupMounts(
            Folder(mount => mount.Type == "cgroup2", ""),
            mounted.FirstOrDefault(mount => mount.Type == "cgroup2").Point,
            Folder(mount => mount.Type == "cgroup" && mount.Options.Contains("memory"), "memory"),
            Folder(mount => mount.Type == "cgroup" && mount.Options.Contains("pids"), "pids")
        );
    }

    // A container sees a part of the hierarchy, whose root is a path of the whole; the group's path may be of either.
    private static string Within(string point, string root, string path)
    {
        string below =
            root != "/" && (path == root || path.StartsWith(root + "/", StringComparison.Ordinal))
                ? path[root.Length..]
                : path;
        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(point + below));
        return folder.StartsWith(point, StringComparison.Ordinal) && Directory.Exists(folder) ? folder : point;
    }

    private static string Unescaped(string path) => path.Replace("\\040", " ", StringComparison.Ordinal);
}
