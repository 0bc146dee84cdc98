using R1Workbook.Core.Grpo.Diagnostics;
using R1Workbook.Core.Grpo.Losses;

namespace R1Workbook.Core.Grpo;

/// <summary>The loss and all that led to it.</summary>
/// <param name="Loss">The loss, to be minimised.</param>
/// <param name="Gradient">[B][T] Its derivative by log π.</param>
/// <param name="Ratios">[B][T] The importance ratio before clipping.</param>
/// <param name="TokenLosses">[B][T] The loss of each token before the mask.</param>
/// <param name="Metrics">What it says about the batch.</param>
public sealed record GrpoLoss(
    double Loss,
    double[][] Gradient,
    double[][] Ratios,
    double[][] TokenLosses,
    GrpoMetrics Metrics
)
{
    /// <summary>The mean KL estimate over tokens, where the KL coefficient is not 0.</summary>
    public double Kl => Metrics.Kl;

    /// <summary>The share of tokens whose ratio lies below the clip range while their advantage is negative.</summary>
    public double ClippedLow => Metrics.Clip.Low;

    /// <summary>The share of tokens whose ratio lies above the clip range while their advantage is positive.</summary>
    public double ClippedHigh => Metrics.Clip.High;

    /// <summary>The share of tokens that clipping cut off: they have no policy gradient.</summary>
    public double Clipped => ClippedLow + ClippedHigh;
}

/// <summary>Group Relative Policy Optimization and its relatives on plain arrays: the reference that is read. The
/// trainer's tensor twin is tested against it.</summary>
public static class Grpo
{
    /// <summary>
    /// −min(ρ A, clip(ρ, 1 − ε, 1 + ε) A) + β k3 for each token, aggregated (version 1 of the paper, equations 1 and 2,
    /// page 5; R1 writes the ratio of whole completions, DeepSeekMath and every library take it token by token, which
    /// is the default here), and its gradient. Settings choose another surrogate, level, estimator or aggregation.
    /// </summary>
    /// <exception cref="ArgumentException">Shapes differ, or reference log-probabilities are missing where the KL
    /// coefficient is not 0.</exception>
    public static GrpoLoss Loss(GrpoBatch batch, GrpoSettings settings)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(settings);
        batch.Validate(settings);
        if (settings.Covariance is not null && batch.CovarianceTokens is null)
            batch = batch with { CovarianceTokens = CovarianceTokens.Of(batch, settings) };
        int rows = batch.LogProbs.Length;
        int[] lengths = [.. batch.Mask.Select(row => row.Count(kept => kept))];
        double[] weights = TokenWeight.Of(lengths, settings);
        CompletionLoss[] completions =
        [
            .. Enumerable.Range(0, rows).Select(b => new CompletionLoss(batch, settings, b)),
        ];
        double[][] gradient = new double[rows][];
        double loss = 0;
        for (int b = 0; b < rows; b++)
        {
            CompletionLoss completion = completions[b];
            bool padded = settings.PaddingCounts && settings.Aggregation == LossAggregation.SequenceSum;
            bool[] counted = padded ? [.. batch.Mask[b].Select(_ => true)] : batch.Mask[b];
            double weight = padded ? weights[b] * lengths[b] / Math.Max(1, counted.Length) : weights[b];
            gradient[b] = completion.Gradient(weight, counted);
            loss += weight * completion.Losses.Where((_, t) => counted[t]).Sum();
        }
        return new GrpoLoss(
            loss,
            gradient,
            [.. completions.Select(row => row.Ratios)],
            [.. completions.Select(row => row.Losses)],
            GrpoMetrics.Of(batch, settings, completions, gradient)
        );
    }
}
