namespace R1Workbook.Core.Grpo.Advantages;

/// <summary>Shifts and scales values to mean 0 and variance 1 over the tokens of a batch.</summary>
public static class Whitening
{
    /// <summary>(x − mean) / √(var + ε), the variance over n − 1, the mean over n + ε (verl).</summary>
    /// <param name="values">[B][T] Values; those of padding do not count, but are shifted and scaled like the
    /// others.</param>
    /// <param name="mask">[B][T] The completion mask.</param>
    /// <param name="epsilon">ε.</param>
    /// <returns>[B][T]</returns>
    /// <exception cref="ArgumentException">Fewer than two tokens: they have no variance.</exception>
    public static double[][] Of(double[][] values, bool[][] mask, double epsilon = 1e-8)
    {
        double[] counted = [.. values.SelectMany((row, b) => row.Where((_, t) => mask[b][t]))];
        if (counted.Length < 2)
        {
            throw new ArgumentException(
                $"{counted.Length} tokens have no variance; at least 2 are needed.",
                nameof(mask)
            );
        }

        double n = counted.Length,
            mean = counted.Sum() / (n + epsilon);
        double variance = counted.Sum(value => (value - mean) * (value - mean)) / (n + epsilon) * n / (n - 1);
        double scale = 1 / Math.Sqrt(variance + epsilon);
        return [.. values.Select(row => row.Select(value => (value - mean) * scale).ToArray())];
    }
}
