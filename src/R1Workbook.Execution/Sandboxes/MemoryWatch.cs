using System.Globalization;

namespace R1Workbook.Execution.Sandboxes;

/// <summary>Adds up the memory of a process and of all that descend from it: the kernel's limits count each process
/// alone.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(50);

    private readonly Timer _timer;

    /// <summary>Looks every 50 ms until it is disposed.</summary>
    /// <param name="root">The process.</param>
    /// <param name="most">Most bytes.</param>
    /// <param name="exceeded">Called when they use more.</param>
    public MemoryWatch(int root, long most, Action exceeded) =>
        _timer = new Timer(
            _ =>
            {
                if (Resident(root) > most)
                    exceeded();
            },
            null,
            Every,
            Every
        );

    public void Dispose() => _timer.Dispose();

    private static long Resident(int root)
    {
        var children = new Dictionary<int, List<(int Id, long Pages)>>();
        foreach (string folder in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(path[6])))
        {
            try
            {
                // pid (name) state ppid ... rss is the 24th; the name may hold anything, so count from its last
                // bracket.
                string stat = File.ReadAllText(folder + "/stat");
                string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                int parent = int.Parse(fields[1], CultureInfo.InvariantCulture);
                if (!children.TryGetValue(parent, out List<(int, long)>? siblings))
                    children[parent] = siblings = [];
                siblings.Add(
                    (
                        int.Parse(folder.AsSpan(6), CultureInfo.InvariantCulture),
                        long.Parse(fields[21], CultureInfo.InvariantCulture)
                    )
                );
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It ended while it was looked at.
            }
        }

        long pages = 0;
        var open = new Queue<int>([root]);
        while (open.TryDequeue(out int id))
        {
            foreach ((int child, long resident) in children.GetValueOrDefault(id, []))
            {
                pages += resident;
                open.Enqueue(child);
            }
        }

        return pages * Environment.SystemPageSize;
    }
}
