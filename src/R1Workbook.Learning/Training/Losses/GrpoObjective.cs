using R1Workbook.Core.Grpo;
using R1Workbook.Core.Grpo.Losses;
using R1Workbook.Learning.Decoders;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Training.Losses;

/// <summary>What became of a batch.</summary>
/// <param name="Losses">[B, T] The loss of each token before mask and weight.</param>
/// <param name="Ratios">[B, T] The importance ratio before clipping.</param>
/// <param name="Kl">[B, T] The KL estimate; null where the KL coefficient is 0.</param>
/// <param name="Below">[B, T] Whether the ratio lies below the clip range.</param>
/// <param name="Above">[B, T] Whether it lies above.</param>
public sealed record GrpoTokenLosses(Tensor Losses, Tensor Ratios, Tensor? Kl, Tensor Below, Tensor Above);

/// <summary>The losses of the GRPO family on tensors: the twin of <see cref="Grpo.Loss"/> in the core, which is the one
/// to read, and equal to it.</summary>
public static class GrpoObjective
{
    /// <summary>The loss of a whole batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="settings">Which loss.</param>
    /// <returns>The loss, a scalar.</returns>
    /// <exception cref="ArgumentException">Shapes differ, or reference log-probabilities are missing.</exception>
    public static Tensor Loss(GrpoTensors batch, GrpoSettings settings)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(settings);
        // [B]
        int[] lengths = [.. batch.Mask.sum(1).to_type(ScalarType.Int64).data<long>().Select(length => (int)length)];
        double[] weights = TokenWeight.Of(lengths, settings); // [B]
        Tensor losses = TokenLosses(batch, settings).Losses; // [B, T]
        bool padded = settings.PaddingCounts && settings.Aggregation == LossAggregation.SequenceSum;
        if (padded)
            weights = [.. weights.Select((weight, b) => weight * lengths[b] / Math.Max(1, losses.shape[1]))];
        return Sum(
            losses,
            padded ? ones_like(batch.Mask) : batch.Mask,
            tensor(weights, dtype: losses.dtype, device: losses.device)
        );
    }

    /// <summary>
    /// Σ w_b Σ_t ℓ_bt over the tokens of the mask. With the weights of the whole batch (<see cref="TokenWeight"/>) the
    /// sum over micro-batches is the loss of the batch, whatever their sizes.
    /// </summary>
    /// <param name="losses">[B, T]</param>
    /// <param name="mask">[B, T] 1 or 0.</param>
    /// <param name="weights">[B]</param>
    /// <returns>A scalar.</returns>
    public static Tensor Sum(Tensor losses, Tensor mask, Tensor weights)
    {
        ArgumentNullException.ThrowIfNull(losses);
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentNullException.ThrowIfNull(weights);
        // Padding may hold anything; 0 times infinity would not be 0.
        return losses.masked_fill(mask.eq(KeptScalar.Of(0)), KeptScalar.Of(0)).mul(weights.unsqueeze(1)).sum();
    }

    /// <summary>The loss of each token: surrogate, off-policy threshold, sampler weights, KL term.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="settings">Which loss.</param>
    /// <exception cref="ArgumentException">Shapes differ, or reference log-probabilities are missing.</exception>
    public static GrpoTokenLosses TokenLosses(GrpoTensors batch, GrpoSettings settings)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(settings);
        batch.Validate(settings);
        Tensor padding = batch.Mask.eq(KeptScalar.Of(0)); // [B, T]
        Tensor logProbs = Clean(batch.LogProbs); // [B, T]
        Tensor mask = batch.Mask.to_type(logProbs.dtype); // [B, T]
        Tensor old = batch.OldLogProbs is { } given ? Clean(given) : logProbs.detach(); // [B, T]
        Tensor advantages = (batch.Advantages.dim() == 1 ? batch.Advantages.unsqueeze(1) : batch.Advantages).expand_as(
            logProbs
        ); // [B, T]
        Tensor lengths = mask.sum(1, keepdim: true).clamp_min(KeptScalar.One); // [B, 1]
        Tensor logRatio = logProbs.Minus(old); // [B, T]
        (Tensor logs, Tensor? below, Tensor? above) = RatioTensor.Logs(logRatio, mask, advantages, settings);
        Tensor ratios = logs.exp(); // [B, T]
        Tensor? completionWeights =
            settings.Surrogate == PolicySurrogate.Vespo
                ? LogCompletionWeights(batch, logRatio.detach(), mask, settings)
                : null; // [B, 1]
        Tensor losses = SurrogateTensor.Losses(ratios, logProbs, advantages, completionWeights, settings); // [B, T]
        if (settings.Covariance is { } control)
        {
            Tensor taken = (batch.CovarianceTokens ?? CovarianceOf(batch, settings)).ne(KeptScalar.Of(0)); // [B, T]
            losses =
                control.Method == CovarianceMethod.Clip
                    ? losses.masked_fill(taken, KeptScalar.Of(0))
                    : losses.Plus(
                        logRatio.abs().Times(control.Coefficient).masked_fill(taken.logical_not(), KeptScalar.Of(0))
                    );
        }
        if (settings.OffPolicyThreshold is { } threshold)
        {
            Tensor sampler = batch.SamplerLogProbs is { } sampled ? Clean(sampled) : old; // [B, T]
            Tensor drift = sampler.Minus(logProbs.detach()).mul(mask).sum(1, keepdim: true).div(lengths); // [B, 1]
            losses = losses.masked_fill(
                drift.gt(KeptScalar.Of(threshold)).logical_and(advantages.lt(KeptScalar.Of(0))),
                KeptScalar.Of(0)
            );
        }
        if (batch.PolicyMask is { } learned)
            losses = losses.masked_fill(learned.eq(KeptScalar.Of(0)), KeptScalar.Of(0));
        if (batch.SamplerWeights is { } weights && settings.Surrogate != PolicySurrogate.Vespo)
            losses = losses.mul(SamplerWeights(weights, mask, lengths, settings));
        Tensor bounded = SurrogateTensor.Bounded(ratios, settings).detach(); // [B, T]
        below ??= bounded.lt(KeptScalar.Of(1 - settings.ClipLow));
        above ??= bounded.gt(KeptScalar.Of(1 + settings.ClipHigh));
        if (settings.KlCoefficient == 0)
            return new GrpoTokenLosses(losses, ratios, null, below, above);

        Tensor difference = logProbs.Minus(Clean(batch.RefLogProbs!)); // [B, T]
        // The KL of a whole completion looks at the completion's probability, as its ratio does.
        if (settings.Ratio == RatioLevel.Completion)
            difference = difference.mul(mask).sum(1, keepdim: true).expand_as(logProbs);
        Tensor kl = KlTensor.Of(settings.Kl, difference); // [B, T]
        if (settings.KlBiasCorrection)
            kl = kl.mul(ratios);
        return new GrpoTokenLosses(losses.Plus(kl.Times(settings.KlCoefficient)), ratios, kl, below, above);

        // Padding may hold anything, and must not reach a sum as 0 times infinity.
        Tensor Clean(Tensor values) => settings.PaddingCounts ? values : values.masked_fill(padding, KeptScalar.Of(0));
    }

    /// <summary>[B, T] The tokens that a covariance control takes, chosen by the core: a few in ten thousand, without
    /// gradient.</summary>
    private static Tensor CovarianceOf(GrpoTensors batch, GrpoSettings settings)
    {
        int width = (int)batch.LogProbs.shape[1];
        double[][] Rows(Tensor values) =>
            [.. values.detach().to_type(ScalarType.Float64).cpu().contiguous().data<double>().ToArray().Chunk(width)];
        double[][] logProbs = Rows(batch.LogProbs); // [B][T]
        Tensor advantages = (batch.Advantages.dim() == 1 ? batch.Advantages.unsqueeze(1) : batch.Advantages).expand_as(
            batch.LogProbs
        ); // [B, T]
        bool[][] mask = [.. Rows(batch.Mask).Select(row => row.Select(kept => kept != 0).ToArray())];
        var arrays = new GrpoBatch(
            logProbs,
            new double[logProbs.Length],
            mask,
            batch.OldLogProbs is { } old ? Rows(old) : null
        )
        {
            TokenAdvantages = Rows(advantages),
        };
        double[] taken =
        [
            .. CovarianceTokens.Of(arrays, settings).SelectMany(row => row.Select(token => token ? 1.0 : 0)),
        ];
        return tensor(taken, batch.LogProbs.shape, dtype: batch.Mask.dtype, device: batch.Mask.device);
    }

    private static Tensor SamplerWeights(Tensor weights, Tensor mask, Tensor lengths, GrpoSettings settings)
    {
        if (settings.Ratio != RatioLevel.ClippedSequence || weights.shape[1] == 1)
            return weights;
        // A completion's ratio that is a geometric mean has the geometric mean of the weights.
        return weights
            .Plus(1e-10)
            .log()
            .mul(mask)
            .sum(1, keepdim: true)
            .div(lengths.Plus(settings.LengthEpsilon))
            .exp(); // [B, 1]
    }

    /// <summary>[B, 1] log w of VESPO.</summary>
    private static Tensor LogCompletionWeights(GrpoTensors batch, Tensor logRatio, Tensor mask, GrpoSettings settings)
    {
        Tensor sum = logRatio.clamp(KeptScalar.Of(-20), KeptScalar.Of(20)).mul(mask).sum(1, keepdim: true); // [B, 1]
        if (batch.SamplerWeights is not { } weights)
            return sum;
        Tensor logs = weights.log().clamp(KeptScalar.Of(Math.Log(1e-8)), KeptScalar.Of(20)); // [B, T] or [B, 1]
        if (weights.shape[1] > 1 && !settings.PaddingCounts)
            logs = logs.mul(mask);
        return sum.Plus(logs.sum(1, keepdim: true));
    }
}
