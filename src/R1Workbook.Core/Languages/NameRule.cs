namespace R1Workbook.Core.Languages;

/// <summary>
/// Which words are names or symbols rather than words of a language, without a list of names: a capitalised word within
/// a sentence (not in German, where every noun is), an acronym, a word with a digit, a single letter that no language
/// uses as a word.
/// </summary>
internal static class NameRule
{
    // a, I, y, o, e, à, è, é, ó, u, в, и, о, с, к, у, я: words of one letter.
    private const string OneLetterWords = "aiyoeàèéóuвиоскуяіый";

    /// <summary>Whether a word of a cased script begins with a capital that the beginning of a sentence does not ask
    /// for.</summary>
    public static bool IsCapitalisedWithin(string text, Word word)
    {
        if (
            !char.IsUpper(text[word.Start])
            || text[word.Start] == 'I' && (word.Length == 1 || text[word.Start + 1] is '\'' or '’')
        )
        {
            return false;
        }

        return !BeginsSentence(text, word.Start);
    }

    /// <summary>Whether a word is a symbol: an acronym, a word with a digit, or a single letter that is no
    /// word.</summary>
    public static bool IsSymbol(string text, Word word)
    {
        if (word.Script is not (Script.Latin or Script.Cyrillic or Script.Greek))
            return word.Script == Script.Common;
        ReadOnlySpan<char> letters = text.AsSpan(word.Start, word.Length);
        if (letters.Length == 1)
        {
            return letters[0] == 'A'
                ? !BeginsSentence(text, word.Start)
                : !OneLetterWords.Contains(char.ToLowerInvariant(letters[0]), StringComparison.Ordinal);
        }

        bool lower = false;
        foreach (char letter in letters)
        {
            if (char.IsDigit(letter))
                return true;
            lower |= char.IsLower(letter);
        }
        return !lower;
    }

    private static bool BeginsSentence(string text, int start)
    {
        for (int i = start - 1; i >= 0; i--)
        {
            char before = text[i];
            if (before is '.' or '!' or '?' or ':' or '\n' or '。' or '！' or '？' or '：' or '*' or '#')
                return true;
            if (
                !char.IsWhiteSpace(before)
                && before is not ('"' or '“' or '«' or '(' or '¿' or '¡' or '\'' or '-' or '„')
            )
            {
                return false;
            }
        }
        return true;
    }
}
