using System.Globalization;

namespace R1Workbook.Core.Rewards;

/// <summary>The ends of the cosine. The defaults are those of open-r1's and TRL's functions.</summary>
public sealed record CosineLengthSettings
{
    /// <summary>Reward of the shortest wrong completion. Default -1 (open-r1's training scripts: 0).</summary>
    public double MinValueWrong { get; init; } = -1;

    /// <summary>Reward of the longest wrong completion. Default -0.5.</summary>
    public double MaxValueWrong { get; init; } = -0.5;

    /// <summary>Reward of the longest right completion. Default 0.5.</summary>
    public double MinValueCorrect { get; init; } = 0.5;

    /// <summary>Reward of the shortest right completion. Default 1.</summary>
    public double MaxValueCorrect { get; init; } = 1;

    /// <summary>The length at which the curve ends. Default 1000, as open-r1.</summary>
    public int MaxLength { get; init; } = 1000;

    /// <summary>The unit of length. Default: tokens, as the paper and TRL; open-r1 measures characters.</summary>
    public LengthUnit Unit { get; init; } = LengthUnit.Tokens;

    /// <summary>Whether lengths beyond the maximum count as the maximum. open-r1 does not clamp, and rewards rise again
    /// beyond it.</summary>
    public bool Clamped { get; init; } = true;

    /// <summary>open-r1's form: characters, not clamped.</summary>
    public static CosineLengthSettings OpenR1 { get; } = new() { Unit = LengthUnit.Characters, Clamped = false };
}

/// <summary>
/// The cosine length reward (Yeo et al. 2025, arXiv 2502.03373, appendix C.1; TRL and open-r1,
/// <c>cosine_scaled_reward</c>): a right answer earns the more the shorter it is; a wrong one loses the less the longer
/// it is, so that a model that does not know goes on thinking.
/// </summary>
public static class CosineLengthReward
{
    private static readonly CosineLengthSettings Default = new();

    /// <summary>The reward of a length.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative or the maximum not positive.</exception>
    public static double Of(bool correct, int length, CosineLengthSettings? settings = null)
    {
        settings ??= Default;
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.MaxLength, nameof(settings));
        double progress = (double)length / settings.MaxLength;
        if (settings.Clamped)
            progress = Math.Min(progress, 1);
        (double longest, double shortest) = correct
            ? (settings.MinValueCorrect, settings.MaxValueCorrect)
            : (settings.MaxValueWrong, settings.MinValueWrong);
        return longest + 0.5 * (shortest - longest) * (1 + Math.Cos(progress * Math.PI));
    }

    /// <summary>The reward of a completion with its reason; null where its gold answer cannot be verified.</summary>
    /// <exception cref="ArgumentException">The length is asked for in tokens and they are not known.</exception>
    public static RewardExplanation Explain(RewardInput input, CosineLengthSettings? settings = null)
    {
        settings ??= Default;
        double? accuracy = input.Correct is { } known
            ? (known ? 1 : 0)
            : AccuracyReward.Of(input.Completion, input.Gold ?? "");
        if (accuracy is null)
            return new RewardExplanation(null, "the gold answer cannot be verified");
        int length = input.Length(settings.Unit);
        return new RewardExplanation(
            Of(accuracy == 1, length, settings),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(accuracy == 1 ? "right" : "wrong")}, {length} of {settings.MaxLength} "
                    + $"{(settings.Unit == LengthUnit.Tokens ? "tokens" : "characters")}{(settings.Clamped && length > settings.MaxLength ? ", clamped" : "")}"
            )
        );
    }
}
