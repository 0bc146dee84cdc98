using System.Collections.Frozen;
using System.Globalization;

namespace R1Workbook.Core.Verification.Extraction;

/// <summary>Tells prose from mathematics, and where a sentence ends.</summary>
internal static class ProseRecognizer
{
    private const int LongestSentence = 1000;

    private static readonly FrozenSet<string> Functions = new[]
    {
        "sin",
        "cos",
        "tan",
        "cot",
        "sec",
        "csc",
        "arcsin",
        "arccos",
        "arctan",
        "sinh",
        "cosh",
        "tanh",
        "log",
        "ln",
        "lg",
        "exp",
        "sqrt",
        "max",
        "min",
        "mod",
        "gcd",
        "lcm",
        "det",
        "lim",
        "abs",
        "floor",
        "ceil",
        "binomial",
        "binom",
        "factorial",
        "pi",
        "and",
        "or",
        "infty",
        "infinity",
        "inf",
        "oo",
        "int",
        "sum",
        "cup",
        "union",
        "alpha",
        "beta",
        "gamma",
        "theta",
        "lambda",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a stretch between dollar signs reads as prose: two words in a row and something beside
    /// words.</summary>
    public static bool Reads(ReadOnlySpan<char> text)
    {
        (int longest, int words, bool other) = Words(text);
        return longest >= 2 && (other || words > 4);
    }

    /// <summary>Whether a text has nothing but a few words: an answer such as "no solution".</summary>
    public static bool IsFewWords(ReadOnlySpan<char> text)
    {
        (_, int words, bool other) = Words(text);
        return words is > 0 and <= 3 && !other && text.Length <= 60;
    }

    /// <summary>Whether a whole text can be one expression: no word in it but names of functions and short
    /// names.</summary>
    public static bool IsExpression(ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i = SkipCommand(text, i) - 1;
            }
            else if (char.IsLetter(text[i]))
            {
                int start = i;
                while (i < text.Length && char.IsLetter(text[i]))
                    i++;
                int length = i - start;
                if (length > 3 && !Functions.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[start..i]))
                    return false;
                // "so it is 5" is no expression: short words, parted by blanks.
                if (
                    length is 2 or 3
                    && i + 1 < text.Length
                    && text[i] == ' '
                    && char.IsLetter(text[i + 1])
                    && !Functions.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[start..i])
                )
                {
                    return false;
                }

                i--;
            }
        }
        return true;
    }

    /// <summary>Where the sentence that begins at a place ends: at a full stop, at the end of the line, or after a
    /// thousand characters. Formulas are jumped over.</summary>
    public static int SentenceEnd(string text, int at, int end)
    {
        int limit = Math.Min(end, at + LongestSentence),
            i = at;
        while (i < limit && (char.IsWhiteSpace(text[i]) || text[i] is '*' or '_' or '"' or ':' or '：'))
            i++;
        for (; i < limit; i++)
        {
            char c = text[i];
            if (c is '$' or '\\')
            {
                if (FormulaScanner.TryRead(text, i, end, out AnswerSpan formula))
                    i = formula.End - 1;
                else if (c == '\\' && i + 1 < limit)
                    i++;
            }
            else if (EndsSentence(text, i, end))
            {
                return i;
            }
        }
        return Math.Max(at, Math.Min(i, end));
    }

    /// <summary>Whether a sentence ends with the character at a place.</summary>
    public static bool EndsSentence(string text, int at, int end) =>
        text[at] switch
        {
            '\n' or '。' or '！' or '？' or '।' or '؟' or '۔' => true,
            '.' or '!' or '?' => at + 1 >= end
                || char.IsWhiteSpace(text[at + 1])
                || text[at + 1] is '"' or '*' or '<' or '\'' or ')',
            _ => false,
        };

    /// <summary>Whether a character is a vowel sign or an accent: part of a word, but no letter.</summary>
    public static bool IsMark(char c) =>
        c > 127 && char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>The longest run of words that only blanks part, how many words there are, and whether there is anything
    /// else.</summary>
    private static (int Longest, int Words, bool Other) Words(ReadOnlySpan<char> text)
    {
        int run = 0,
            longest = 0,
            words = 0;
        bool other = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '\\')
            {
                (run, other) = (0, true);
                i = SkipCommand(text, i) - 1;
            }
            else if (char.IsLetter(c))
            {
                int start = i;
                while (i < text.Length && (char.IsLetter(text[i]) || text[i] == '\''))
                    i++;
                bool word =
                    i - start >= 2 && !Functions.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[start..i]);
                words += word ? 1 : 0;
                run = word ? run + 1 : 0;
                other |= !word;
                longest = Math.Max(longest, run);
                i--;
            }
            else if (c is not (' ' or '\t'))
            {
                run = 0;
                other |= c is not ('.' or '!');
            }
        }
        return (longest, words, other);
    }

    /// <summary>Behind a command; behind its argument too where that is text.</summary>
    private static int SkipCommand(ReadOnlySpan<char> text, int at)
    {
        int end = at + 1;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
            end++;
        if (end == at + 1)
            return Math.Min(text.Length, at + 2);
        if (!LatexText.Wraps(text[(at + 1)..end]) || end >= text.Length || text[end] != '{')
            return end;
        int close = text[end..].IndexOf('}');
        return close < 0 ? text.Length : end + close + 1;
    }
}
