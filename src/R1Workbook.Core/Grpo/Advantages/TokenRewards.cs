using R1Workbook.Core.Grpo.Losses;

namespace R1Workbook.Core.Grpo.Advantages;

/// <summary>Rewards and advantages token by token.</summary>
public static class TokenRewards
{
    /// <summary>[B][T] The reward of a completion on its last token, 0 elsewhere.</summary>
    public static double[][] AtEnd(IReadOnlyList<double> rewards, bool[][] mask) =>
        [
            .. mask.Select(
                (row, b) =>
                {
                    double[] tokens = new double[row.Length];
                    if (Array.LastIndexOf(row, true) is >= 0 and int last)
                        tokens[last] = rewards[b];
                    return tokens;
                }
            ),
        ];

    /// <summary>[B][T] One number a completion on each of its tokens, 0 on padding.</summary>
    public static double[][] OnAll(IReadOnlyList<double> values, bool[][] mask) =>
        [.. mask.Select((row, b) => row.Select(kept => kept ? values[b] : 0).ToArray())];

    /// <summary>
    /// [B][T] r_t − β KL_t: the divergence from the reference in the reward, as in PPO for language models
    /// (InstructGPT, TinyZero) and verl's <c>use_kl_in_reward</c>, where GRPO has it in the loss. It is computed from
    /// the policy that sampled and carries no gradient.
    /// </summary>
    /// <param name="rewards">[B][T] Rewards of tokens.</param>
    /// <param name="old">[B][T] log π_old.</param>
    /// <param name="reference">[B][T] log π_ref.</param>
    /// <param name="mask">[B][T] The completion mask; padding stays 0.</param>
    /// <param name="coefficient">β.</param>
    /// <param name="kind">The estimator; k1 is the usual one.</param>
    public static double[][] LessKl(
        double[][] rewards,
        double[][] old,
        double[][] reference,
        bool[][] mask,
        double coefficient,
        KlKind kind = KlKind.K1
    ) =>
        [
            .. mask.Select(
                (row, b) =>
                    row.Select(
                            (kept, t) =>
                                kept
                                    ? rewards[b][t]
                                        - coefficient * KlEstimator.Of(kind, old[b][t], reference[b][t]).Value
                                    : 0
                        )
                        .ToArray()
            ),
        ];
}
