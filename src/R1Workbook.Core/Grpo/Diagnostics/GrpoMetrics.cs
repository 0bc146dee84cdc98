using R1Workbook.Core.Grpo.Losses;

namespace R1Workbook.Core.Grpo.Diagnostics;

/// <summary>Shares of what the clip range touched: of tokens, or of completions where the ratio is that of a
/// completion.</summary>
/// <param name="Low">Ratio below the range, advantage negative: cut off, no gradient.</param>
/// <param name="High">Ratio above the range, advantage positive: cut off, no gradient.</param>
/// <param name="Dual">Cut off by the dual clip.</param>
/// <param name="Outside">Ratio outside the range, whatever the advantage.</param>
/// <param name="OutsidePositive">Outside with a positive advantage.</param>
/// <param name="OutsideNegative">Outside with a negative advantage.</param>
public sealed record ClipShares(
    double Low,
    double High,
    double Dual,
    double Outside,
    double OutsidePositive,
    double OutsideNegative
);

/// <summary>What a loss says about its batch.</summary>
/// <param name="Clip">What the clip range touched.</param>
/// <param name="Kl">The mean KL estimate over tokens, the importance ratio included where it corrects for bias; 0 where
/// the KL coefficient is.</param>
/// <param name="PolicyKl">The mean of log π_old − log π over tokens: how far the policy has left the one that
/// sampled.</param>
/// <param name="EffectiveShare">The share of tokens with a gradient: the batch that is really learned from.</param>
/// <param name="DroppedShare">The share of completions that the off-policy threshold left out.</param>
/// <param name="EmptyShare">The share of completions without a token.</param>
/// <param name="Entropy">The mean entropy over tokens; null where entropies are not known.</param>
/// <param name="TruncatedShare">The share of completions that ran into the length limit; null where it is not
/// known.</param>
public sealed record GrpoMetrics(
    ClipShares Clip,
    double Kl,
    double PolicyKl,
    double EffectiveShare,
    double DroppedShare,
    double EmptyShare,
    double? Entropy,
    double? TruncatedShare
)
{
    /// <summary>The share of tokens that a covariance control took.</summary>
    public double CovarianceShare { get; init; }

    internal static GrpoMetrics Of(GrpoBatch batch, GrpoSettings settings, CompletionLoss[] rows, double[][] gradient)
    {
        int completions = rows.Length;
        double tokens = Math.Max(1, batch.Mask.Sum(row => row.Count(kept => kept)));
        bool wholes = settings.Ratio is RatioLevel.Sequence or RatioLevel.Completion;

        double Share(Func<CompletionLoss, int, int, bool> of) =>
            wholes
                ? rows.Select((row, b) => row.Sides.Length > 0 && of(row, b, 0) ? 1.0 : 0).Sum() / completions
                : OverTokens((b, t) => of(rows[b], b, t) ? 1 : 0);

        double OverTokens(Func<int, int, double> of) =>
            batch.Mask.Select((row, b) => row.Select((kept, t) => kept ? of(b, t) : 0).Sum()).Sum() / tokens;

        var clip = new ClipShares(
            Share((row, b, t) => row.Sides[t] < 0 && batch.Advantage(b, t) < 0),
            Share((row, b, t) => row.Sides[t] > 0 && batch.Advantage(b, t) > 0),
            Share((row, _, t) => row.DualClipped[t]),
            Share((row, _, t) => row.Sides[t] != 0),
            Share((row, b, t) => row.Sides[t] != 0 && batch.Advantage(b, t) > 0),
            Share((row, b, t) => row.Sides[t] != 0 && batch.Advantage(b, t) < 0)
        );
        return new GrpoMetrics(
            clip,
            OverTokens((b, t) => rows[b].Kl[t]),
            rows.Sum(row => row.PolicyKl) / tokens,
            OverTokens((b, t) => gradient[b][t] != 0 ? 1 : 0),
            rows.Count(row => row.Dropped) / (double)completions,
            batch.Mask.Count(row => !row.Any(kept => kept)) / (double)completions,
            batch.Entropies is { } entropies ? OverTokens((b, t) => entropies[b][t]) : null,
            batch.Truncated is { } truncated ? truncated.Count(cut => cut) / (double)completions : null
        )
        {
            CovarianceShare = batch.CovarianceTokens is { } taken ? OverTokens((b, t) => taken[b][t] ? 1 : 0) : 0,
        };
    }
}
