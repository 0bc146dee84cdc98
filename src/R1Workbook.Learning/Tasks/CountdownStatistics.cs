namespace R1Workbook.Learning.Tasks;

/// <summary>What a set of verdicts says about a policy: the figures that the paper's Figures 2 and 3 show, and those
/// that keep them honest.</summary>
public static class CountdownStatistics
{
    /// <summary>The figures of a set of responses. A figure that nothing was measured for is NaN.</summary>
    /// <param name="verdicts">One verdict a response.</param>
    /// <param name="prefix">Put before every name.</param>
    /// <returns>Means by name: accuracy, format, length (tokens), waits (a response), reflective (share with a "wait"),
    /// language (share of words in the prompt's language), mixed (share of responses with a word of the other),
    /// truncated, facts (share of steps that are right), duplicates (share of responses that try a candidate
    /// twice).</returns>
    public static Dictionary<string, double> Of(IReadOnlyCollection<CountdownVerdict> verdicts, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        double Mean(Func<CountdownVerdict, double> of) => verdicts.Count == 0 ? double.NaN : verdicts.Average(of);
        double[] shares = [.. verdicts.Select(verdict => verdict.LanguageShare).OfType<double>()];
        int steps = verdicts.Sum(verdict => verdict.Steps);
        return new Dictionary<string, double>
        {
            [prefix + "accuracy"] = Mean(verdict => verdict.Correct ? 1 : 0),
            [prefix + "format"] = Mean(verdict => verdict.WellFormed ? 1 : 0),
            [prefix + "length"] = Mean(verdict => verdict.Length),
            [prefix + "waits"] = Mean(verdict => verdict.Waits),
            [prefix + "reflective"] = Mean(verdict => verdict.Waits > 0 ? 1 : 0),
            [prefix + "language"] = shares.Length == 0 ? double.NaN : shares.Average(),
            [prefix + "mixed"] = Mean(verdict => verdict.ForeignWords > 0 ? 1 : 0),
            [prefix + "truncated"] = Mean(verdict => verdict.Truncated ? 1 : 0),
            [prefix + "facts"] = steps == 0 ? double.NaN : (double)verdicts.Sum(verdict => verdict.TrueSteps) / steps,
            [prefix + "duplicates"] = Mean(verdict => verdict.HasDuplicate ? 1 : 0),
        };
    }
}
