using R1Workbook.Learning.Training.Imitation;

namespace R1Workbook.Learning.Stages;

/// <summary>What rejection sampling did, as it stands among a record's results.</summary>
/// <param name="Sampled">Completions drawn.</param>
/// <param name="Kept">Those kept.</param>
/// <param name="Dropped">Those dropped, by filter in their order.</param>
public sealed record RejectionFigures(int Sampled, int Kept, IReadOnlyDictionary<string, int> Dropped)
{
    /// <summary>The figures of a result.</summary>
    /// <param name="result">The result.</param>
    public static RejectionFigures Of(RejectionResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new RejectionFigures(
            result.Sampled,
            result.Kept.Length,
            result.Dropped.ToDictionary(drop => drop.Filter, drop => drop.Dropped)
        );
    }
}
