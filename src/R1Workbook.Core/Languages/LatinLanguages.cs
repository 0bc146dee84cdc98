namespace R1Workbook.Core.Languages;

/// <summary>
/// Tells languages of Latin script apart word by word: by function words, by letters that a language has or lacks, and
/// by endings. The lists are the project's own. One word says little; <see cref="LanguageIdentifier"/> joins the words
/// of a passage.
/// </summary>
public static class LatinLanguages
{
    /// <summary>The languages told apart; the scores of a word stand in this order.</summary>
    public static IReadOnlyList<string> Codes { get; } = ["en", "de", "fr", "es", "it", "pt"];

    private const double FunctionWord = 2.2,
        OwnLetter = 1.6,
        MissingLetter = -2.5,
        Ending = 0.8;

    private static readonly Dictionary<string, double[]> Known = Table();
    private static readonly Dictionary<string, double[]> EndingScores = LatinLanguageSigns
        .Endings.GroupBy(row => row.Ending)
        .ToDictionary(group => group.Key, group => Row(string.Join(' ', group.Select(row => row.Languages)), Ending));

    private static readonly (string Elision, double[] Row)[] ElisionScores =
    [
        .. LatinLanguageSigns.Elisions.Select(row => (row.Elision, Row(row.Languages, OwnLetter))),
    ];

    /// <summary>Adds the scores of a word, lower case, to <paramref name="scores"/>, one a language of
    /// <see cref="Codes"/>.</summary>
    public static void Score(ReadOnlySpan<char> word, Span<double> scores)
    {
        Dictionary<string, double[]>.AlternateLookup<ReadOnlySpan<char>> known = Known.GetAlternateLookup<
                ReadOnlySpan<char>
            >(),
            endings = EndingScores.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(word, out double[]? function))
        {
            Add(scores, function);
            return;
        }
        foreach ((string elision, double[] row) in ElisionScores)
        {
            if (word.StartsWith(elision, StringComparison.Ordinal))
                Add(scores, row);
        }
        foreach (char letter in word)
        {
            if (letter < 0x80)
            {
                if (letter is 'w' or 'k' or 'y')
                {
                    Add(
                        scores,
                        letter == 'w' ? W
                            : letter == 'k' ? K
                            : Y
                    );
                }

                continue;
            }
            foreach ((string letters, string languages) in LatinLanguageSigns.Letters)
            {
                if (!letters.Contains(letter, StringComparison.Ordinal))
                    continue;
                for (int i = 0; i < scores.Length; i++)
                    scores[i] += languages.Contains(Codes[i], StringComparison.Ordinal) ? OwnLetter : MissingLetter;
            }
        }
        // The longest ending known decides.
        for (int length = Math.Min(6, word.Length - 1); length > 0; length--)
        {
            if (!endings.TryGetValue(word[^length..], out double[]? ending))
                continue;
            double weight = Math.Min(1.5, 0.4 + 0.3 * length);
            for (int i = 0; i < scores.Length; i++)
                scores[i] += weight * ending[i];
            break;
        }
    }

    private static readonly double[] W = [0.4, 0.4, -1.5, -1.5, -1.5, -1.5],
        K = [0.2, 0.4, -1, -1, -1, -1],
        Y = [0.4, -0.6, 0, 0.2, -1.2, -1.2];

    private static void Add(Span<double> scores, double[] row)
    {
        for (int i = 0; i < scores.Length; i++)
            scores[i] += row[i];
    }

    private static double[] Row(string languages, double value) =>
        [.. Codes.Select(code => languages.Contains(code, StringComparison.Ordinal) ? value : 0)];

    private static Dictionary<string, double[]> Table()
    {
        Dictionary<string, double[]> table = [];
        for (int language = 0; language < LatinLanguageSigns.FunctionWords.Length; language++)
        {
            foreach (
                string word in LatinLanguageSigns
                    .FunctionWords[language]
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            )
            {
                if (!table.TryGetValue(word, out double[]? row))
                    table[word] = row = new double[Codes.Count];
                row[language] = FunctionWord;
            }
        }
        return table;
    }
}
