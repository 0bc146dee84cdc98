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
            || (answer.IndexOfAny([',', '.', ';', '(']) is > 0 and int end && Plain(answer[..end]) == expected);
    }

    private static string Plain(string text)
    {
        StringBuilder plain = new(text.Length);
        foreach (char c in LatexText.WithoutMarkup(text))
        {
            if (char.IsLetterOrDigit(c) || ProseRecognizer.IsMark(c))
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
