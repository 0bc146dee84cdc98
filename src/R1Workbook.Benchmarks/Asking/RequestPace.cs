namespace R1Workbook.Benchmarks.Asking;

/// <summary>Lets requests begin one after the other at a pace, and holds all of them back where the server asks for a
/// pause.</summary>
/// <param name="requestsPerMinute">Most of them within a minute; 0: no pace.</param>
/// <param name="clock">Says how late it is, and waits.</param>
internal sealed class RequestPace(double requestsPerMinute, TimeProvider clock)
{
    private readonly TimeSpan _interval =
        requestsPerMinute > 0 ? TimeSpan.FromMinutes(1 / requestsPerMinute) : TimeSpan.Zero;
    private readonly Lock _gate = new();
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>Waits for one's turn.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow(),
            turn;
        lock (_gate)
        {
            turn = _next > now ? _next : now;
            _next = turn + _interval;
        }
        if (turn > now)
            await Task.Delay(turn - now, clock, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets nothing begin for a while.</summary>
    public void Hold(TimeSpan pause)
    {
        lock (_gate)
        {
            DateTimeOffset until = clock.GetUtcNow() + pause;
            if (until > _next)
                _next = until;
        }
    }
}
