using System.Globalization;
using R1Workbook.Core.Rewards.Rules;

namespace R1Workbook.Core.Rewards.Shape;

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
    /// <summary>The reward in the catalogue.</summary>
    [CatalogueEntry]
    public static RewardEntry Entry { get; } =
        RewardEntry.Each(
            "cosine_length",
            "cosine_scaled_reward",
            "Yeo et al. 2025, arXiv 2502.03373, appendix C.1; TRL, open-r1",
            "min_value_wrong=-1, max_value_wrong=-0.5, min_value_correct=0.5, max_value_correct=1, max_len=1000, unit, "
                + "clamped (tokens where they are known: clamped; characters: not)",
            Create
        );

    private static Func<RewardInput, RewardExplanation> Create(RewardArguments arguments)
    {
        CosineLengthSettings given = new()
        {
            MinValueWrong = arguments.Number("min_value_wrong", -1),
            MaxValueWrong = arguments.Number("max_value_wrong", -0.5),
            MinValueCorrect = arguments.Number("min_value_correct", 0.5),
            MaxValueCorrect = arguments.Number("max_value_correct", 1),
            MaxLength = arguments.Whole("max_len", 1000, least: 1),
        };
        // With tokens it is TRL's function, without them open-r1's.
        CosineLengthSettings tokens = given with
        {
            Unit = arguments.Unit(LengthUnit.Tokens),
            Clamped = arguments.Flag("clamped", true),
        };
        CosineLengthSettings characters = given with
        {
            Unit = arguments.Unit(LengthUnit.Characters),
            Clamped = arguments.Flag("clamped", false),
        };
        return input => Explain(input, input.TokenIds is null && input.TokenCount is null ? characters : tokens);
    }

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
                    + $"{(settings.Unit == LengthUnit.Tokens ? "tokens" : "characters")}"
                    + $"{(settings.Clamped && length > settings.MaxLength ? ", clamped" : "")}"
            )
        );
    }
}
