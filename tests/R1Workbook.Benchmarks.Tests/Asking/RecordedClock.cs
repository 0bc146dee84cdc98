namespace R1Workbook.Benchmarks.Tests.Asking;

/// <summary>A clock that stands still and waits for nothing: every wait is over at once, and is written down.</summary>
internal sealed class RecordedClock : TimeProvider
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The waits in the order in which they began, in ms.</summary>
    public List<double> Waits { get; } = [];

    public override DateTimeOffset GetUtcNow() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Add(dueTime.TotalMilliseconds);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
