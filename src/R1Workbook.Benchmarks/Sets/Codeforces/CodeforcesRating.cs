namespace R1Workbook.Benchmarks.Sets.Codeforces;

/// <summary>
/// The rating that a place in a contest is worth. DeepSeek did not publish its formula; this is CodeElo's (Quan et al.
/// 2025, arXiv 2501.01257): the rating r at which as many are expected to do better as the place says, m = Σ 1 / (1 +
/// 10^((r − rᵢ)/400)), from which Codeforces' own rating system starts too.
/// </summary>
public static class CodeforcesRating
{
    /// <summary>The place that a rating is expected to take.</summary>
    public static double ExpectedRank(double rating, IEnumerable<double> participants) =>
        participants.Sum(other => 1 / (1 + Math.Pow(10, (rating - other) / 400)));

    /// <summary>The rating whose expected place is <paramref name="rank"/>.</summary>
    /// <param name="rank">The place, from 1. The last place has no finite rating and is taken for half a place
    /// better.</param>
    /// <param name="participants">The ratings of those who took part.</param>
    /// <exception cref="ArgumentException">Nobody took part.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The place is less than 1.</exception>
    public static double OfRank(double rank, IReadOnlyList<double> participants)
    {
        if (participants.Count == 0)
            throw new ArgumentException("nobody took part in the contest.", nameof(participants));
        ArgumentOutOfRangeException.ThrowIfLessThan(rank, 1);
        rank = Math.Min(rank, participants.Count - 0.5);
        double low = -10_000,
            high = 20_000;
        while (high - low > 1e-9)
        {
            double middle = (low + high) / 2;
            if (ExpectedRank(middle, participants) > rank)
                low = middle;
            else
                high = middle;
        }
        return (low + high) / 2;
    }

    /// <summary>The share of people whose rating is lower, 0 to 100.</summary>
    /// <exception cref="ArgumentException">There are no people.</exception>
    public static double Percentile(double rating, IReadOnlyList<double> people) =>
        people.Count > 0
            ? 100.0 * people.Count(other => other < rating) / people.Count
            : throw new ArgumentException("a percentile among nobody is not defined.", nameof(people));
}
