using R1Workbook.Core.Grpo.Losses;

namespace R1Workbook.Core.Grpo;

/// <summary>The losses of the field by name, with the constants of their papers or of TRL and verl where a paper leaves
/// them open.</summary>
public static class LossPreset
{
    private static readonly GrpoSettings Gspo = new()
    {
        Ratio = RatioLevel.Sequence,
        ClipLow = 3e-4,
        ClipHigh = 4e-4,
    };

    private static readonly Dictionary<string, GrpoSettings> Presets = new(StringComparer.Ordinal)
    {
        // Version 1 of the paper, equation 1, as printed; ε = 10 and β = 0.001 from version 2, section 3.2.1.
        ["r1"] = new()
        {
            Ratio = RatioLevel.Completion,
            ClipLow = 10,
            ClipHigh = 10,
            KlCoefficient = 0.001,
        },
        ["grpo"] = new(),
        ["bnpo"] = new() { Aggregation = LossAggregation.TokenMean },
        ["dr_grpo"] = new() { Aggregation = LossAggregation.Constant },
        ["dapo"] = new() { Aggregation = LossAggregation.BatchTokens, ClipHigh = 0.28 },
        ["gspo"] = Gspo,
        ["gspo_token"] = Gspo with { Ratio = RatioLevel.SequenceToken },
        ["gmpo"] = new()
        {
            Surrogate = PolicySurrogate.Unclipped,
            Ratio = RatioLevel.ClippedSequence,
            ClipLow = 0.4,
            ClipHigh = 0.4,
        },
        // The weight is cut at 5, TRL's example, and not from below: 1 − ε = 0.
        ["cispo"] = new()
        {
            Surrogate = PolicySurrogate.Cispo,
            Aggregation = LossAggregation.BatchTokens,
            ClipLow = 1,
            ClipHigh = 4,
        },
        ["sapo"] = new() { Surrogate = PolicySurrogate.Sapo },
        ["luspo"] = new() { Ratio = RatioLevel.Sequence, Aggregation = LossAggregation.SequenceSum },
        ["vespo"] = new() { Surrogate = PolicySurrogate.Vespo, Aggregation = LossAggregation.BatchTokens },
        // RLOO and REINFORCE++ are advantages (LeaveOneOut, ReinforcePlusPlus) in these losses.
        ["rloo"] = new() { Surrogate = PolicySurrogate.Reinforce, Aggregation = LossAggregation.SequenceSum },
        ["reinforce"] = new() { Surrogate = PolicySurrogate.Reinforce, Aggregation = LossAggregation.TokenMean },
        ["reinforce_plus_plus"] = new() { Aggregation = LossAggregation.TokenMean },
        ["reinforce_plus_plus_baseline"] = new() { Aggregation = LossAggregation.TokenMean },
        ["gpg"] = new() { Surrogate = PolicySurrogate.Reinforce, Aggregation = LossAggregation.TokenMean },
        ["opo"] = new() { Aggregation = LossAggregation.TokenMean },
        ["clip_cov"] = new()
        {
            Aggregation = LossAggregation.TokenMean,
            Covariance = new() { Method = CovarianceMethod.Clip },
        },
        ["kl_cov"] = new()
        {
            Surrogate = PolicySurrogate.Unclipped,
            Aggregation = LossAggregation.TokenMean,
            Covariance = new() { Method = CovarianceMethod.Penalize },
        },
        ["ppo"] = new() { Aggregation = LossAggregation.TokenMean },
    };

    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["reinforce++"] = "reinforce_plus_plus",
        ["reinforce++-baseline"] = "reinforce_plus_plus_baseline",
        ["geo_mean"] = "gmpo",
    };

    /// <summary>All names.</summary>
    public static IReadOnlyCollection<string> Names => Presets.Keys;

    /// <summary>Names that stand for another: those that papers and libraries write otherwise.</summary>
    public static IReadOnlyDictionary<string, string> OtherNames => Aliases;

    /// <summary>The settings of a name.</summary>
    /// <exception cref="ArgumentException">There is no loss of that name.</exception>
    public static GrpoSettings Named(string name) =>
        Presets.TryGetValue(Aliases.GetValueOrDefault(name, name), out GrpoSettings? settings)
            ? settings
            : throw new ArgumentException(
                $"loss \"{name}\" is not known; {string.Join(", ", Names)} are.",
                nameof(name)
            );
}
