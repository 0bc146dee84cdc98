namespace R1Workbook.Core.Verification.Extraction;

/// <summary>
/// Finds the answer in what a model wrote. What is announced as the answer comes before what is not, by rank (see
/// <see cref="ExtractionSettings.BoxedPriority"/>); of equal ranks the later in the text comes first. Time is linear in
/// the text, of which only the end is read where it is long: what a model wrote last is what it answers.
/// </summary>
public static class AnswerExtractor
{
    private const int LongestText = 100_000,
        MostAnnouncements = 32;
    private static readonly string[] Ends =
    [
        "<|im_start|>user",
        "<|im_end|>",
        "<|endoftext|>",
        "<|eot_id|>",
        "<｜end▁of▁sentence｜>",
        "<|end_of_text|>",
    ];

    /// <summary>The answers of a text, the most likely first. A verifier takes the first that it can read.</summary>
    /// <param name="text">An answer, or a whole completion.</param>
    /// <param name="settings">What is looked for; the defaults where absent.</param>
    public static IReadOnlyList<ExtractedAnswer> Extract(string text, ExtractionSettings? settings = null) =>
        [.. Enumerate(text, settings ?? ExtractionSettings.Default)];

    /// <summary>What the last <c>\boxed{…}</c> or <c>\fbox{…}</c> holds; null where there is none.</summary>
    public static string? LastBox(string text) => BoxScanner.Find(text) is [.., { } last] ? last.Text : null;

    /// <summary>Whether a text says somewhere that its answer follows.</summary>
    internal static bool Announces(string text) =>
        Announcements.Find(text).Count > 0 || Announcements.LastLine(text) is not null;

    /// <summary>The answers one by one: what the first makes needless is not computed.</summary>
    internal static IEnumerable<ExtractedAnswer> Enumerate(string text, ExtractionSettings settings)
    {
        if (text.Length > LongestText)
            text = text[^LongestText..];
        text = Ended(LatexText.WithPlainDigits(LatexText.Unescaped(text)));
        string[] parts = [.. Parts(text)];
        bool found = false;
        foreach (string part in parts)
        {
            foreach (ExtractedAnswer answer in Of(part, settings))
            {
                found = true;
                yield return answer;
            }
            if (found)
                yield break;
        }
    }

    /// <summary>Where the answer is looked for in turn: between answer tags, behind the reasoning,
    /// everywhere.</summary>
    private static IEnumerable<string> Parts(string text)
    {
        const string Open = "<answer>",
            Close = "</answer>",
            Thought = "</think>";
        int open = text.LastIndexOf(Open, StringComparison.Ordinal);
        if (open >= 0)
        {
            int start = open + Open.Length,
                close = text.IndexOf(Close, start, StringComparison.Ordinal);
            yield return text[start..(close < 0 ? text.Length : close)].Trim();
        }
        int thought = text.LastIndexOf(Thought, StringComparison.Ordinal);
        if (thought >= 0)
            yield return text[(thought + Thought.Length)..].Trim();
        yield return text.Trim();
    }

    private static string Ended(string text)
    {
        foreach (string mark in Ends)
        {
            int at = text.IndexOf(mark, StringComparison.Ordinal);
            if (at > 0 && !string.IsNullOrWhiteSpace(text[..at]))
                text = text[..at];
        }
        return text;
    }

    private static IEnumerable<ExtractedAnswer> Of(string text, ExtractionSettings settings)
    {
        if (text.Length == 0)
            yield break;
        if (settings.Targets.HasFlag(AnswerTargets.Choice))
        {
            foreach (ExtractedAnswer choice in ChoiceScanner.Find(text, settings))
                yield return choice;
            if (settings.Targets == AnswerTargets.Choice)
                yield break;
        }
        List<Announcement> announcements = Announcements.Find(text);
        if (Announcements.LastLine(text) is { } last)
            announcements.Add(last);
        if (settings.Targets.HasFlag(AnswerTargets.Latex) && settings.BoxedPriority >= 0)
            announcements.AddRange(Boxes(text, settings));
        announcements.Sort((a, b) => a.Rank != b.Rank ? a.Rank.CompareTo(b.Rank) : b.At.CompareTo(a.At));
        if (announcements.Count > MostAnnouncements)
            announcements.RemoveRange(MostAnnouncements, announcements.Count - MostAnnouncements);
        int next = 0;
        foreach (int limit in (int[])[Announcements.Whole, Announcements.Unannounced, int.MaxValue])
        {
            for (; next < announcements.Count && announcements[next].Rank < limit; next++)
            {
                if (AnnouncedAnswer.Announced(text, announcements[next], settings) is { } announced)
                    yield return announced;
                if (
                    !announcements[next].IsExact
                    || string.IsNullOrWhiteSpace(text[announcements[next].Content..announcements[next].End])
                )
                {
                    continue;
                }

                if (AnnouncedAnswer.Words(text, announcements[next]) is { } only)
                    yield return only;
                yield break; // what is said to be the whole answer leaves nothing to look for elsewhere
            }
            if (limit == Announcements.Whole && AnnouncedAnswer.WholeText(text, settings) is { } whole)
                yield return whole;
            if (
                limit == Announcements.Unannounced
                && settings.Unannounced
                && AnnouncedAnswer.Loose(text, settings) is { } loose
            )
            {
                yield return loose;
            }
        }
        foreach (Announcement announcement in announcements)
        {
            if (
                announcement.Where != AnnouncedAnswer.BoxWhere
                && AnnouncedAnswer.Words(text, announcement) is { } words
            )
            {
                yield return words;
            }
        }
    }

    private static IEnumerable<Announcement> Boxes(string text, ExtractionSettings settings)
    {
        List<AnswerSpan> boxes = BoxScanner.Find(text);
        if (boxes.Count == 0 || (settings.Boxes == BoxRule.Agreeing && boxes.Exists(box => box.Text != boxes[0].Text)))
            yield break;
        for (int last = boxes.Count - 1; last >= 0; )
        {
            int first = last;
            while (
                first > 0
                && (settings.Boxes == BoxRule.All || BoxScanner.AreNeighbours(text, boxes[first - 1], boxes[first]))
            )
            {
                first--;
            }

            yield return new Announcement(
                boxes[first].Start,
                boxes[first].Start,
                boxes[last].End,
                settings.BoxedPriority,
                AnnouncedAnswer.BoxWhere
            );
            last = first - 1;
        }
    }
}
