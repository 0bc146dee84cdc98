namespace R1Workbook.Kernel.Contracts;

/// <summary>Which known name somebody meant who wrote another one.</summary>
internal static class ClosestName
{
    /// <summary>"; did you mean x?" with the known name at the smallest Levenshtein distance; a full stop when none is
    /// near.</summary>
    /// <param name="written">What was written.</param>
    /// <param name="known">The names that exist.</param>
    /// <param name="prefix">Put before the name, for example <c>#!</c>.</param>
    public static string Question(string written, IEnumerable<string> known, string prefix = "")
    {
        (string Name, int Distance) best = ("", Math.Max(1, written.Length / 2) + 1);
        foreach (string name in known)
        {
            int distance = Levenshtein(written.ToLowerInvariant(), name.ToLowerInvariant());
            best = distance < best.Distance ? (name, distance) : best;
        }

        return best.Name.Length == 0 ? "." : $"; did you mean {prefix}{best.Name}?";
    }

    private static int Levenshtein(string a, string b)
    {
        int[] previous = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] row = new int[b.Length + 1];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(substitution, Math.Min(previous[j], row[j - 1]) + 1);
            }

            previous = row;
        }

        return previous[b.Length];
    }
}
