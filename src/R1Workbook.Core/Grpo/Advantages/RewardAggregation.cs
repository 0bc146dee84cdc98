namespace R1Workbook.Core.Grpo.Advantages;

/// <summary>How several reward functions become one advantage.</summary>
public enum MultiObjective
{
    /// <summary>The weighted sum of the rewards, then group-relative: a function of large spread outvoices the
    /// others.</summary>
    SumThenNormalize,

    /// <summary>Each function group-relative, then their weighted sum, normalised over the batch: each has its say
    /// (GDPO; TRL, <c>normalize_then_sum</c>).</summary>
    NormalizeThenSum,
}

/// <summary>From the rewards of several functions to advantages.</summary>
public static class RewardAggregation
{
    /// <summary>The advantages of completions that several functions have scored.</summary>
    /// <param name="rewards">
    /// [B][F] What each function gave each completion; null where it could not score it. Completions that none could
    /// score have advantage 0 and leave the mean of their group.
    /// </param>
    /// <param name="weights">[F] The weight of each function.</param>
    /// <param name="groupSize">G.</param>
    /// <param name="settings">Scale (of the sum), ε, divisor.</param>
    /// <param name="how">Sum first, or normalise first.</param>
    /// <returns>[B] Advantages.</returns>
    /// <exception cref="ArgumentException">Rows differ in length from the weights, or do not fill groups.</exception>
    public static double[] Advantages(
        IReadOnlyList<double?[]> rewards,
        IReadOnlyList<double> weights,
        int groupSize,
        AdvantageSettings settings,
        MultiObjective how = MultiObjective.SumThenNormalize
    )
    {
        ArgumentNullException.ThrowIfNull(rewards);
        ArgumentNullException.ThrowIfNull(weights);
        for (int b = 0; b < rewards.Count; b++)
        {
            if (rewards[b].Length != weights.Count)
            {
                throw new ArgumentException(
                    $"Completion {b} has {rewards[b].Length} rewards for {weights.Count} reward weights.",
                    nameof(rewards)
                );
            }
        }
        int[] groups = RewardGroups.OfSize(rewards.Count, groupSize);
        if (how == MultiObjective.SumThenNormalize)
            return GroupAdvantage.Of(Sums(rewards, weights), groups, settings);
        double[][] each =
        [
            .. Enumerable
                .Range(0, weights.Count)
                .Select(f =>
                    GroupAdvantage.Of(
                        [.. rewards.Select(row => row[f] ?? double.NaN)],
                        groups,
                        settings with
                        {
                            Scale = AdvantageScale.Group,
                        }
                    )
                ),
        ]; // [F][B]
        double[] sums = Sums(
            [
                .. rewards.Select(
                    (row, b) => row.Select((reward, f) => reward is null ? (double?)null : each[f][b]).ToArray()
                ),
            ],
            weights
        );
        return GroupAdvantage.Of(sums, new int[sums.Length], settings with { Scale = AdvantageScale.Group });
    }

    /// <summary>[B] The weighted sums; NaN for a completion that none of the functions could score.</summary>
    public static double[] Sums(IReadOnlyList<double?[]> rewards, IReadOnlyList<double> weights) =>
        [.. rewards.Select(row => Sum(row, weights))];

    private static double Sum(double?[] row, IReadOnlyList<double> weights) =>
        row.All(reward => reward is null) ? double.NaN : row.Select((reward, f) => (reward ?? 0) * weights[f]).Sum();
}
