using R1Workbook.Learning.Decoders;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace R1Workbook.Learning.Training.Preferences;

/// <summary>The model of preferences behind reward models (Bradley and Terry 1952; Ouyang et al. 2022, arXiv
/// 2203.02155, equation 1): p(a is preferred to b) = σ(s(a) − s(b)).</summary>
public static class PairwiseLoss
{
    /// <summary>The mean of −log σ(s_chosen − s_rejected).</summary>
    /// <param name="chosen">[B] Scores of the preferred answers.</param>
    /// <param name="rejected">[B] Scores of the others.</param>
    /// <returns>A number with its graph.</returns>
    /// <exception cref="ArgumentException">The scores do not come in pairs.</exception>
    public static Tensor Loss(Tensor chosen, Tensor rejected)
    {
        Check(chosen, rejected);
        return F.softplus(rejected.Minus(chosen)).mean(); // −log σ(x) = log(1 + exp(−x)), which does not overflow
    }

    /// <summary>The share of pairs in which the preferred answer has the higher score.</summary>
    /// <param name="chosen">[B] Scores of the preferred answers.</param>
    /// <param name="rejected">[B] Scores of the others.</param>
    /// <returns>0 to 1.</returns>
    /// <exception cref="ArgumentException">The scores do not come in pairs.</exception>
    public static double Accuracy(Tensor chosen, Tensor rejected)
    {
        Check(chosen, rejected);
        using Tensor right = chosen.gt(rejected).to(ScalarType.Float64).mean();
        return right.item<double>();
    }

    private static void Check(Tensor chosen, Tensor rejected)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        ArgumentNullException.ThrowIfNull(rejected);
        if (chosen.numel() == 0 || !chosen.shape.SequenceEqual(rejected.shape))
        {
            throw new ArgumentException(
                $"Scores come in pairs: [{string.Join(", ", chosen.shape)}] against "
                    + $"[{string.Join(", ", rejected.shape)}].",
                nameof(rejected)
            );
        }
    }
}
