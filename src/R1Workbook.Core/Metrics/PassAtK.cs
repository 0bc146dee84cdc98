namespace R1Workbook.Core.Metrics;

/// <summary>pass@k: the probability that at least one of k samples is right.</summary>
public static class PassAtK
{
    /// <summary>
    /// The unbiased estimate 1 − C(n−c, k) / C(n, k) from n samples of which c are right; 1 where n − c &lt; k.
    /// Chen et al. 2021, arXiv 2107.03374, equation 1, in its product form, which does not overflow.
    /// </summary>
    /// <param name="samples">n, how many samples were drawn.</param>
    /// <param name="correct">c, how many of them are right.</param>
    /// <param name="k">How many tries count.</param>
    /// <exception cref="ArgumentOutOfRangeException">n is not positive, c is not within 0..n, or k is not within
    /// 1..n.</exception>
    public static double Estimate(int samples, int correct, int k)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        ArgumentOutOfRangeException.ThrowIfNegative(correct);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(correct, samples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, samples);
        if (samples - correct < k)
            return 1;
        double allWrong = 1;
        for (int i = samples - correct + 1; i <= samples; i++)
            allWrong *= 1 - (double)k / i;
        return 1 - allWrong;
    }

    /// <summary>The mean of the estimates of several problems.</summary>
    /// <param name="problems">Samples and correct samples of each problem.</param>
    /// <param name="k">How many tries count.</param>
    /// <exception cref="ArgumentException">There is no problem.</exception>
    /// <exception cref="ArgumentOutOfRangeException">As for one problem.</exception>
    public static double Estimate(IEnumerable<(int Samples, int Correct)> problems, int k)
    {
        double[] estimates = [.. problems.Select(problem => Estimate(problem.Samples, problem.Correct, k))];
        return estimates.Length > 0
            ? estimates.Average()
            : throw new ArgumentException("pass@k of no problems is not defined.", nameof(problems));
    }
}
