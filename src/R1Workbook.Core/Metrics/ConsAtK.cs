namespace R1Workbook.Core.Metrics;

/// <summary>cons@k: whether the answer that most of k samples give is right (majority vote,
/// self-consistency).</summary>
public static class ConsAtK
{
    /// <summary>
    /// The answer that most samples give. Answers that are <paramref name="same"/> count together, under the first of
    /// them. Of several with equally many votes, the one that came first wins.
    /// </summary>
    /// <param name="answers">[k] What each sample answers; null where nothing could be read, which has no vote.</param>
    /// <param name="same">Whether two answers mean the same; where absent, equal strings do.</param>
    /// <returns>The majority answer, or null where no sample has one.</returns>
    public static string? Majority(IReadOnlyList<string?> answers, Func<string, string, bool>? same = null)
    {
        same ??= string.Equals;
        List<(string Answer, int Votes)> classes = [];
        foreach (string answer in answers.OfType<string>())
        {
            int at = classes.FindIndex(known => same(known.Answer, answer));
            if (at < 0)
                classes.Add((answer, 1));
            else
                classes[at] = (classes[at].Answer, classes[at].Votes + 1);
        }
        // MaxBy keeps the first of equals
        return classes.Count == 0 ? null : classes.MaxBy(known => known.Votes).Answer;
    }

    /// <summary>1 where the majority answer is the gold answer, otherwise 0.</summary>
    /// <param name="answers">[k] What each sample answers; null has no vote.</param>
    /// <param name="gold">The right answer.</param>
    /// <param name="same">Whether two answers mean the same; where absent, equal strings do.</param>
    public static double Score(IReadOnlyList<string?> answers, string gold, Func<string, string, bool>? same = null) =>
        Majority(answers, same) is { } majority && (same ?? string.Equals)(gold, majority) ? 1 : 0;

    /// <summary>The mean of the score over every subset of k samples in the order they came: what cons@k is expected to
    /// be with fewer samples.</summary>
    /// <param name="answers">[n] What each sample answers.</param>
    /// <param name="gold">The right answer.</param>
    /// <param name="k">How many samples vote.</param>
    /// <param name="same">Whether two answers mean the same.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is not within 1..n, or there are more than a million subsets:
    /// draw subsets instead.</exception>
    public static double Expected(
        IReadOnlyList<string?> answers,
        string gold,
        int k,
        Func<string, string, bool>? same = null
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, answers.Count);
        double subsets = MathNet.Numerics.SpecialFunctions.Binomial(answers.Count, k);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(subsets, 1e6, nameof(k));
        int[] chosen = [.. Enumerable.Range(0, k)];
        double total = 0;
        do total += Score([.. chosen.Select(i => answers[i])], gold, same);
        while (Next(chosen, answers.Count));
        return total / subsets;
    }

    /// <summary>The next k-subset of 0..n−1 in lexicographic order.</summary>
    private static bool Next(int[] chosen, int n)
    {
        int k = chosen.Length,
            i = k - 1;
        while (i >= 0 && chosen[i] == n - k + i)
            i--;
        if (i < 0)
            return false;
        chosen[i]++;
        for (int j = i + 1; j < k; j++)
            chosen[j] = chosen[j - 1] + 1;
        return true;
    }
}
