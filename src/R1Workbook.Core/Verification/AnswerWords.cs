using System.Collections.Frozen;
using System.Text;
using R1Workbook.Core.Verification.Extraction;

namespace R1Workbook.Core.Verification;

/// <summary>Compares answers that are words: a name, "even", "no solution".</summary>
internal static class AnswerWords
{
    /// <summary>Whether two texts have the same words: case, blanks, punctuation, articles and LaTeX that sets text
    /// aside.</summary>
    public static bool AreEqual(string gold, string answer)
    {
        string expected = Plain(gold),
            given = Plain(answer);
        if (expected.Length == 0)
            return false;
        // "Evelyn, because she was fastest" answers Evelyn.
        return expected == given
            || (expected.StartsWith("no ", StringComparison.Ordinal) && expected.TrimEnd('s') == given.TrimEnd('s'))
            || (answer.IndexOfAny([',', '.', ';', '(']) is > 0 and int end && Plain(answer[..end]) == expected);
    }

    /// <summary>Whether a sentence as gold says what a word or two as answer say: "f is odd" and "odd", "Yes, because
    /// 2 divides it" and "yes", "Petya will win" and "Petya". A sentence with a negation says it of nothing.</summary>
    public static bool Says(string gold, string answer)
    {
        string[] sentence = Plain(gold).Split(' ', StringSplitOptions.RemoveEmptyEntries),
            given = Plain(answer).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (given.Length is 0 or > 2 || sentence.Length is < 2 or > 12 || sentence.Any(Negations.Contains))
            return false;
        string word = given[^1];
        if (given.Length == 1 && word is "yes" or "true" or "correct" && sentence[0] == word)
            return gold.Length > word.Length && gold.TrimStart()[word.Length] is ',' or '.' or ';' or ':';
        int verb = Array.FindLastIndex(sentence, each => each is "is" or "are");
        if (verb > 0 && given.All(each => each.All(char.IsLetter)) && sentence.Skip(verb + 1).SequenceEqual(given))
            return true;
        if (given.Length == 1 && word is "odd" or "even")
        {
            return sentence[0] is "any" or "every" or "all"
                && sentence.Contains(word)
                && !sentence.Contains(Other(word));
        }

        return given.Length == 1
            && sentence[0] == word
            && char.IsUpper(answer.TrimStart()[0])
            && sentence[1] is "will" or "wins" or "won" or "receives" or "gets";
    }

    private static readonly FrozenSet<string> Negations = (
        "not no never neither nor cannot cant isnt doesnt loses lose lost except unless without if or"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    private static string Other(string parity) => parity == "odd" ? "even" : "odd";

    private static bool IsSign(string text, int at) =>
        at + 1 < text.Length
        && (char.IsAsciiDigit(text[at + 1]) || text[at + 1] == '.')
        && (at == 0 || !char.IsLetterOrDigit(text[at - 1]));

    private static string Plain(string text)
    {
        StringBuilder plain = new(text.Length);
        string bare = LatexText.WithoutMarkup(text);
        for (int i = 0; i < bare.Length; i++)
        {
            char c = bare[i];
            // A sign before a number is not a hyphen.
            if (c is '-' or '−' && IsSign(bare, i))
                plain.Append('-');
            else if (char.IsLetterOrDigit(c) || ProseRecognizer.IsMark(c))
                plain.Append(char.ToLowerInvariant(c));
            else if (c is ' ' or '\n' or '\t' or '-' && plain.Length > 0 && plain[^1] != ' ')
                plain.Append(' ');
            else if ("+*/=<>^".Contains(c, StringComparison.Ordinal))
                plain.Append(c);
        }
        string words = plain.ToString().Trim();
        foreach (string article in (string[])["the ", "a ", "an "])
        {
            if (words.StartsWith(article, StringComparison.Ordinal))
                return words[article.Length..];
        }
        return words;
    }
}
