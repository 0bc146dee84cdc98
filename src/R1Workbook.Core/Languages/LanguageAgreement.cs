namespace R1Workbook.Core.Languages;

/// <summary>How far the analysis agrees with labels, for one language.</summary>
/// <param name="Language">The label; <see cref="MixedText.Neutral"/> for what is of no language.</param>
/// <param name="Words">Words labelled so.</param>
/// <param name="WordsAgreeing">Those of them that the analysis gives the same label.</param>
/// <param name="Letters">Letters labelled so.</param>
/// <param name="LettersAgreeing">Those of them in a word that the analysis gives the same label.</param>
public sealed record LanguageAgreement(string Language, int Words, int WordsAgreeing, int Letters, int LettersAgreeing)
{
    /// <summary>The share of words agreed on.</summary>
    public double ByWord => Words == 0 ? 1 : (double)WordsAgreeing / Words;

    /// <summary>The share of letters agreed on.</summary>
    public double ByCharacter => Letters == 0 ? 1 : (double)LettersAgreeing / Letters;

    /// <summary>The agreement on labelled texts, one row a label, in the order of the labels.</summary>
    public static IReadOnlyList<LanguageAgreement> Measure(IEnumerable<MixedText> texts)
    {
        SortedDictionary<string, LanguageAgreement> rows = new(StringComparer.Ordinal);
        foreach (MixedText text in texts)
        {
            Dictionary<int, string> found = LanguageMix
                .Of(text.Text)
                .Tokens.ToDictionary(token => token.Word.Start, token => token.Language);
            // The words of the raw text, formulas and code included: those must not count.
            foreach (Word word in Labelled(text))
            {
                string label = text.Segments.First(segment => word.Start < segment.Start + segment.Length).Language;
                bool agrees = found.GetValueOrDefault(word.Start, MixedText.Neutral) == label;
                int letters = text.Text.AsSpan(word.Start, word.Length).ToString().Count(char.IsLetter);
                LanguageAgreement row = rows.GetValueOrDefault(label) ?? new LanguageAgreement(label, 0, 0, 0, 0);
                rows[label] = new LanguageAgreement(
                    label,
                    row.Words + 1,
                    row.WordsAgreeing + (agrees ? 1 : 0),
                    row.Letters + letters,
                    row.LettersAgreeing + (agrees ? letters : 0)
                );
            }
        }
        return [.. rows.Values];
    }

    /// <summary>All rows together.</summary>
    public static LanguageAgreement Total(IReadOnlyList<LanguageAgreement> rows) =>
        new(
            "all",
            rows.Sum(row => row.Words),
            rows.Sum(row => row.WordsAgreeing),
            rows.Sum(row => row.Letters),
            rows.Sum(row => row.LettersAgreeing)
        );

    private static IEnumerable<Word> Labelled(MixedText text) =>
        Core.Languages.Words.Of(text.Text).Where(word => word.Script != Script.Common);
}
