using System.Buffers;
using System.Text.RegularExpressions;

namespace R1Workbook.Core.Instructions;

/// <summary>
/// Divides English text into sentences as Punkt does (Kiss and Strunk 2006, Unsupervised Multilingual Sentence Boundary
/// Detection, Computational Linguistics 32, section 4) with what NLTK's English model knows, which the official checks
/// count with. Its traits are kept: "e.g." ends a sentence, "1." does before a capital, a line without a full stop does
/// not.
/// </summary>
internal static partial class SentenceSplitter
{
    // What no word holds.
    private static readonly SearchValues<char> Marks = SearchValues.Create("?!)\";}]*:@'({[");

    /// <summary>The sentences with what closes them; spaces between them are left out.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        List<(int Start, int End)> spans = [];
        int start = 0;
        for (int run = RunStart(text, 0); run < text.Length; )
        {
            int end = RunEnd(text, run),
                next = RunStart(text, end);
            // A run without spaces has one candidate: its last stop that is followed by a mark or, at its end, by
            // another run.
            int stop = end - 1;
            while (
                stop >= run
                && !(
                    text[stop] is '.' or '?' or '!'
                    && (stop + 1 < end ? Marks.Contains(text[stop + 1]) : next < text.Length)
                )
            )
            {
                stop--;
            }

            if (stop >= run)
            {
                bool last = stop + 1 == end;
                if (HasBreak(text[run..(last ? RunEnd(text, next) : stop + 2)]))
                {
                    spans.Add((start, stop + 1));
                    start = last ? next : stop + 1;
                }
            }
            run = next;
        }
        spans.Add((start, text.Length));
        return Realigned(text, spans);
    }

    private static int RunStart(string text, int from)
    {
        while (from < text.Length && PythonText.IsSpace(text[from]))
            from++;
        return from;
    }

    private static int RunEnd(string text, int from)
    {
        while (from < text.Length && !PythonText.IsSpace(text[from]))
            from++;
        return from;
    }

    /// <summary>Gives the closing quotes and brackets at the start of a sentence to the one before.</summary>
    private static List<string> Realigned(string text, List<(int Start, int End)> spans)
    {
        List<string> sentences = [];
        int taken = 0;
        for (int i = 0; i < spans.Count; i++)
        {
            (int start, int end) = (spans[i].Start + taken, spans[i].End);
            taken = 0;
            if (
                i + 1 < spans.Count
                && Closing().Match(text[spans[i + 1].Start..spans[i + 1].End]) is { Success: true } closing
            )
            {
                taken = closing.Length;
                end = spans[i + 1].Start + closing.Value.TrimEnd().Length;
            }
            if (end > start)
                sentences.Add(text[start..end]);
        }
        return sentences;
    }

    private static bool HasBreak(string context)
    {
        List<string> tokens =
        [
            .. context.Split('\n').SelectMany(line => Token().Matches(line.Trim()).Select(match => match.Value)),
        ];
        // A break after the last token says nothing.
        return tokens.Zip(tokens.Skip(1), EndsSentence).Any(ends => ends);
    }

    /// <summary>Whether a sentence ends between two tokens: by the kind of the first (section 3 of the paper), then by
    /// both (section 4).</summary>
    private static bool EndsSentence(string token, string next)
    {
        if (token is "." or "?" or "!")
            return true;
        if (!token.EndsWith('.'))
            return false;
        bool ellipsis = token.EndsWith("..", StringComparison.Ordinal),
            number = Number().IsMatch(token),
            initial = Initial().IsMatch(token);
        string type = number ? EnglishSentences.Number : token[..^1].ToLowerInvariant();
        bool abbreviation =
            !ellipsis
            && (
                EnglishSentences.IsAbbreviation(token[..^1].ToLowerInvariant())
                || EnglishSentences.IsAbbreviation(token[(token.LastIndexOf('-') + 1)..^1].ToLowerInvariant())
            );
        string follower = next.Length > 1 && next[^1] == '.' ? next[..^1].ToLowerInvariant() : next.ToLowerInvariant();
        bool? starts = Starts(next, follower);
        if ((abbreviation || ellipsis) && !initial)
            return starts == true || (char.IsUpper(next[0]) && EnglishSentences.Starters.Contains(follower));
        bool ends = !abbreviation && !ellipsis;
        if (!initial && !number)
            return ends;
        if (starts == false)
            return false;
        // "J. Bach": a word that is never written small is a name.
        return ends
            && !(initial && starts is null && char.IsUpper(next[0]) && !EnglishSentences.IsWrittenSmall(follower));
    }

    /// <summary>Whether a token starts a sentence by the way it is written; null where that says nothing (section
    /// 4.1.1).</summary>
    private static bool? Starts(string token, string type)
    {
        if (token is ";" or ":" or "," or "." or "!" or "?")
            return false;
        if (char.IsUpper(token[0]) && EnglishSentences.IsNeverCapitalWithin(type))
            return true;
        return char.IsLower(token[0]) ? false : null;
    }

    [GeneratedRegex(@"\A[""')\]}]+?(?:\s+|(?=--)|$)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Closing();

    // Dashes and dots in a row; a word, which ends before a space or a mark; any other character.
    [GeneratedRegex(
        @"-{2,}|\.{2,}|(?:\.\s){2,}\.|(?=[^(""`{\[:;&#*@)}\]\-,])\S+?"
            + @"(?=\s|$|[?!)"";}\]*:@'({\[]|-{2,}|\.{2,}|(?:\.\s){2,}\."
            + @"|,(?=$|\s|[?!)"";}\]*:@'({\[]|-{2,}|\.{2,}|(?:\.\s){2,}\.))|\S",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Token();

    [GeneratedRegex(@"^-?[.,]?\d[\d,.\-]*\.?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"^\p{L}\.$", RegexOptions.CultureInvariant)]
    private static partial Regex Initial();
}
