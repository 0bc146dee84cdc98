namespace R1Workbook.Core.Languages;

/// <summary>What a share is counted in.</summary>
public enum LanguageUnit
{
    /// <summary>Words (<see cref="Languages.Words"/>), as in equation 7 of the paper.</summary>
    Word,

    /// <summary>Letters: fairer between languages whose words differ in length, and independent of where words
    /// end.</summary>
    Character,
}

/// <summary>
/// The languages of a text: its passages in order, where it switches, and the share of each. Code, LaTeX, numbers,
/// addresses, symbols and names do not count: they are the same in every language.
/// </summary>
/// <param name="Tokens">The words that count, in order.</param>
/// <param name="Segments">The passages, in order; neighbours differ in language.</param>
public sealed record LanguageMix(IReadOnlyList<LanguageToken> Tokens, IReadOnlyList<LanguageSegment> Segments)
{
    /// <summary>Texts beyond this length are judged by their first part: 10⁶ characters.</summary>
    public const int LongestText = 1_000_000;

    /// <summary>Where the language changes: the first character of each passage after the first.</summary>
    public IReadOnlyList<int> Switches => [.. Segments.Skip(1).Select(segment => segment.Start)];

    /// <summary>The languages, the most used (by letters) first.</summary>
    public IReadOnlyList<string> Languages =>
        [
            .. Segments
                .GroupBy(segment => segment.Language)
                .OrderByDescending(group => group.Sum(segment => segment.Letters))
                .Select(group => group.Key),
        ];

    /// <summary>How many words or letters count.</summary>
    public int Total(LanguageUnit unit) => Segments.Sum(segment => Count(segment, unit));

    /// <summary>The share of a language, 0 to 1; null where nothing counts.</summary>
    /// <param name="language">An ISO 639-1 code; what follows a hyphen does not count.</param>
    /// <param name="unit">What is counted.</param>
    public double? Share(string language, LanguageUnit unit)
    {
        int total = Total(unit);
        string code = language.Split('-', '_')[0].ToLowerInvariant();
        return total == 0
            ? null
            : (double)Segments.Where(segment => segment.Language == code).Sum(segment => Count(segment, unit)) / total;
    }

    /// <summary>Analyses a text. Linear in its length.</summary>
    public static LanguageMix Of(string text)
    {
        if (text.Length > LongestText)
            text = text[..LongestText];
        string prose = Prose.Of(text);
        IReadOnlyList<Word> words = Core.Languages.Words.Of(prose);
        string[] languages = LanguageIdentifier.Identify(prose, words);
        List<LanguageToken> tokens = [];
        List<LanguageSegment> segments = [];
        for (int i = 0; i < words.Count; i++)
        {
            if (!Counts(prose, words, i, languages[i]))
                continue;
            tokens.Add(new LanguageToken(words[i], languages[i]));
            int letters = Letters(prose, words[i]);
            if (segments.Count > 0 && segments[^1] is var last && last.Language == languages[i])
            {
                segments[^1] = last with
                {
                    Length = words[i].End - last.Start,
                    Words = last.Words + 1,
                    Letters = last.Letters + letters,
                };
            }
            else
            {
                segments.Add(
                    new LanguageSegment(words[i].Start, words[i].Length, words[i].Script, languages[i], 1, letters)
                );
            }
        }
        return new LanguageMix(tokens, segments);
    }

    private static bool Counts(string text, IReadOnlyList<Word> words, int i, string language)
    {
        Word word = words[i];
        if (NameRule.IsSymbol(text, word))
            return false;
        if (word.Script is not (Script.Latin or Script.Cyrillic))
            return true;
        bool amongOthers = Apart(words, i, -1) && Apart(words, i, 1);
        // "Alice 有 3 个苹果": a capitalised word alone among another script is a name, wherever it stands; a single letter
        // is a symbol.
        if (amongOthers && words.Count > 1 && (char.IsUpper(text[word.Start]) || word.Length == 1))
            return false;
        return language == "de" || !NameRule.IsCapitalisedWithin(text, word);
    }

    /// <summary>Whether there is no word of the same script next to a word on one side.</summary>
    private static bool Apart(IReadOnlyList<Word> words, int i, int step)
    {
        for (int other = i + step; other >= 0 && other < words.Count; other += step)
        {
            if (words[other].Script != Script.Common)
                return words[other].Script != words[i].Script;
        }
        return true;
    }

    private static int Letters(string text, Word word)
    {
        int letters = 0;
        for (int i = word.Start; i < word.End; i++)
        {
            if (char.IsLetter(text[i]) || char.IsHighSurrogate(text[i]))
                letters++;
        }

        return letters;
    }

    private static int Count(LanguageSegment segment, LanguageUnit unit) =>
        unit == LanguageUnit.Word ? segment.Words : segment.Letters;
}
