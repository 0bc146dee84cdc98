namespace R1Workbook.Learning.Training.Policy;

/// <summary>What one pass over a rollout did.</summary>
/// <param name="Loss">The loss before it, the mean over its updates.</param>
/// <param name="Kl">The mean KL estimate over the trained tokens; 0 where no reference was used.</param>
/// <param name="GradientNorm">The length of the gradient before clipping, the mean over its updates.</param>
/// <param name="ClippedShare">Share of trained tokens whose ratio lies beyond the clip range on the side that their
/// advantage pushes to.</param>
/// <param name="SamplerMismatch">The largest |log π − log π_old| before the first update: how far sampler and trainer
/// disagree.</param>
/// <param name="TrainedShare">Share of completions that took part.</param>
public sealed record GrpoUpdateResult(
    double Loss,
    double Kl,
    double GradientNorm,
    double ClippedShare,
    double SamplerMismatch,
    double TrainedShare
)
{
    /// <summary>The part of <see cref="ClippedShare"/> below the range, with a negative advantage.</summary>
    public double ClippedLow { get; init; }

    /// <summary>The part of it above the range, with a positive advantage.</summary>
    public double ClippedHigh { get; init; }

    /// <summary>The effective batch: the share of all tokens, those of skipped completions included, that had a
    /// gradient.</summary>
    public double EffectiveShare { get; init; }

    /// <summary>Share of completions that ran into the length limit.</summary>
    public double TruncatedShare { get; init; }

    /// <summary>Share of completions without a token: they count in the divisor and teach nothing.</summary>
    public double EmptyShare { get; init; }

    /// <summary>The mean weight that corrects for the sampler; 1 where nothing is corrected.</summary>
    public double SamplerWeight { get; init; } = 1;

    /// <summary>Updates of the weights that were made.</summary>
    public int Updates { get; init; }

    /// <summary>Updates that were left out because nothing in their completions could be learned from.</summary>
    public int SkippedUpdates { get; init; }

    /// <summary>In every group all rewards were equal: every advantage is 0.</summary>
    public bool EqualRewards { get; init; }

    /// <summary>One line for the log where the loss of the first update is 0 or there was none; otherwise
    /// null.</summary>
    public string? Explanation { get; init; }
}
