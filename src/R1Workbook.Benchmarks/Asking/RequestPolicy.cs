namespace R1Workbook.Benchmarks.Asking;

/// <summary>How patiently and how often a model is asked.</summary>
public sealed record RequestPolicy
{
    /// <summary>Most requests that begin within a minute, evenly spread; 0: as many as come.</summary>
    public double RequestsPerMinute { get; init; }

    /// <summary>How often one question is asked where the model fails for a while.</summary>
    public int Tries { get; init; } = 6;

    /// <summary>How long is waited before the second try; each further wait is twice as long, unless the server says
    /// how long.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait that doubling leads to.</summary>
    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether answers come in pieces: a long answer then keeps its connection alive, and a time limit counts
    /// silence (<see cref="ModelEndpoint.Timeout"/>).</summary>
    public bool Streaming { get; init; }

    /// <summary>Checks that every number is possible.</summary>
    /// <exception cref="ArgumentException">One is not; the message names it.</exception>
    public void Validate()
    {
        if (RequestsPerMinute is not (>= 0 and < double.PositiveInfinity))
        {
            throw new ArgumentException(
                $"{RequestsPerMinute} requests a minute are impossible; it is 0 for no limit, or positive."
            );
        }

        if (Tries < 1)
            throw new ArgumentException($"{Tries} tries are impossible; at least one is made.");
        if (Backoff < TimeSpan.Zero || LongestBackoff < TimeSpan.Zero)
            throw new ArgumentException("a wait before the next try is never negative.");
    }
}
