using System.Buffers;

namespace R1Workbook.Core.Verification.Extraction;

/// <summary>A place where a text says that its answer follows.</summary>
/// <param name="At">Where it says so.</param>
/// <param name="Content">Where the answer may begin.</param>
/// <param name="End">Where the sentence ends.</param>
/// <param name="Rank">How strongly it says so; the smaller the stronger.</param>
/// <param name="Where">How, for a person to read.</param>
internal readonly record struct Announcement(int At, int Content, int End, int Rank, string Where)
{
    /// <summary>Whether the stretch is the answer and nothing else.</summary>
    public bool IsExact => Where is Announcements.Hashes or Announcements.JsonField;
}

/// <summary>The words that announce an answer, in the languages of the large multilingual benchmarks.</summary>
internal static class Announcements
{
    internal const string Hashes = "the text after ####",
        JsonField = "the field \"answer\"";

    /// <summary>The rank of "final answer is ... I hope it is correct".</summary>
    public const int Hoped = 0;

    /// <summary>The rank of "final answer is", <c>####</c> and a JSON field "answer".</summary>
    public const int Final = 50;

    /// <summary>The rank of "answer:".</summary>
    public const int Colon = 100;

    /// <summary>The rank of "answer is".</summary>
    public const int Said = 200;

    /// <summary>The rank of a text that is nothing but an answer.</summary>
    public const int Whole = 250;

    /// <summary>The rank of whatever nothing announces.</summary>
    public const int Unannounced = 300;

    /// <summary>The announcements of a text, in its order.</summary>
    public static List<Announcement> Find(string text)
    {
        List<Announcement> found = [];
        SearchValues<string> words = AnnouncementWords.Of(text);
        for (int at = 0; at < text.Length; )
        {
            int next = text.AsSpan(at).IndexOfAny(words);
            if (next < 0)
                break;
            at += next;
            int word = at;
            while (at < text.Length && (char.IsLetter(text[at]) || text[at] == '#' || ProseRecognizer.IsMark(text[at])))
                at++;
            if (at == word)
                at++;
            if (Read(text, word, at) is { } announcement)
                found.Add(announcement);
        }
        return found;
    }

    /// <summary>The last line, where it begins with "A:" as in the solutions of GSM8K.</summary>
    public static Announcement? LastLine(string text)
    {
        int end = text.AsSpan().TrimEnd().Length,
            line = end == 0 ? 0 : text.LastIndexOf('\n', end - 1) + 1;
        return LatexText.StartsWith(text, line, "A:") && line > 0
            ? new Announcement(line, line + 2, end, Colon, "the last line")
            : null;
    }

    /// <summary>Behind the first or the last "is" or "=" of a stretch that is not behind the last place; −1 where there
    /// is none.</summary>
    public static int Copula(string text, int start, int end, int lastPlace, bool first)
    {
        int last = -1;
        for (int i = start; i < end; )
        {
            char c = text[i];
            int after = -1;
            if (
                c is '=' or '≈' or '是' or '为' or '為' or 'は'
                || (c is ':' or '：' && (c == '：' || i + 1 < end && char.IsWhiteSpace(text[i + 1])))
            )
            {
                after = ++i;
            }
            else if (c is '$' or '\\' && FormulaScanner.TryRead(text, i, end, out AnswerSpan formula))
            {
                i = formula.End;
            }
            else if (IsWord(c))
            {
                int word = i;
                while (i < end && IsWord(text[i]))
                    i++;
                if (AnnouncementWords.IsCopula(text.AsSpan(word, i - word)))
                    after = i;
            }
            else
            {
                i++;
            }

            if (after >= 0 && after <= lastPlace)
                last = after;
            if (first && last >= 0)
                break;
        }
        return last;
    }

    private static Announcement? Read(string text, int word, int after)
    {
        bool hashes = text[word] == '#';
        if (
            !hashes && word > 0 && text[word - 1] is '_' or '<' or '/'
            || (word > 0 && char.IsAsciiLetter(text[word]) && char.IsAsciiLetter(text[word - 1]))
        )
        {
            return null;
        }

        int i = after;
        while (i < text.Length && text[i] is '*' or '_' or ' ')
            i++;
        if (hashes)
            return new Announcement(word, i, LineEnd(text, i), Final, Hashes);
        bool final =
            word >= 6 && string.Compare(text, word - 6, "final ", 0, 6, StringComparison.OrdinalIgnoreCase) == 0;
        if (i < text.Length && text[i] == '"')
        {
            int colon = LatexText.SkipSpace(text, i + 1, text.Length);
            if (colon < text.Length && text[colon] == ':')
                return Field(text, word, LatexText.SkipSpace(text, colon + 1, text.Length));
        }
        bool says = i < text.Length && text[i] is ':' or '：' || text[after - 1] is '：' or ':' or '은';
        int content = says && i < text.Length && text[i] is ':' or '：' ? i + 1 : i;
        int end = ProseRecognizer.SentenceEnd(text, content, text.Length);
        // A heading: "Final answer" alone on its line.
        if (final && !says && i < text.Length && text[i] is '\n' or '\r')
        {
            (says, end) = (
                true,
                ProseRecognizer.SentenceEnd(text, LatexText.SkipSpace(text, i, text.Length), text.Length)
            );
        }

        int hope = LatexText.SkipSpace(text, Math.Min(end + 1, text.Length), text.Length);
        bool hoped = LatexText.StartsWith(text, hope, "I hope");
        (int rank, string where) =
            final ? (hoped ? Hoped : Final, "the final answer")
            : says ? (Colon, "what follows \"answer:\"")
            : (Said, "what is said to be the answer");
        return new Announcement(word, content, end, rank, where);
    }

    /// <summary>The text of a JSON field: up to the quote that ends it, or the end of the line where it is no
    /// text.</summary>
    private static Announcement Field(string text, int word, int at)
    {
        bool quoted = at < text.Length && text[at] == '"';
        int end = quoted ? at + 1 : at;
        if (!quoted)
        {
            end = LineEnd(text, at);
        }
        else
        {
            while (end < text.Length && text[end] != '"')
                end += text[end] == '\\' ? 2 : 1;
        }

        return new Announcement(word, quoted ? at + 1 : at, Math.Min(end, text.Length), Final, JsonField);
    }

    private static int LineEnd(string text, int at)
    {
        int line = text.IndexOf('\n', Math.Min(at, text.Length));
        return line < 0 ? text.Length : line;
    }

    private static bool IsWord(char c) => char.IsLetter(c) || c is '\'' or '’' || ProseRecognizer.IsMark(c);
}
