namespace R1Workbook.Core.Grpo;

/// <summary>By which standard deviation rewards are divided.</summary>
public enum AdvantageScale
{
    /// <summary>That of the group: the paper's equation 3.</summary>
    Group,

    /// <summary>That of the whole batch.</summary>
    Batch,

    /// <summary>None: r − mean(r), as in Dr. GRPO (Liu et al. 2025, arXiv 2503.20783).</summary>
    None,
}

/// <summary>The group-relative advantage: how much better a completion is than the others of its prompt.</summary>
public static class GroupAdvantage
{
    /// <summary>
    /// A_i = (r_i − mean(r)) / (std(r) + ε) within each group (version 1 of the paper, equation 3, page 5). The paper gives neither ε nor
    /// the divisor of the variance; here they are those of TRL: the sample deviation (n − 1) and ε = 1e-4. A group whose rewards
    /// are all equal has advantages of 0: it teaches nothing.
    /// </summary>
    /// <param name="rewards">[B] Rewards, group after group.</param>
    /// <param name="groupSize">G, completions a prompt; B is a multiple of it.</param>
    /// <param name="scale">By which standard deviation rewards are divided.</param>
    /// <param name="epsilon">Added to the standard deviation.</param>
    /// <returns>[B] Advantages.</returns>
    /// <exception cref="ArgumentException">B is not a positive multiple of G, or G is 1: a completion alone has nothing to be compared with.</exception>
    public static double[] Of(IReadOnlyList<double> rewards, int groupSize, AdvantageScale scale = AdvantageScale.Group, double epsilon = 1e-4)
    {
        if (groupSize < 2) throw new ArgumentException($"A group needs at least 2 completions; it has {groupSize}.", nameof(groupSize));
        if (rewards.Count == 0 || rewards.Count % groupSize != 0)
            throw new ArgumentException($"{rewards.Count} rewards do not fill groups of {groupSize}.", nameof(rewards));
        double batchDeviation = Deviation(rewards);
        double[] advantages = new double[rewards.Count];
        for (int start = 0; start < rewards.Count; start += groupSize)
        {
            double[] group = [.. rewards.Skip(start).Take(groupSize)];
            // The mean of equal numbers need not be equal to them: without this a group that teaches nothing would seem to teach a little.
            if (group.All(reward => reward == group[0])) continue;
            double mean = group.Average();
            double divisor = scale switch { AdvantageScale.None => 1, AdvantageScale.Batch => batchDeviation + epsilon, _ => Deviation(group) + epsilon };
            for (int i = 0; i < groupSize; i++) advantages[start + i] = (group[i] - mean) / divisor;
        }
        return advantages;
    }

    /// <summary>The advantages of one group: the whole list.</summary>
    public static double[] Of(IReadOnlyList<double> rewards) => Of(rewards, rewards.Count);

    /// <summary>The sample standard deviation, over n − 1.</summary>
    private static double Deviation(IReadOnlyList<double> values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }
}
