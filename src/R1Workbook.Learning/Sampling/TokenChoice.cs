namespace R1Workbook.Learning.Sampling;

/// <summary>Draws one token from the probabilities of all.</summary>
public static class TokenChoice
{
    /// <summary>
    /// The most probable token at temperature 0; otherwise one drawn after top-k, then top-p of what is left, then
    /// min-p, in the order of Hugging Face's transformers. At least the most probable token is always left. Tokens of
    /// equal probability rank by their number.
    /// </summary>
    /// <param name="probabilities">[V] Probabilities at the temperature of the settings; at temperature 0 any.</param>
    /// <param name="settings">What is left out.</param>
    /// <param name="random">The source of randomness: one number a token, whatever the settings.</param>
    /// <returns>A token.</returns>
    public static int Draw(ReadOnlySpan<float> probabilities, SamplingSettings settings, Random random)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(random);
        if (settings.Temperature == 0)
            return MostProbable(probabilities);
        double uniform = random.NextDouble();
        if (settings is { TopK: 0, TopP: 1, MinP: 0 })
            return Invert(probabilities, uniform);
        float[] left = Left(probabilities, settings);
        double total = 0;
        foreach (float p in left)
            total += p;
        return Invert(left, uniform * total);
    }

    /// <summary>The probabilities of the tokens that top-k, top-p and min-p leave, 0 for the others; they do not add up
    /// to 1.</summary>
    /// <param name="probabilities">[V] Probabilities of all tokens.</param>
    /// <param name="settings">What is left out.</param>
    /// <returns>[V]</returns>
    public static float[] Left(ReadOnlySpan<float> probabilities, SamplingSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        float[] sorted = probabilities.ToArray();
        int[] order = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, order, Comparer<float>.Create((a, b) => b.CompareTo(a)));
        int kept = settings.TopK == 0 ? order.Length : Math.Min(settings.TopK, order.Length);
        if (settings.TopK > 0)
        {
            // Of equals at the edge the smaller numbers stay, whatever the sort did with them.
            float edge = sorted[kept - 1];
            int first = Array.FindIndex(sorted, p => p == edge),
                last = Array.FindLastIndex(sorted, p => p == edge);
            Array.Sort(order, first, last - first + 1);
        }
        if (settings.TopP < 1)
        {
            double all = 0,
                reached = 0;
            for (int i = 0; i < kept; i++)
                all += sorted[i];
            int i2 = 0;
            while (i2 < kept && reached < settings.TopP * all)
                reached += sorted[i2++];
            kept = Math.Max(1, i2);
        }
        float least = (float)(settings.MinP * sorted[0]);
        float[] left = new float[sorted.Length];
        for (int i = 0; i < kept && (i == 0 || sorted[i] >= least); i++)
            left[order[i]] = sorted[i];
        return left;
    }

    private static int MostProbable(ReadOnlySpan<float> p)
    {
        int best = 0;
        for (int token = 1; token < p.Length; token++)
        {
            if (p[token] > p[best])
                best = token;
        }

        return best;
    }

    // Inverse of the distribution function: faster than torch's multinomial at these sizes, and the source is ours.
    private static int Invert(ReadOnlySpan<float> p, double uniform)
    {
        double rest = uniform;
        for (int token = 0; token < p.Length; token++)
        {
            rest -= p[token];
            if (rest < 0)
                return token;
        }
        // Rounding left the sum just below 1: the last token that has any probability.
        int last = p.Length - 1;
        while (p[last] == 0)
            last--;
        return last;
    }
}
