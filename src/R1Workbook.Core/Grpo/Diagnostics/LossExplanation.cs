using System.Globalization;

namespace R1Workbook.Core.Grpo.Diagnostics;

/// <summary>Says in one line of a log why a loss is 0, the question that users of GRPO trainers ask most.</summary>
public static class LossExplanation
{
    /// <summary>What a log of four decimals prints as 0.</summary>
    private const double PrintedAsZero = 5e-5;

    private const double SamePolicy = 1e-6;

    /// <summary>The line.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="gradientNorm">The length of its gradient.</param>
    /// <param name="equalRewards">All advantages are 0: within each group all rewards are equal.</param>
    /// <param name="onPolicy">Every ratio is 1: the policy is still the one that sampled.</param>
    /// <returns>The line; null where the loss is not 0 and there is nothing to explain.</returns>
    public static string? Of(double loss, double gradientNorm, bool equalRewards, bool onPolicy)
    {
        string norm = gradientNorm.ToString("0.###e+0", CultureInfo.InvariantCulture);
        if (equalRewards)
        {
            return gradientNorm > 0
                ? $"In every group all rewards are equal: every advantage is 0, and only the KL term moves the "
                    + $"policy (gradient norm {norm})."
                : "In every group all rewards are equal: every advantage is 0, there is no gradient, and nothing is "
                    + "learned from this batch.";
        }
        if (!(Math.Abs(loss) <= PrintedAsZero))
            return null;
        if (gradientNorm == 0)
        {
            return "The loss is 0 and so is its gradient: clipping, the off-policy threshold or the mask left no "
                + "token to learn from.";
        }

        return onPolicy
            ? "A loss of 0 is right here: the policy is the one that sampled, so every ratio is 1, and the "
                + "advantages of a group add up to 0. "
                + $"Its gradient is not 0 (norm {norm}), and that is what trains."
            : $"The loss happens to be 0; its gradient is not (norm {norm}).";
    }

    /// <summary>The line for a loss on plain arrays.</summary>
    public static string? Of(GrpoLoss loss, GrpoBatch batch)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(batch);
        bool equal = batch.TokenAdvantages is null && batch.Advantages.All(advantage => advantage == 0);
        bool onPolicy = loss
            .Ratios.Select(
                (row, b) => row.Where((ratio, t) => batch.Mask[b][t] && Math.Abs(ratio - 1) > SamePolicy).Any()
            )
            .All(moved => !moved);
        return Of(loss.Loss, Math.Sqrt(loss.Gradient.Sum(row => row.Sum(slope => slope * slope))), equal, onPolicy);
    }
}
