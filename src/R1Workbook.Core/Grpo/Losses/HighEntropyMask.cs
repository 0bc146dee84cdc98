namespace R1Workbook.Core.Grpo.Losses;

/// <summary>
/// The tokens of highest entropy, the forks of a chain of thought: learning only from them works as well as from all
/// (Wang et al. 2025, arXiv 2506.01939; TRL, <c>top_entropy_quantile</c>).
/// </summary>
public static class HighEntropyMask
{
    /// <summary>Marks the unmasked tokens whose entropy reaches the quantile of all unmasked entropies of the
    /// batch.</summary>
    /// <param name="entropies">[B][T]: the entropy of the policy at each token.</param>
    /// <param name="mask">[B][T]: 1 on tokens that count.</param>
    /// <param name="quantile">0 marks all of them, 0.8 the upper fifth; between two entropies it is interpolated
    /// linearly.</param>
    /// <returns>[B][T]: true where the token is marked.</returns>
    /// <exception cref="ArgumentException">The shapes differ, or the quantile lies outside 0 to 1.</exception>
    public static bool[][] Of(double[][] entropies, int[][] mask, double quantile)
    {
        if (quantile is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(quantile), quantile, "A quantile lies between 0 and 1.");
        if (entropies.Length != mask.Length || entropies.Zip(mask).Any(row => row.First.Length != row.Second.Length))
            throw new ArgumentException("The entropies and their mask differ in shape.", nameof(mask));
        double[] counted =
        [
            .. entropies.Zip(mask, (row, marks) => row.Where((_, i) => marks[i] != 0)).SelectMany(row => row).Order(),
        ];
        if (counted.Length == 0)
            return [.. entropies.Select(row => new bool[row.Length])];
        // Single precision at the threshold, as in TRL: a token that lies on the quantile is marked whatever the
        // rounding.
        float threshold = (float)Quantile(counted, quantile);
        return
        [
            .. entropies.Zip(
                mask,
                (row, marks) => row.Select((entropy, i) => marks[i] != 0 && (float)entropy >= threshold).ToArray()
            ),
        ];
    }

    private static double Quantile(double[] sorted, double quantile)
    {
        double at = quantile * (sorted.Length - 1);
        int low = (int)at;
        return low + 1 == sorted.Length ? sorted[low] : sorted[low] + (at - low) * (sorted[low + 1] - sorted[low]);
    }
}
