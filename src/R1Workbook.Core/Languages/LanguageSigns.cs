namespace R1Workbook.Core.Languages;

/// <summary>The signs by which some languages are told apart.</summary>
internal sealed class LanguageSigns
{
    private const double Word = 1,
        Letter = 0.5,
        Ending = 0.35;

    private readonly string _otherwise;
    private readonly string[] _languages;
    private readonly Dictionary<string, double[]> _words,
        _letters,
        _endings;
    private readonly int _longestEnding;

    /// <param name="otherwise">The language where nothing speaks for any.</param>
    /// <param name="signs">Each language with its words, letters and endings.</param>
    public LanguageSigns(string otherwise, (string Language, string Words, string Letters, string Endings)[] signs)
    {
        _otherwise = otherwise;
        _languages = [.. signs.Select(language => language.Language)];
        _words = Weights([.. signs.Select(language => language.Words.Split(' '))], Word);
        _letters = Weights(
            [.. signs.Select(language => language.Letters.Select(letter => letter.ToString()).ToArray())],
            Letter
        );
        _endings = Weights(
            [.. signs.Select(language => language.Endings.Split(' ', StringSplitOptions.RemoveEmptyEntries))],
            Ending
        );
        _longestEnding = _endings.Keys.Select(ending => ending.Length).DefaultIfEmpty().Max();
    }

    public string Best(string text)
    {
        double[] scores = new double[_languages.Length];
        foreach (Word word in Words.Of(text))
        {
            string lower = text.Substring(word.Start, word.Length).Replace('’', '\'').ToLowerInvariant();
            if (_words.TryGetValue(lower, out double[]? row))
                Add(scores, row);
            else
                LongestEnding(lower, scores);
            foreach (char letter in lower)
            {
                if (letter > 0x7F && _letters.TryGetValue(letter.ToString(), out row))
                    Add(scores, row);
            }
        }
        double best = scores.Max();
        return best == 0 ? _otherwise : _languages[Array.IndexOf(scores, best)];
    }

    private void LongestEnding(string word, double[] scores)
    {
        for (int start = Math.Max(1, word.Length - _longestEnding); start < word.Length; start++)
        {
            if (!_endings.TryGetValue(word[start..], out double[]? row))
                continue;
            Add(scores, row);
            return;
        }
    }

    private static void Add(double[] scores, double[] row)
    {
        for (int i = 0; i < scores.Length; i++)
            scores[i] += row[i];
    }

    // What several languages have says less for each of them, and a word of one letter may be a variable.
    private static Dictionary<string, double[]> Weights(string[][] signs, double weight)
    {
        Dictionary<string, double[]> rows = [];
        foreach (string sign in signs.SelectMany(list => list).Distinct())
        {
            bool[] has = [.. signs.Select(list => list.Contains(sign))];
            double each =
                weight / Math.Sqrt(has.Count(other => other)) * (sign.Length == 1 && weight == Word ? 0.4 : 1);
            rows[sign] = [.. has.Select(it => it ? each : 0)];
        }
        return rows;
    }
}
