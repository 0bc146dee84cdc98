using R1Workbook.Core.Grpo;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Training;

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
    public static Tensor Losses(Tensor ratios, Tensor logProbs, Tensor advantages, Tensor? logCompletionWeights, GrpoSettings settings)
    {
        switch (settings.Surrogate)
        {
            case PolicySurrogate.Clip:
                Tensor clipped = ratios.clamp(1 - settings.ClipLow, 1 + settings.ClipHigh); // [B, T]
                Tensor losses = minimum(Bounded(ratios, settings).mul(advantages), clipped.mul(advantages)).neg(); // [B, T]
                if (settings.DualClip is not { } ceiling) return losses;
                return where(advantages.lt(0), minimum(losses, advantages.mul(-ceiling)), losses);
            case PolicySurrogate.Unclipped:
                return ratios.mul(advantages).neg();
            case PolicySurrogate.Cispo:
                return ratios.clamp(1 - settings.ClipLow, 1 + settings.ClipHigh).detach().mul(advantages).mul(logProbs).neg();
            case PolicySurrogate.Sapo:
                Tensor temperatures = BySign(advantages.gt(0), advantages, settings.Temperature.Positive, settings.Temperature.Negative); // [B, T]
                return ratios.sub(1).mul(temperatures).sigmoid().mul(4).div(temperatures).mul(advantages).neg();
            case PolicySurrogate.Vespo:
                return VespoWeights(logCompletionWeights!, advantages, settings).mul(advantages).mul(logProbs).neg();
            case PolicySurrogate.Reinforce:
                return advantages.mul(logProbs).neg();
            default:
                throw new ArgumentOutOfRangeException(nameof(settings), settings.Surrogate, "No such surrogate.");
        }
    }

    /// <summary>[B, T] Ratios cut at δ, where there is one.</summary>
    public static Tensor Bounded(Tensor ratios, GrpoSettings settings) => settings.RatioBound is { } bound ? ratios.clamp_max(bound) : ratios;

    /// <summary>[B, T] φ(w), without gradient.</summary>
    private static Tensor VespoWeights(Tensor logCompletionWeights, Tensor advantages, GrpoSettings settings)
    {
        Tensor good = advantages.ge(0); // [B, T]
        Tensor k = BySign(good, advantages, settings.GammaPositive.K, settings.GammaNegative.K); // [B, T]
        Tensor lambda = BySign(good, advantages, settings.GammaPositive.Lambda, settings.GammaNegative.Lambda).clamp_min(1e-4); // [B, T]
        Tensor log = logCompletionWeights.detach().clamp(Math.Log(1e-8), 20); // [B, 1]
        return lambda.add(k.mul(log)).sub(lambda.mul(log.exp())).exp();
    }

    private static Tensor BySign(Tensor condition, Tensor like, double then, double otherwise) =>
        where(condition, full_like(like, then), full_like(like, otherwise));
}
