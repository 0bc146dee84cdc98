namespace R1Workbook.Core.Metrics;

/// <summary>pass@1 as R1 reports it: the mean of k samples a problem, drawn with a temperature.</summary>
public static class PassAt1
{
    /// <summary>The mean over problems of the share of right samples; p_i is 1 where sample i is right. Version 1 of
    /// the paper, section 3, page 12.</summary>
    /// <param name="correct">[problems][k] Whether each sample is right.</param>
    /// <exception cref="ArgumentException">There is no problem, or a problem has no sample.</exception>
    public static double Estimate(IReadOnlyList<IReadOnlyList<bool>> correct)
    {
        if (correct.Count == 0)
            throw new ArgumentException("pass@1 of no problems is not defined.", nameof(correct));
        return correct.Average(samples =>
            samples.Count > 0
                ? samples.Count(right => right) / (double)samples.Count
                : throw new ArgumentException("A problem has no samples.", nameof(correct))
        );
    }
}
