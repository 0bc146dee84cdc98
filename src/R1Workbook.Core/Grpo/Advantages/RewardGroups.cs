namespace R1Workbook.Core.Grpo.Advantages;

/// <summary>Which completions answer the same prompt.</summary>
public static class RewardGroups
{
    /// <summary>The group indices of completions that come group after group: 0 … 0 1 … 1.</summary>
    /// <exception cref="ArgumentException">The completions do not fill the groups.</exception>
    public static int[] OfSize(int completions, int groupSize)
    {
        if (groupSize < 1)
            throw new ArgumentOutOfRangeException(nameof(groupSize), groupSize, "A group has at least one completion.");
        if (completions == 0 || completions % groupSize != 0)
        {
            throw new ArgumentException(
                $"{completions} rewards do not fill groups of {groupSize}.",
                nameof(completions)
            );
        }

        return [.. Enumerable.Range(0, completions).Select(i => i / groupSize)];
    }

    /// <summary>The members of each group, in the order in which groups first appear.</summary>
    /// <exception cref="ArgumentException">There are no rewards, or not one group index for each.</exception>
    public static IReadOnlyList<int[]> Of(IReadOnlyList<double> rewards, IReadOnlyList<int> groups)
    {
        ArgumentNullException.ThrowIfNull(rewards);
        ArgumentNullException.ThrowIfNull(groups);
        if (rewards.Count == 0)
            throw new ArgumentException("There are no rewards.", nameof(rewards));
        if (groups.Count != rewards.Count)
            throw new ArgumentException($"{groups.Count} group indices for {rewards.Count} rewards.", nameof(groups));
        return [.. Enumerable.Range(0, rewards.Count).GroupBy(i => groups[i]).Select(group => group.ToArray())];
    }
}
