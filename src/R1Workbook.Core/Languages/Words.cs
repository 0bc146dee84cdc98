using System.Text;

namespace R1Workbook.Core.Languages;

/// <summary>
/// Divides a text into words, without a dictionary. The rules:
/// <list type="bullet">
/// <item>A word is of one script. Letters, digits and marks that touch are one word, with an apostrophe or a hyphen
/// between letters.</item>
/// <item>Chinese: a character that is mostly a word of its own (的, 是, 了, ...) stands alone, the others go in pairs, as
/// most Chinese words have two; 们 joins what it makes plural.</item>
/// <item>Japanese: a word ends where the script changes between kanji, hiragana and katakana; kanji go as in
/// Chinese.</item>
/// <item>Korean sets spaces; what stands between them is a word.</item>
/// <item>Thai: a word begins at each vowel that is written before its consonant (เ แ โ ใ ไ): syllables rather than
/// words.</item>
/// </list>
/// </summary>
public static class Words
{
    private const string AloneInChinese = "的了是在不和也就都而与或但很被把让给从向若则你他她它我有再又还吗呢吧啊之";
    private const string LeadingThaiVowels = "เแโใไ";

    /// <summary>The words of a text, in order; numbers among them, punctuation not.</summary>
    public static IReadOnlyList<Word> Of(string text)
    {
        List<Word> words = [];
        for (int i = 0; i < text.Length; )
        {
            Rune rune = RuneAt(text, i);
            Script script = Scripts.Of(rune);
            if (script == Script.Common && !Rune.IsDigit(rune))
                i += rune.Utf16SequenceLength;
            else if (script == Script.Han)
                i = Han(text, i, words);
            else
                i = Run(text, i, script, words);
        }
        return words;
    }

    /// <summary>Whether more than half of the letters are of scripts that set no spaces between words (Han, kana,
    /// Thai).</summary>
    public static bool WithoutSpaces(string text)
    {
        int letters = 0,
            without = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            Script script = Scripts.Of(rune);
            if (script == Script.Common)
                continue;
            letters++;
            if (script is Script.Han or Script.Hiragana or Script.Katakana or Script.Thai)
                without++;
        }
        return without * 2 > letters;
    }

    internal static Rune RuneAt(string text, int index) =>
        Rune.TryGetRuneAt(text, index, out Rune rune) ? rune : Rune.ReplacementChar;

    private static int Run(string text, int start, Script script, List<Word> words)
    {
        int i = start;
        bool letters = script != Script.Common;
        while (i < text.Length)
        {
            Rune rune = RuneAt(text, i);
            Script next = Scripts.Of(rune);
            bool joins =
                next == script && next != Script.Common
                || Scripts.IsMark(rune) && i > start
                || Rune.IsDigit(rune) && script is not (Script.Hiragana or Script.Katakana or Script.Thai)
                || !letters && next == Script.Latin && i > start
                || i > start
                    && rune.Value is '\'' or '’' or '-'
                    && letters
                    && i + 1 < text.Length
                    && Scripts.Of(RuneAt(text, i + 1)) == script;
            if (!joins)
                break;
            // "2x" is one word of Latin letters.
            if (!letters && next == Script.Latin)
                (script, letters) = (Script.Latin, true);
            if (
                script == Script.Thai
                && i > start
                && LeadingThaiVowels.Contains((char)rune.Value, StringComparison.Ordinal)
            )
            {
                break;
            }

            i += rune.Utf16SequenceLength;
        }
        if (i == start)
            return start + RuneAt(text, start).Utf16SequenceLength;
        words.Add(new Word(start, i - start, script));
        return i;
    }

    private static int Han(string text, int start, List<Word> words)
    {
        int first = RuneAt(text, start).Utf16SequenceLength,
            next = start + first;
        // The plural 们 belongs to the character before it: 我们, 他们.
        bool pair =
            next < text.Length
            && Scripts.Of(RuneAt(text, next)) == Script.Han
            && (text[next] == '们' || (!Alone(text, start) && !Alone(text, next)));
        int length = first + (pair ? RuneAt(text, next).Utf16SequenceLength : 0);
        words.Add(new Word(start, length, Script.Han));
        return start + length;
    }

    private static bool Alone(string text, int index) => AloneInChinese.Contains(text[index], StringComparison.Ordinal);
}
