using R1Workbook.Core.Grpo;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Training;

/// <summary>The GRPO loss on tensors: the twin of <see cref="Grpo.Loss"/> in the core, which is the one to read, and equal to it.</summary>
public static class GrpoObjective
{
    /// <summary>
    /// The weight of each completion's tokens in the loss of the whole batch. Weights are taken over the batch, not over a micro-batch, so
    /// that the sum over micro-batches is the loss whatever their sizes.
    /// </summary>
    /// <param name="lengths">[B] Tokens of each completion.</param>
    /// <param name="settings">How token losses become one number.</param>
    /// <returns>[B]</returns>
    /// <exception cref="ArgumentException">There are no completions.</exception>
    public static double[] TokenWeights(IReadOnlyList<int> lengths, GrpoSettings settings)
    {
        ArgumentNullException.ThrowIfNull(lengths);
        ArgumentNullException.ThrowIfNull(settings);
        if (lengths.Count == 0) throw new ArgumentException("The batch is empty.", nameof(lengths));
        double tokens = Math.Max(1, lengths.Sum());
        return [.. lengths.Select(length => settings.Aggregation switch
        {
            LossAggregation.SequenceMean => 1.0 / (Math.Max(1, length) * (double)lengths.Count),
            LossAggregation.Constant => 1.0 / ((double)lengths.Count * settings.MaxCompletionLength),
            LossAggregation.TokenMean => 1 / tokens,
            _ => 1 / settings.TokensInBatch,
        })];
    }

    /// <summary>−min(ρ A, clip(ρ, 1 − ε, 1 + ε) A) + β k3 for each token (version 1 of the paper, equations 1 and 2, page 5).</summary>
    /// <param name="logProbs">[B, T] log π, with gradient.</param>
    /// <param name="oldLogProbs">[B, T] log π_old.</param>
    /// <param name="refLogProbs">[B, T] log π_ref; null where the KL coefficient is 0.</param>
    /// <param name="advantages">[B]</param>
    /// <param name="mask">[B, T] The completion mask, 1 or 0.</param>
    /// <param name="settings">Clip range, KL coefficient, level of the ratio.</param>
    /// <returns>Losses, ratios and k3, each [B, T].</returns>
    /// <exception cref="ArgumentException">Shapes differ, or reference log-probabilities are missing.</exception>
    public static (Tensor Losses, Tensor Ratios, Tensor? Kl) TokenLosses(
        Tensor logProbs, Tensor oldLogProbs, Tensor? refLogProbs, Tensor advantages, Tensor mask, GrpoSettings settings)
    {
        Validate(logProbs, oldLogProbs, refLogProbs, advantages, mask, settings);
        Tensor a = advantages.unsqueeze(1); // [B, 1]
        Tensor logRatio = logProbs.sub(oldLogProbs); // [B, T]
        Tensor lengths = mask.sum(1, keepdim: true).clamp_min(1); // [B, 1]
        Tensor mean = logRatio.mul(mask).sum(1, keepdim: true).div(lengths); // [B, 1]
        Tensor ratios = settings.Ratio switch // [B, T]
        {
            RatioLevel.Token => logRatio.exp(),
            RatioLevel.Sequence => mean.exp().expand_as(logProbs),
            // The value of the completion's ratio, the gradient of the token's log-probability.
            _ => logProbs.sub(logProbs.detach()).add(mean.detach()).exp(),
        };
        Tensor bounded = settings.RatioBound is { } bound ? ratios.clamp_max(bound) : ratios;
        Tensor losses = minimum(bounded.mul(a), ratios.clamp(1 - settings.ClipLow, 1 + settings.ClipHigh).mul(a)).neg(); // [B, T]
        if (settings.OffPolicyThreshold is { } threshold)
            losses = losses.mul(mean.detach().neg().gt(threshold).logical_and(a.lt(0)).logical_not().to_type(ScalarType.Float32));
        if (settings.KlCoefficient == 0) return (losses, ratios, null);
        Tensor difference = refLogProbs!.sub(logProbs); // [B, T]
        Tensor kl = difference.exp().sub(difference).sub(1); // [B, T] k3
        return (losses.add(kl.mul(settings.KlCoefficient)), ratios, kl);
    }

    private static void Validate(Tensor logProbs, Tensor oldLogProbs, Tensor? refLogProbs, Tensor advantages, Tensor mask, GrpoSettings settings)
    {
        ArgumentNullException.ThrowIfNull(logProbs);
        ArgumentNullException.ThrowIfNull(oldLogProbs);
        ArgumentNullException.ThrowIfNull(advantages);
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentNullException.ThrowIfNull(settings);
        if (logProbs.dim() != 2) throw new ArgumentException($"Log-probabilities are [B, T]; these have {logProbs.dim()} dimensions.", nameof(logProbs));
        Same(oldLogProbs, "old log-probabilities");
        Same(mask, "mask");
        if (refLogProbs is not null) Same(refLogProbs, "reference log-probabilities");
        else if (settings.KlCoefficient != 0) throw new ArgumentException("A KL coefficient other than 0 needs reference log-probabilities.", nameof(refLogProbs));
        if (advantages.dim() != 1 || advantages.shape[0] != logProbs.shape[0])
            throw new ArgumentException($"Advantages are [{string.Join(", ", advantages.shape)}] for {logProbs.shape[0]} completions.", nameof(advantages));

        void Same(Tensor other, string what)
        {
            if (!other.shape.SequenceEqual(logProbs.shape))
                throw new ArgumentException($"{what}: [{string.Join(", ", other.shape)}] where log-probabilities are [{string.Join(", ", logProbs.shape)}].", what);
        }
    }
}
