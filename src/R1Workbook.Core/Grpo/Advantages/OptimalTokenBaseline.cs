namespace R1Workbook.Core.Grpo.Advantages;

/// <summary>How the baseline of each token is computed.</summary>
public sealed record OptimalBaselineSettings
{
    /// <summary>
    /// Whether completions are compared at their n-th own token, where a tool or a budget wrote some in between, or at
    /// their n-th position (verl's tir_optimal_token_baseline and optimal_token_baseline).
    /// </summary>
    public bool OwnTokens { get; init; }

    /// <summary>Whether the longest completion of a group has no baseline where it is alone, behind the end of the
    /// second longest.</summary>
    public bool NoneAlone { get; init; }

    /// <summary>Added to the sum of weights.</summary>
    public double Epsilon { get; init; } = 1e-8;
}

/// <summary>
/// A baseline for each token that makes the variance of the policy gradient least (verl,
/// <c>optimal_token_baseline</c>): B_t = Σ G_t W_t / Σ W_t over the group, where G_t is the reward to go and W_t = Σ_{j
/// ≤ t} (1 − 2 π_j + Σ_v π_v²), the squared length of the scores of the tokens so far with respect to the logits.
/// </summary>
public static class OptimalTokenBaseline
{
    /// <summary>The advantages G_t − B_t. A completion that is the only one of its prompt has its rewards to
    /// go.</summary>
    /// <param name="rewards">[B][T] Rewards of tokens; see <see cref="TokenRewards.AtEnd"/>.</param>
    /// <param name="old">[B][T] log π_old.</param>
    /// <param name="squares">[B][T] Σ_v π_v² over the vocabulary: how sure the policy was.</param>
    /// <param name="mask">[B][T] The completion mask.</param>
    /// <param name="groups">[B] Which prompt each completion answers.</param>
    /// <param name="settings">How completions are aligned.</param>
    /// <param name="samplerWeights">[B][T] Weights that correct for the sampler: W is weighted by their square. Null
    /// for 1.</param>
    /// <returns>[B][T] Advantages, 0 on padding, and returns, the rewards to go.</returns>
    /// <exception cref="ArgumentException">Shapes differ.</exception>
    public static (double[][] Advantages, double[][] Returns) Of(
        double[][] rewards,
        double[][] old,
        double[][] squares,
        bool[][] mask,
        IReadOnlyList<int> groups,
        OptimalBaselineSettings settings,
        double[][]? samplerWeights = null
    )
    {
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentNullException.ThrowIfNull(settings);
        Check(nameof(rewards), rewards);
        Check(nameof(old), old);
        Check(nameof(squares), squares);
        if (samplerWeights is not null)
            Check(nameof(samplerWeights), samplerWeights);
        double[][] returns = [.. rewards.Select((row, b) => ToGo(row, mask[b]))];
        double[][] weights = [.. mask.Select((row, b) => Energy(row, b))]; // W
        // The positions at which completions are compared with each other.
        int[][] places =
        [
            .. mask.Select(row => Enumerable.Range(0, row.Length).Where(t => row[t] || !settings.OwnTokens).ToArray()),
        ];
        int[] lengths = [.. mask.Select(row => row.Count(kept => kept))];
        double[][] advantages =
        [
            .. returns.Select((row, b) => row.Select((value, t) => mask[b][t] ? value : 0).ToArray()),
        ];
        foreach (int[] all in RewardGroups.Of([.. rewards.Select(_ => 0.0)], groups))
        {
            int[] members = [.. all.Where(b => !settings.OwnTokens || lengths[b] > 0)];
            if (members.Length < 2)
                continue;
            int[] byLength = [.. members.OrderByDescending(b => lengths[b])];
            for (int step = 0; step < members.Max(b => places[b].Length); step++)
            {
                (int B, int T)[] there =
                [
                    .. members
                        .Where(b => step < places[b].Length && mask[b][places[b][step]])
                        .Select(b => (b, places[b][step])),
                ];
                double baseline =
                    there.Sum(at => returns[at.B][at.T] * weights[at.B][at.T])
                    / (there.Sum(at => weights[at.B][at.T]) + settings.Epsilon);
                foreach ((int b, int t) in there)
                {
                    bool alone =
                        settings.NoneAlone
                        && b == byLength[0]
                        && lengths[b] > lengths[byLength[1]]
                        && step >= lengths[byLength[1]];
                    if (!alone)
                        advantages[b][t] = returns[b][t] - baseline;
                }
            }
        }
        return (advantages, returns);

        void Check(string what, double[][] rows)
        {
            if (rows.Length != mask.Length || rows.Zip(mask).Any(pair => pair.First.Length != pair.Second.Length))
                throw new ArgumentException($"{what}: the shape is not that of the mask.", what);
        }

        double[] Energy(bool[] row, int b)
        {
            double sum = 0;
            return
            [
                .. row.Select(
                    (kept, t) =>
                    {
                        double weight = samplerWeights?[b][t] ?? 1;
                        return sum += kept ? (1 - 2 * Math.Exp(old[b][t]) + squares[b][t]) * weight * weight : 0;
                    }
                ),
            ];
        }
    }

    private static double[] ToGo(double[] rewards, bool[] mask)
    {
        double[] returns = new double[rewards.Length];
        double sum = 0;
        for (int t = rewards.Length - 1; t >= 0; t--)
            returns[t] = sum += mask[t] ? rewards[t] : 0;
        return returns;
    }
}
