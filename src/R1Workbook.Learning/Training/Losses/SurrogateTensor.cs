using R1Workbook.Core.Grpo;
using R1Workbook.Core.Grpo.Losses;
using R1Workbook.Learning.Decoders;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Training.Losses;

/// <summary>The losses of tokens on tensors: the twin of <see cref="Surrogate"/>.</summary>
internal static class SurrogateTensor
{
    /// <summary>The losses of tokens.</summary>
    /// <param name="ratios">[B, T] ρ.</param>
    /// <param name="logProbs">[B, T] log π.</param>
    /// <param name="advantages">[B, T] A.</param>
    /// <param name="logCompletionWeights">[B, 1] log w, VESPO's; null for the others.</param>
    /// <param name="settings">Which loss, and its constants.</param>
    /// <returns>[B, T]</returns>
    public static Tensor Losses(
        Tensor ratios,
        Tensor logProbs,
        Tensor advantages,
        Tensor? logCompletionWeights,
        GrpoSettings settings
    )
    {
        switch (settings.Surrogate)
        {
            case PolicySurrogate.Clip:
                Tensor clipped = ratios.clamp(
                    KeptScalar.Of(1 - settings.ClipLow),
                    KeptScalar.Of(1 + settings.ClipHigh)
                ); // [B, T]
                // [B, T]
                Tensor losses = minimum(Bounded(ratios, settings).mul(advantages), clipped.mul(advantages)).neg();
                if (settings.DualClip is not { } ceiling)
                    return losses;
                return where(advantages.lt(KeptScalar.Of(0)), minimum(losses, advantages.Times(-ceiling)), losses);
            case PolicySurrogate.Unclipped:
                return ratios.mul(advantages).neg();
            case PolicySurrogate.Cispo:
                return ratios
                    .clamp(KeptScalar.Of(1 - settings.ClipLow), KeptScalar.Of(1 + settings.ClipHigh))
                    .detach()
                    .mul(advantages)
                    .mul(logProbs)
                    .neg();
            case PolicySurrogate.Sapo:
                Tensor temperatures = BySign(
                    advantages.gt(KeptScalar.Of(0)),
                    advantages,
                    settings.Temperature.Positive,
                    settings.Temperature.Negative
                ); // [B, T]
                return ratios.Minus(1).mul(temperatures).sigmoid().Times(4).div(temperatures).mul(advantages).neg();
            case PolicySurrogate.Vespo:
                return VespoWeights(logCompletionWeights!, advantages, settings).mul(advantages).mul(logProbs).neg();
            case PolicySurrogate.Reinforce:
                return advantages.mul(logProbs).neg();
            default:
                throw new ArgumentOutOfRangeException(nameof(settings), settings.Surrogate, "No such surrogate.");
        }
    }

    /// <summary>[B, T] Ratios cut at δ, where there is one.</summary>
    public static Tensor Bounded(Tensor ratios, GrpoSettings settings) =>
        settings.RatioBound is { } bound ? ratios.clamp_max(KeptScalar.Of(bound)) : ratios;

    /// <summary>[B, T] φ(w), without gradient.</summary>
    private static Tensor VespoWeights(Tensor logCompletionWeights, Tensor advantages, GrpoSettings settings)
    {
        Tensor good = advantages.ge(KeptScalar.Of(0)); // [B, T]
        Tensor k = BySign(good, advantages, settings.GammaPositive.K, settings.GammaNegative.K); // [B, T]
        Tensor lambda = BySign(good, advantages, settings.GammaPositive.Lambda, settings.GammaNegative.Lambda)
            .clamp_min(KeptScalar.Of(1e-4)); // [B, T]
        Tensor log = logCompletionWeights.detach().clamp(KeptScalar.Of(Math.Log(1e-8)), KeptScalar.Of(20)); // [B, 1]
        return lambda.Plus(k.mul(log)).Minus(lambda.mul(log.exp())).exp();
    }

    private static Tensor BySign(Tensor condition, Tensor like, double then, double otherwise) =>
        where(condition, full_like(like, KeptScalar.Of(then)), full_like(like, KeptScalar.Of(otherwise)));
}
