namespace R1Workbook.Core.Grpo.Advantages;

/// <summary>The group-relative advantage: how much better a completion is than the others of its prompt.</summary>
public static class GroupAdvantage
{
    /// <summary>
    /// A_i = (r_i − mean(r)) / (std(r) + ε) within each group (version 1 of the paper, equation 3, page 5). The paper
    /// gives neither ε nor the divisor of the variance; here they are those of TRL: the sample deviation (n − 1) and ε
    /// = 1e-4. A group whose rewards are all equal has advantages of 0: it teaches nothing.
    /// </summary>
    /// <param name="rewards">[B] Rewards, group after group.</param>
    /// <param name="groupSize">G, completions a prompt; B is a multiple of it.</param>
    /// <param name="scale">By which standard deviation rewards are divided.</param>
    /// <param name="epsilon">Added to the standard deviation.</param>
    /// <returns>[B] Advantages.</returns>
    /// <exception cref="ArgumentException">B is not a positive multiple of G, or G is 1: a completion alone has nothing
    /// to be compared with.</exception>
    public static double[] Of(
        IReadOnlyList<double> rewards,
        int groupSize,
        AdvantageScale scale = AdvantageScale.Group,
        double epsilon = 1e-4
    ) => Of(rewards, groupSize, new AdvantageSettings { Scale = scale, Epsilon = epsilon });

    /// <summary>The advantages of one group: the whole list.</summary>
    public static double[] Of(IReadOnlyList<double> rewards) => Of(rewards, rewards.Count);

    /// <summary>The advantages of groups of one size.</summary>
    /// <exception cref="ArgumentException">B is not a positive multiple of G, or G is 1.</exception>
    public static double[] Of(IReadOnlyList<double> rewards, int groupSize, AdvantageSettings settings)
    {
        ArgumentNullException.ThrowIfNull(rewards);
        if (groupSize < 2)
        {
            throw new ArgumentException(
                $"A group needs at least 2 completions; it has {groupSize}.",
                nameof(groupSize)
            );
        }

        return Of(rewards, RewardGroups.OfSize(rewards.Count, groupSize), settings);
    }

    /// <summary>The advantages of groups of any size, in any order.</summary>
    /// <param name="rewards">[B] Rewards; NaN where nothing could score a completion: it leaves the mean, and its
    /// advantage is 0.</param>
    /// <param name="groups">[B] Which prompt each completion answers.</param>
    /// <param name="settings">Scale, ε, divisor.</param>
    /// <returns>[B] Advantages.</returns>
    /// <exception cref="ArgumentException">There are no rewards, or not one group index for each.</exception>
    public static double[] Of(IReadOnlyList<double> rewards, IReadOnlyList<int> groups, AdvantageSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        double[] advantages = new double[rewards.Count];
        double batchDeviation = settings.DeviationOf([.. rewards.Where(reward => !double.IsNaN(reward))]);
        foreach (int[] members in RewardGroups.Of(rewards, groups))
        {
            int[] scored = [.. members.Where(i => !double.IsNaN(rewards[i]))];
            if (scored.Length == 1 && members.Length == 1 && settings.Lone == LoneCompletion.Reward)
            {
                advantages[scored[0]] =
                    rewards[scored[0]] / (settings.Scale == AdvantageScale.None ? 1 : 1 + settings.Epsilon);
                continue;
            }
            // The mean of equal numbers need not be equal to them: without this a group that teaches nothing would seem
            // to teach a little.
            if (scored.Length < 2 || scored.All(i => rewards[i] == rewards[scored[0]]))
                continue;
            double[] group = [.. scored.Select(i => rewards[i])];
            double mean = group.Average();
            double divisor = settings.Scale switch
            {
                AdvantageScale.None => 1,
                AdvantageScale.Batch => batchDeviation + settings.Epsilon,
                _ => settings.DeviationOf(group) + settings.Epsilon,
            };
            foreach (int i in scored)
                advantages[i] = (rewards[i] - mean) / divisor;
        }
        return advantages;
    }
}
