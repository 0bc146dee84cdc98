using R1Workbook.Core.Metrics;

namespace R1Workbook.Benchmarks.Asking;

/// <summary>
/// The two kinds of chance in an accuracy: which questions the benchmark happens to have, and which samples the model
/// happened to draw.
/// </summary>
public static class SamplingIntervals
{
    private const double Normal95 = 1.959963984540054;

    /// <summary>
    /// The likely range of the accuracy on other questions of the same kind: Wilson's 95 % interval with each question
    /// a cluster of its samples. The number of trials is the effective one, p (1 − p) / se², where se is the standard
    /// error of the mean of the question means (design effect; Kish 1965, section 5.4): between the number of
    /// questions, n, and that of samples, n k.
    /// </summary>
    /// <param name="scores">[n][k] The score of each sample of each question, 0 to 1.</param>
    /// <exception cref="ArgumentException">There are no questions, or one has no samples.</exception>
    public static ConfidenceInterval OverQuestions(IReadOnlyList<IReadOnlyList<double>> scores)
    {
        double[] means = Means(scores); // [n]
        int n = means.Length;
        double p = means.Average(),
            trials = n;
        if (n > 1 && p is > 0 and < 1)
        {
            double variance = means.Sum(mean => (mean - p) * (mean - p)) / (n - 1) / n; // se²
            trials = Math.Clamp(p * (1 - p) / variance, n, n * scores[0].Count);
        }
        return ConfidenceInterval.Wilson(Math.Clamp(p * trials, 0, trials), trials);
    }

    /// <summary>
    /// The likely range of the accuracy on the same questions if the model drew again: p ± 1.96 se with
    /// se² = Σ s² / (n² k), s² the variance of a question's samples (k − 1 in its divisor), within [0, 1]. Null where k
    /// is 1: one sample shows no spread.
    /// </summary>
    /// <param name="scores">[n][k] The score of each sample of each question, 0 to 1.</param>
    /// <exception cref="ArgumentException">There are no questions, or one has no samples.</exception>
    public static ConfidenceInterval? OverSamples(IReadOnlyList<IReadOnlyList<double>> scores)
    {
        double[] means = Means(scores); // [n]
        if (scores.Any(samples => samples.Count < 2))
            return null;
        double n = means.Length,
            p = means.Average();
        double variance =
            scores
                .Zip(
                    means,
                    (samples, mean) =>
                        samples.Sum(score => (score - mean) * (score - mean)) / (samples.Count - 1) / samples.Count
                )
                .Sum() / (n * n);
        double half = Normal95 * Math.Sqrt(variance);
        return new ConfidenceInterval(Math.Max(0, p - half), Math.Min(1, p + half), 0.95);
    }

    private static double[] Means(IReadOnlyList<IReadOnlyList<double>> scores) =>
        scores.Count == 0 || scores.Any(samples => samples.Count == 0)
            ? throw new ArgumentException("an interval needs questions, each with a sample.", nameof(scores))
            : [.. scores.Select(samples => samples.Average())];
}
