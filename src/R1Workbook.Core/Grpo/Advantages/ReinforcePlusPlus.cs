namespace R1Workbook.Core.Grpo.Advantages;

/// <summary>REINFORCE++ (Hu et al. 2025, arXiv 2501.03262): no critic, and advantages whitened over the whole batch in
/// place of the group.</summary>
public static class ReinforcePlusPlus
{
    /// <summary>The discounted reward to go of each token, whitened over the batch.</summary>
    /// <param name="rewards">[B][T] Rewards of tokens; see <see cref="TokenRewards.AtEnd"/> and
    /// <see cref="TokenRewards.LessKl"/>.</param>
    /// <param name="mask">[B][T] The completion mask.</param>
    /// <param name="discount">γ.</param>
    /// <returns>[B][T] Advantages and the returns before whitening; advantages of padding are 0.</returns>
    /// <exception cref="ArgumentException">Fewer than two tokens.</exception>
    public static (double[][] Advantages, double[][] Returns) Of(double[][] rewards, bool[][] mask, double discount = 1)
    {
        double[][] returns = [.. rewards.Select(row => new double[row.Length])];
        for (int b = 0; b < rewards.Length; b++)
        {
            double toGo = 0;
            for (int t = rewards[b].Length - 1; t >= 0; t--)
            {
                returns[b][t] = toGo = rewards[b][t] + discount * toGo;
                if (!mask[b][t])
                    toGo = 0;
            }
        }
        return (Masked(Whitening.Of(returns, mask), mask), returns);
    }

    /// <summary>The form with a baseline: r − mean of the group on every token, whitened over the batch.</summary>
    /// <param name="rewards">[B] Rewards.</param>
    /// <param name="groups">[B] Which prompt each completion answers.</param>
    /// <param name="mask">[B][T] The completion mask.</param>
    /// <returns>[B][T] Advantages; 0 on padding.</returns>
    /// <exception cref="ArgumentException">Fewer than two tokens, or not one group index for each reward.</exception>
    public static double[][] WithBaseline(IReadOnlyList<double> rewards, IReadOnlyList<int> groups, bool[][] mask)
    {
        double[] centred = GroupAdvantage.Of(
            rewards,
            groups,
            AdvantageSettings.Verl with
            {
                Scale = AdvantageScale.None,
            }
        );
        return Masked(Whitening.Of(TokenRewards.OnAll(centred, mask), mask), mask);
    }

    private static double[][] Masked(double[][] values, bool[][] mask) =>
        [.. values.Select((row, b) => row.Select((value, t) => mask[b][t] ? value : 0).ToArray())];
}
