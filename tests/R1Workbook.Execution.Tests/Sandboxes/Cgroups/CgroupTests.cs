using R1Workbook.Execution.Sandboxes;
using R1Workbook.Execution.Sandboxes.Cgroups;

namespace R1Workbook.Execution.Tests.Sandboxes.Cgroups;

/// <summary>Where groups are made and what is written into them, on trees of plain files that look like the
/// system's.</summary>
public sealed class CgroupTests : IDisposable
{
    private readonly string _top = Directory.CreateTempSubdirectory("r1-cgroup-test-").FullName;

    public void Dispose() => Directory.Delete(_top, recursive: true);

    [Fact]
    public void A_desktops_group_is_found_in_the_unified_hierarchy()
    {
        string own = Folder("user.slice/app.slice/terminal.scope");

        Assert.Equal(
            new CgroupMounts(own, _top, null, null),
            CgroupMounts.Read(
                $"30 23 0:26 / {_top} rw,nosuid - cgroup2 cgroup2 rw\n31 23 0:27 / /proc rw - proc proc rw\n",
                "0::/user.slice/app.slice/terminal.scope\n"
            )
        );
    }

    [Fact]
    public void A_containers_group_is_found_below_the_root_of_its_mount()
    {
        string memory = Folder("memory/inner"),
            tasks = Folder("pids");

        Assert.Equal(
            new CgroupMounts(null, null, memory, tasks),
            CgroupMounts.Read(
                $"40 23 0:30 /docker/7f {_top}/memory ro - cgroup cgroup rw,memory\n"
                    + $"41 23 0:31 / {_top}/pids rw - cgroup cgroup rw,pids\n",
                "8:pids:/gone\n4:memory:/docker/7f/inner\n1:name=systemd:/\n"
            )
        );
    }

    [Fact]
    public void The_group_above_is_asked_where_it_is_delegated_and_limits_its_children()
    {
        string own = Folder("app.slice/terminal.scope");
        Control(Path.Combine(_top, "app.slice"), offered: "cpu memory pids", given: "memory pids");
        Control(own, offered: "memory pids", given: "");

        Assert.Equal(
            Path.Combine(_top, "app.slice"),
            CgroupPlace.Candidates(new CgroupMounts(own, _top, null, null)).First().Memory
        );
    }

    [Fact]
    public void A_group_with_processes_of_others_is_left_alone()
    {
        string own = Folder("own");
        Control(own, offered: "memory pids", given: "");
        File.WriteAllText(Path.Combine(own, "cgroup.procs"), "1\n999999999\n");

        Assert.Empty(CgroupPlace.Candidates(new CgroupMounts(own, _top, null, null)));
        Assert.Equal("", File.ReadAllText(Path.Combine(own, "cgroup.subtree_control")));
    }

    [Fact]
    public void A_container_of_ones_own_moves_into_a_leaf_and_limits_the_rest()
    {
        Control(_top, offered: "memory pids", given: "");
        File.WriteAllText(Path.Combine(_top, "cgroup.procs"), $"{Environment.ProcessId}\n");
        Folder("r1-workbook");

        CgroupPlace place = Assert.Single(CgroupPlace.Candidates(new CgroupMounts(_top, _top, null, null)));
        Assert.Equal(new CgroupPlace(true, _top, _top), place);
        Assert.Equal("+memory +pids", File.ReadAllText(Path.Combine(_top, "cgroup.subtree_control")));
        Assert.Equal($"{Environment.ProcessId}", File.ReadAllText(Path.Combine(_top, "r1-workbook", "cgroup.procs")));
    }

    [Fact]
    public void A_group_limits_memory_and_processes_and_one_file_joins_it()
    {
        Cgroup group = new CgroupPlace(true, _top, _top).Create(
            new SandboxLimits { MemoryBytes = 100 << 20, Processes = 20 }
        );

        string file = Assert.Single(group.Joined),
            folder = Path.GetDirectoryName(file)!;
        Assert.Equal("104857600", File.ReadAllText(Path.Combine(folder, "memory.max")));
        Assert.Equal("23", File.ReadAllText(Path.Combine(folder, "pids.max")));
        Assert.False(group.RanOutOfMemory);
        File.WriteAllText(Path.Combine(folder, "memory.events"), "low 0\noom 1\noom_kill 1\noom_group_kill 0\n");
        Assert.True(group.RanOutOfMemory);
    }

    [Fact]
    public void The_group_of_a_dead_process_is_taken_away_and_of_a_living_one_left()
    {
        // The number of a process that ran once: the start time is another's.
        string space = R1Workbook.Core.Files.ProcessIdentity.Own.Space.ToString(
            System.Globalization.CultureInfo.InvariantCulture
        );
        string dead = Folder($"r1-sandbox-{Environment.ProcessId}-1-{space}-7"),
            living = Folder($"r1-sandbox-{R1Workbook.Core.Files.ProcessIdentity.Own}-7"),
            elsewhere = Folder($"r1-sandbox-{Environment.ProcessId}-1-12345-7"),
            strange = Folder("r1-sandbox-x");
        Cgroup.ClearDead(new CgroupPlace(true, _top, _top));

        Assert.Equal([false, true, true, true], new[] { dead, living, elsewhere, strange }.Select(Directory.Exists));
    }

    [Fact]
    public void What_cannot_be_held_is_one_line_and_names_the_reason()
    {
        string line = Assert.IsType<string>(SandboxAbilities.Line(new LimitHolder(null, false, "no group here")));
        Assert.Contains("memory", line, StringComparison.Ordinal);
        Assert.Contains("every 50 ms", line, StringComparison.Ordinal);
        Assert.Contains("no group here", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
        Assert.Null(SandboxAbilities.Line(new LimitHolder(new CgroupPlace(true, _top, _top), false, "")));
    }

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_top, name)).FullName;

    private static void Control(string folder, string offered, string given)
    {
        File.WriteAllText(Path.Combine(folder, "cgroup.controllers"), offered + "\n");
        File.WriteAllText(Path.Combine(folder, "cgroup.subtree_control"), given.Length == 0 ? "" : given + "\n");
        File.WriteAllText(Path.Combine(folder, "cgroup.procs"), "");
    }
}
