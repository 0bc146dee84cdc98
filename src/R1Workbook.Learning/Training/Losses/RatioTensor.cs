using R1Workbook.Core.Grpo;
using R1Workbook.Core.Grpo.Losses;
using R1Workbook.Learning.Decoders;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Training.Losses;

/// <summary>Importance ratios on tensors, at any level.</summary>
internal static class RatioTensor
{
    /// <summary>log ρ, and where single tokens are clipped on which side of the range each lies.</summary>
    /// <param name="logRatio">[B, T] log π − log π_old.</param>
    /// <param name="mask">[B, T]</param>
    /// <param name="advantages">[B, 1] or [B, T]</param>
    /// <param name="settings">Level, bounds and clip range.</param>
    /// <returns>[B, T] each.</returns>
    public static (Tensor Logs, Tensor? Below, Tensor? Above) Logs(
        Tensor logRatio,
        Tensor mask,
        Tensor advantages,
        GrpoSettings settings
    )
    {
        Tensor lengths = mask.sum(1, keepdim: true).clamp_min(KeptScalar.One); // [B, 1]
        Tensor sum = logRatio.mul(mask).sum(1, keepdim: true); // [B, 1]
        Tensor? below = null,
            above = null; // [B, T]
        Tensor logs; // [B, T]
        switch (settings.Ratio)
        {
            case RatioLevel.Token:
                logs = logRatio;
                break;
            case RatioLevel.Sequence:
                logs = sum.div(lengths).expand_as(logRatio);
                break;
            case RatioLevel.SequenceToken:
                // The value of the completion's ratio, the gradient of the token's log-probability.
                logs = logRatio.Minus(logRatio.detach()).Plus(sum.div(lengths).detach());
                break;
            case RatioLevel.Completion:
                logs = sum.expand_as(logRatio);
                break;
            default:
                // [B, T]
                Tensor clipped = logRatio.clamp(KeptScalar.Of(-settings.ClipLow), KeptScalar.Of(settings.ClipHigh));
                (below, above) = (
                    logRatio.lt(KeptScalar.Of(-settings.ClipLow)),
                    logRatio.gt(KeptScalar.Of(settings.ClipHigh))
                );
                Tensor sign = advantages.sign(); // [B, T]
                Tensor lower = minimum(logRatio.mul(sign), clipped.mul(sign)).mul(sign); // [B, T]
                logs = lower
                    .mul(mask)
                    .sum(1, keepdim: true)
                    .div(lengths.Plus(settings.LengthEpsilon))
                    .expand_as(logRatio);
                break;
        }
        return (
            settings.LogRatioRange is { } range
                ? logs.clamp(KeptScalar.Of(range.Low), KeptScalar.Of(range.High))
                : logs,
            below,
            above
        );
    }
}
