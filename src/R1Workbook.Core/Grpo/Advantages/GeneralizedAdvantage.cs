namespace R1Workbook.Core.Grpo.Advantages;

/// <summary>Generalized advantage estimation (Schulman et al. 2015, arXiv 1506.02438): what PPO has where GRPO has its
/// group.</summary>
public static class GeneralizedAdvantage
{
    /// <summary>δ_t = r_t + γ V_t+1 − V_t and A_t = δ_t + γ λ A_t+1, backwards over the tokens of the mask; returns are
    /// A_t + V_t.</summary>
    /// <param name="rewards">[B][T] Rewards of tokens.</param>
    /// <param name="values">[B][T] V, the critic's values.</param>
    /// <param name="mask">[B][T] The completion mask; tokens outside it (padding, what a tool wrote) are stepped
    /// over.</param>
    /// <param name="discount">γ.</param>
    /// <param name="lambda">λ: 0 trusts the critic, 1 the rewards.</param>
    /// <returns>[B][T] Advantages (whiten them with <see cref="Whitening"/>) and returns, the critic's
    /// targets.</returns>
    /// <exception cref="ArgumentException">Shapes differ.</exception>
    public static (double[][] Advantages, double[][] Returns) Of(
        double[][] rewards,
        double[][] values,
        bool[][] mask,
        double discount = 1,
        double lambda = 1
    )
    {
        if (values.Length != rewards.Length || mask.Length != rewards.Length)
        {
            throw new ArgumentException(
                $"{rewards.Length} rows of rewards, {values.Length} of values, {mask.Length} of the mask.",
                nameof(values)
            );
        }

        double[][] advantages = [.. rewards.Select(row => new double[row.Length])];
        for (int b = 0; b < rewards.Length; b++)
        {
            if (values[b].Length != rewards[b].Length || mask[b].Length != rewards[b].Length)
            {
                throw new ArgumentException(
                    $"Completion {b}: {rewards[b].Length} rewards, {values[b].Length} values, {mask[b].Length} of "
                        + $"the mask.",
                    nameof(values)
                );
            }

            double nextValue = 0,
                next = 0;
            for (int t = rewards[b].Length - 1; t >= 0; t--)
            {
                if (mask[b][t])
                {
                    next = rewards[b][t] + discount * nextValue - values[b][t] + discount * lambda * next;
                    nextValue = values[b][t];
                }
                advantages[b][t] = next;
            }
        }
        return (
            advantages,
            [.. advantages.Select((row, b) => row.Zip(values[b], (advantage, value) => advantage + value).ToArray())]
        );
    }
}
