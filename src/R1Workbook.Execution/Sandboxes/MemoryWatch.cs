using R1Workbook.Execution.Sandboxes.Cgroups;

namespace R1Workbook.Execution.Sandboxes;

/// <summary>Looks every 50 ms whether a sandbox has used up its memory: where there is a control group, whether the
/// kernel had to end a process of it, otherwise what its processes hold together.</summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    private readonly Timer _timer;

    /// <summary>Looks until it is disposed of.</summary>
    /// <param name="root">The first process of the sandbox.</param>
    /// <param name="group">Its control group; null where there is none.</param>
    /// <param name="most">Most bytes.</param>
    /// <param name="exceeded">Called when they use more.</param>
    public MemoryWatch(int root, Cgroup? group, long most, Action exceeded) =>
        _timer = new Timer(
            _ =>
            {
                if (group?.RanOutOfMemory ?? MemoryUse.Of(root) > most)
                    exceeded();
            },
            null,
            Every,
            Every
        );

    /// <summary>The time between two looks.</summary>
    public static TimeSpan Every { get; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Looks no more. A look that is under way has ended afterwards: it may speak of a process that is then
    /// gone.</summary>
    public ValueTask DisposeAsync() => _timer.DisposeAsync();
}
