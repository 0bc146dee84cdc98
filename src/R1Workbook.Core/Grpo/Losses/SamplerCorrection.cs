namespace R1Workbook.Core.Grpo.Losses;

/// <summary>What is done with importance weights of a sampler that is not quite the trained model.</summary>
public enum SamplerCorrectionMode
{
    /// <summary>Weights of tokens, cut to the range.</summary>
    TokenTruncate,

    /// <summary>Weights of tokens; 0 outside the range.</summary>
    TokenMask,

    /// <summary>The weight of the completion, cut to the range.</summary>
    SequenceTruncate,

    /// <summary>The weight of the completion; 0 outside the range.</summary>
    SequenceMask,
}

/// <summary>
/// Corrects for a sampler whose probabilities differ from the trainer's (another engine, another precision): weights
/// π_old / π_sampler, bounded because a product of many ratios is not (TRL, <c>vllm_importance_sampling_mode</c>; its
/// defaults are SequenceMask and 3).
/// </summary>
public static class SamplerCorrection
{
    /// <summary>The weights for <see cref="GrpoBatch.SamplerWeights"/>.</summary>
    /// <param name="old">[B][T] log π_old, by the trainer.</param>
    /// <param name="sampler">[B][T] log π by the sampler.</param>
    /// <param name="mask">[B][T] The completion mask; padding has weight 1.</param>
    /// <param name="mode">By token or by completion, cut or masked.</param>
    /// <param name="high">The upper end of the range; none where null.</param>
    /// <param name="low">The lower end; none where null.</param>
    /// <returns>[B][T], or [B][1] for the modes of completions.</returns>
    public static double[][] Weights(
        double[][] old,
        double[][] sampler,
        bool[][] mask,
        SamplerCorrectionMode mode,
        double? high = 3,
        double? low = null
    )
    {
        bool sequence = mode is SamplerCorrectionMode.SequenceTruncate or SamplerCorrectionMode.SequenceMask;
        bool masks = mode is SamplerCorrectionMode.TokenMask or SamplerCorrectionMode.SequenceMask;
        double most = high ?? double.PositiveInfinity,
            least = low ?? double.NegativeInfinity;
        return
        [
            .. mask.Select(
                (row, b) =>
                {
                    double[] logs = [.. row.Select((kept, t) => kept ? old[b][t] - sampler[b][t] : 0)];
                    return (sequence ? [logs.Sum()] : logs).Select(log => Bounded(Math.Exp(log))).ToArray();
                }
            ),
        ];

        double Bounded(double weight) =>
            masks ? (weight < least || weight > most ? 0 : weight) : Math.Clamp(weight, least, most);
    }
}

/// <summary>How rollouts of a sampler that is not quite the trained model are weighted.</summary>
public sealed record SamplerCorrectionSettings
{
    /// <summary>By token or by completion, cut or masked. Cut weights of tokens are truncated importance sampling (Yao
    /// et al. 2025, "Your efficient RL framework secretly brings you off-policy RL training").</summary>
    public SamplerCorrectionMode Mode { get; init; } = SamplerCorrectionMode.TokenTruncate;

    /// <summary>The upper end of the range, C; none where null. (Yao et al. and verl: 2; TRL: 3.)</summary>
    public double? High { get; init; } = 2;

    /// <summary>The lower end; none where null.</summary>
    public double? Low { get; init; }
}
