using System.Text.RegularExpressions;

namespace R1Workbook.Core.Verification;

/// <summary>Finds the final answer in what a model wrote.</summary>
public static partial class AnswerExtraction
{
    /// <summary>
    /// The final answer: the last box, else what follows the last "answer is" (or "answer:"), else the last formula between
    /// dollar signs, else the whole text where it is short and one expression, else the last number.
    /// </summary>
    /// <returns>The answer and where it was found; null where there is none.</returns>
    public static (string Text, string Where)? Find(string text)
    {
        if (LastBox(text) is { } box) return (box, "the last box");
        if (AnswerIs().Matches(text).LastOrDefault() is { } said)
        {
            string rest = text[(said.Index + said.Length)..];
            string sentence = SentenceEnd().Split(rest, 2)[0].Trim();
            if (LastFormula(sentence) is { } within) return (within, "the formula after \"answer\"");
            if (Number().Match(sentence) is { Success: true } named && !sentence.Contains('\\', StringComparison.Ordinal)) return (named.Value, "the number after \"answer\"");
            if (sentence.Length > 0) return (sentence, "the words after \"answer\"");
        }
        if (LastFormula(text) is { } formula) return (formula, "the last formula");
        string whole = text.Trim();
        if (whole.Length > 0 && (whole.Length <= 60 || whole.StartsWith('\\')) && !Sentence().IsMatch(whole)) return (whole, "the whole text");
        return Number().Matches(text).LastOrDefault() is { } number ? (number.Value, "the last number") : null;
    }

    /// <summary>What stands in the last <c>\boxed{…}</c> or <c>\fbox{…}</c> whose braces close; null where there is none.</summary>
    public static string? LastBox(string text)
    {
        foreach (Match start in Box().Matches(text).Reverse())
        {
            int depth = 1;
            for (int i = start.Index + start.Length; i < text.Length; i++)
            {
                if (text[i] == '\\') i++;
                else if (text[i] == '{') depth++;
                else if (text[i] == '}' && --depth == 0) return text[(start.Index + start.Length)..i].Trim();
            }
        }
        return null;
    }

    private static string? LastFormula(string text)
    {
        Match? last = Formula().Matches(text).LastOrDefault();
        return last?.Groups.Values.Skip(1).First(group => group.Success).Value.Trim();
    }

    [GeneratedRegex(@"\\(?:boxed|fbox)\s*\{", RegexOptions.CultureInvariant)]
    private static partial Regex Box();

    [GeneratedRegex(@"\banswer\s*(?:is|:|=)\s*:?|答案(?:是|为|：|:)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AnswerIs();

    [GeneratedRegex(@"\.(?:\s|$)|\n|。", RegexOptions.CultureInvariant)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"(?<!\\)\$\$(.+?)\$\$|(?<![\\$])\$(?!\$)((?:\\.|[^$\\])+?)\$|\\\((.+?)\\\)|\\\[(.+?)\\\]", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Formula();

    [GeneratedRegex(@"[A-Za-z]{2,}\s+[A-Za-z]{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"[-−+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:\s*/\s*\d+)?%?|[-−+]?\.\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
