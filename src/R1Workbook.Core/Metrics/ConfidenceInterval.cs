using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace R1Workbook.Core.Metrics;

/// <summary>A confidence interval.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Level">How often such an interval holds the true value, such as 0.95.</param>
public readonly record struct ConfidenceInterval(double Low, double High, double Level)
{
    /// <summary>
    /// Wilson's score interval of a proportion (Wilson 1927, JASA 22, equation 6): unlike p ± 1.96 se it stays within
    /// [0, 1] and has a width where every trial succeeds.
    /// </summary>
    /// <param name="successes">How many succeeded; a mean over samples may make it a fraction.</param>
    /// <param name="trials">How many were tried.</param>
    /// <param name="level">How often such an interval holds the true value.</param>
    /// <exception cref="ArgumentOutOfRangeException">trials is not positive, successes is not within 0..trials, or
    /// level is not within (0, 1).</exception>
    public static ConfidenceInterval Wilson(double successes, double trials, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trials);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        double z = Normal.InvCDF(0, 1, 0.5 + Checked(level) / 2),
            z2 = z * z;
        double p = successes / trials;
        double centre = (p + z2 / (2 * trials)) / (1 + z2 / trials);
        double half = z / (1 + z2 / trials) * Math.Sqrt(p * (1 - p) / trials + z2 / (4 * trials * trials));
        return new ConfidenceInterval(Math.Max(0, centre - half), Math.Min(1, centre + half), level);
    }

    /// <summary>The percentile bootstrap interval of a mean (Efron 1979).</summary>
    /// <param name="values">[n] The values.</param>
    /// <param name="random">The seeded source of randomness.</param>
    /// <param name="resamples">How many times the values are drawn again with replacement.</param>
    /// <param name="level">How often such an interval holds the true value.</param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">resamples is not positive, or level is not within (0,
    /// 1).</exception>
    public static ConfidenceInterval Bootstrap(
        IReadOnlyList<double> values,
        Random random,
        int resamples = 10_000,
        double level = 0.95
    )
    {
        if (values.Count == 0)
            throw new ArgumentException("The interval of no values is not defined.", nameof(values));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(resamples);
        double tail = (1 - Checked(level)) / 2;
        double[] means = new double[resamples];
        for (int i = 0; i < resamples; i++)
        {
            double sum = 0;
            for (int j = 0; j < values.Count; j++)
                sum += values[random.Next(values.Count)];
            means[i] = sum / values.Count;
        }
        return new ConfidenceInterval(means.Quantile(tail), means.Quantile(1 - tail), level);
    }

    /// <summary>
    /// Student's interval of a mean (Student 1908): for a few runs, whose spread is as uncertain as their mean.
    /// </summary>
    /// <param name="values">[n] The values, at least two.</param>
    /// <param name="level">How often such an interval holds the true value.</param>
    /// <exception cref="ArgumentException">There are fewer than two values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">level is not within (0, 1).</exception>
    public static ConfidenceInterval Student(IReadOnlyList<double> values, double level = 0.95)
    {
        if (values.Count < 2)
        {
            throw new ArgumentException(
                $"{values.Count} values have no spread; at least two are needed.",
                nameof(values)
            );
        }

        double mean = values.Average();
        double half =
            StudentT.InvCDF(0, 1, values.Count - 1, 0.5 + Checked(level) / 2)
            * values.StandardDeviation()
            / Math.Sqrt(values.Count);
        return new ConfidenceInterval(mean - half, mean + half, level);
    }

    private static double Checked(double level) =>
        level is > 0 and < 1
            ? level
            : throw new ArgumentOutOfRangeException(
                nameof(level),
                level,
                "A confidence level lies between 0 and 1, such as 0.95."
            );
}
