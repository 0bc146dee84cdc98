namespace R1Workbook.Core.Grpo.Advantages;

/// <summary>RLOO, REINFORCE with a leave-one-out baseline (Ahmadian et al. 2024, arXiv 2402.14740).</summary>
public static class LeaveOneOut
{
    /// <summary>A_i = r_i − the mean of the other rewards of the group: a baseline that does not contain the completion
    /// itself, and so unbiased.</summary>
    /// <param name="rewards">[B] Rewards.</param>
    /// <param name="groups">[B] Which prompt each completion answers.</param>
    /// <param name="lone">What a completion alone gets.</param>
    /// <returns>[B] Advantages.</returns>
    /// <exception cref="ArgumentException">There are no rewards, or not one group index for each.</exception>
    public static double[] Of(
        IReadOnlyList<double> rewards,
        IReadOnlyList<int> groups,
        LoneCompletion lone = LoneCompletion.Reward
    )
    {
        double[] advantages = new double[rewards.Count];
        foreach (int[] members in RewardGroups.Of(rewards, groups))
        {
            double sum = members.Sum(i => rewards[i]);
            foreach (int i in members)
            {
                advantages[i] =
                    members.Length > 1 ? rewards[i] - (sum - rewards[i]) / (members.Length - 1)
                    : lone == LoneCompletion.Reward ? rewards[i]
                    : 0;
            }
        }
        return advantages;
    }
}
