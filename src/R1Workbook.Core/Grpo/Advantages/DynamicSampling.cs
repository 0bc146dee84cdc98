namespace R1Workbook.Core.Grpo.Advantages;

/// <summary>
/// DAPO's dynamic sampling (Yu et al. 2025, arXiv 2503.14476, equation 11): groups in which all rewards are equal have
/// no gradient; they are left out, and prompts are sampled until a batch is full of groups that teach.
/// </summary>
public static class DynamicSampling
{
    /// <summary>Whether a group teaches: its rewards are not all equal. NaN stands for a completion that nothing could
    /// score.</summary>
    public static bool Teaches(IReadOnlyList<double> groupRewards)
    {
        ArgumentNullException.ThrowIfNull(groupRewards);
        double[] scored = [.. groupRewards.Where(reward => !double.IsNaN(reward))];
        return scored.Any(reward => reward != scored[0]);
    }

    /// <summary>The completions of the groups that teach, in order.</summary>
    /// <param name="rewards">[B] Rewards.</param>
    /// <param name="groups">[B] Which prompt each completion answers.</param>
    /// <returns>Indices into the batch.</returns>
    public static int[] Kept(IReadOnlyList<double> rewards, IReadOnlyList<int> groups) =>
        [
            .. RewardGroups
                .Of(rewards, groups)
                .Where(members => Teaches([.. members.Select(i => rewards[i])]))
                .SelectMany(members => members)
                .Order(),
        ];

    /// <summary>The share of groups without variance: work that teaches nothing.</summary>
    public static double ZeroVarianceShare(IReadOnlyList<double> rewards, IReadOnlyList<int> groups) =>
        RewardGroups.Of(rewards, groups).Average(members => Teaches([.. members.Select(i => rewards[i])]) ? 0.0 : 1);
}
