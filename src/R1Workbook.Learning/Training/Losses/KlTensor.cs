using R1Workbook.Core.Grpo.Losses;
using R1Workbook.Learning.Decoders;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Training.Losses;

/// <summary>KL estimators on tensors: the twin of <see cref="KlEstimator"/>.</summary>
public static class KlTensor
{
    /// <summary>The estimates.</summary>
    /// <param name="kind">Which estimator.</param>
    /// <param name="difference">log π − log π_ref, with gradient, of any shape.</param>
    /// <returns>Of the same shape.</returns>
    public static Tensor Of(KlKind kind, Tensor difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        return kind switch
        {
            KlKind.K1 => difference,
            KlKind.K2 => difference.Squared().Times(0.5),
            KlKind.K3 => difference.neg().exp().Plus(difference).Minus(1),
            KlKind.Abs => difference.abs(),
            KlKind.K1StraightThrough => WithGradientOfK2(difference),
            KlKind.K3StraightThrough => WithGradientOfK2(Of(KlKind.K3, difference)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such estimator."),
        };

        Tensor WithGradientOfK2(Tensor value)
        {
            Tensor k2 = Of(KlKind.K2, difference);
            return k2.Minus(k2.detach()).Plus(value.detach());
        }
    }
}
