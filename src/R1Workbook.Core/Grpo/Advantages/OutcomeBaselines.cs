namespace R1Workbook.Core.Grpo.Advantages;

/// <summary>Further ways from the rewards of completions to advantages; each differs in what it subtracts.</summary>
public static class OutcomeBaselines
{
    /// <summary>
    /// OPO (arXiv 2505.23585): r − Σ |o_j| r_j / Σ |o_j|, the baseline of least variance where a gradient grows with
    /// length. A completion alone keeps its reward.
    /// </summary>
    /// <param name="rewards">[B] Rewards.</param>
    /// <param name="lengths">[B] |o|, tokens of each completion.</param>
    /// <param name="groups">[B] Which prompt each completion answers.</param>
    public static double[] LengthWeighted(
        IReadOnlyList<double> rewards,
        IReadOnlyList<int> lengths,
        IReadOnlyList<int> groups
    )
    {
        double[] advantages = new double[rewards.Count];
        foreach (int[] members in RewardGroups.Of(rewards, groups))
        {
            double baseline =
                members.Length == 1
                    ? 0
                    : members.Sum(i => lengths[i] * rewards[i]) / Math.Max(1, members.Sum(i => lengths[i]));
            foreach (int i in members)
                advantages[i] = rewards[i] - baseline;
        }
        return advantages;
    }

    /// <summary>ReMax (arXiv 2310.10505): r − the reward of the greedy completion of the same prompt.</summary>
    /// <param name="rewards">[B] Rewards.</param>
    /// <param name="greedyRewards">[B] The reward of the greedy completion of each one's prompt.</param>
    public static double[] Greedy(IReadOnlyList<double> rewards, IReadOnlyList<double> greedyRewards)
    {
        ArgumentNullException.ThrowIfNull(greedyRewards);
        if (rewards.Count != greedyRewards.Count)
        {
            throw new ArgumentException(
                $"{greedyRewards.Count} baselines for {rewards.Count} rewards.",
                nameof(greedyRewards)
            );
        }

        return [.. rewards.Zip(greedyRewards, (reward, baseline) => reward - baseline)];
    }

    /// <summary>GPG: α (r − mean of the group) / f, where α = B / the number of rewards other than 0 makes up for those
    /// that teach nothing.</summary>
    /// <param name="rewards">[B] Rewards.</param>
    /// <param name="groups">[B] Which prompt each completion answers.</param>
    /// <param name="norm">f.</param>
    public static double[] Gpg(IReadOnlyList<double> rewards, IReadOnlyList<int> groups, double norm = 1)
    {
        double alpha = rewards.Count / Math.Max(1.0, rewards.Count(reward => reward != 0));
        double[] centred = GroupAdvantage.Of(
            rewards,
            groups,
            AdvantageSettings.Verl with
            {
                Scale = AdvantageScale.None,
            }
        );
        return [.. centred.Select(advantage => alpha * advantage / norm)];
    }

    /// <summary>
    /// For pass@k (arXiv 2503.19595): the best completion of a group has the distance to the second best, the others 0:
    /// only it raised the maximum. Two that are equally good teach nothing.
    /// </summary>
    /// <param name="rewards">[B] Rewards.</param>
    /// <param name="groups">[B] Which prompt each completion answers.</param>
    /// <param name="settings">Whether the distance is divided by the deviation of the group, and ε.</param>
    /// <exception cref="ArgumentException">A group has one completion only.</exception>
    public static double[] PassAtK(IReadOnlyList<double> rewards, IReadOnlyList<int> groups, AdvantageSettings settings)
    {
        double[] advantages = new double[rewards.Count];
        foreach (int[] members in RewardGroups.Of(rewards, groups))
        {
            if (members.Length < 2)
            {
                throw new ArgumentException(
                    $"Group {groups[members[0]]} has one completion; pass@k needs at least 2.",
                    nameof(groups)
                );
            }

            int[] best = [.. members.OrderByDescending(i => rewards[i]).Take(2)];
            double deviation =
                settings.Scale == AdvantageScale.None
                    ? 1
                    : settings.DeviationOf([.. members.Select(i => rewards[i])]) + settings.Epsilon;
            advantages[best[0]] = (rewards[best[0]] - rewards[best[1]]) / deviation;
        }
        return advantages;
    }
}
