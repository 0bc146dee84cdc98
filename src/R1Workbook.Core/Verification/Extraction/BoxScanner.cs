namespace R1Workbook.Core.Verification.Extraction;

/// <summary>A stretch of a text that holds an answer.</summary>
/// <param name="Start">Where it begins, its delimiters included.</param>
/// <param name="End">Where it ends, its delimiters included.</param>
/// <param name="Text">What it holds, without its delimiters.</param>
internal readonly record struct AnswerSpan(int Start, int End, string Text);

/// <summary>Finds <c>\boxed{…}</c> and <c>\fbox{…}</c>, in one pass over the text however deep the braces
/// nest.</summary>
internal static class BoxScanner
{
    private const int LongestUnclosed = 1000,
        LongestGap = 24;
    private static readonly string[] Commands = [@"\boxed", @"\fbox", @"\framebox"];

    /// <summary>The outermost closed boxes in the order of the text; where the last box is left open, it is closed at
    /// the end of its line.</summary>
    public static List<AnswerSpan> Find(string text) => Find(text, out _);

    /// <summary>Whether the text ends within its last box.</summary>
    public static bool EndsWithinBox(string text)
    {
        Find(text, out bool isOpen);
        return isOpen;
    }

    private static List<AnswerSpan> Find(string text, out bool isOpen)
    {
        isOpen = false;
        List<AnswerSpan> boxes = [];
        int first = text.IndexOf(@"box", StringComparison.Ordinal);
        if (first < 0)
            return boxes;
        Stack<(int Start, int Content)> open = new(); // Start is −1 for a brace that opens no box
        for (int i = Math.Max(0, first - 6); i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when Command(text, i) is > 0 and int after:
                    if (after < text.Length && text[after] == '{')
                        open.Push((i, after + 1));
                    else if (Token(text, after) is { Length: > 0 } token)
                        boxes.Add(new AnswerSpan(i, after + token.Length, token.Trim()));
                    i = after < text.Length && text[after] == '{' ? after : after - 1;
                    break;
                case '\\':
                    i++;
                    break;
                case '{':
                    open.Push((-1, 0));
                    break;
                case '}' when open.TryPop(out (int Start, int Content) box) && box.Start >= 0:
                    while (boxes.Count > 0 && boxes[^1].Start > box.Start)
                        boxes.RemoveAt(boxes.Count - 1); // a box within a box
                    boxes.Add(new AnswerSpan(box.Start, i + 1, text[box.Content..i].Trim()));
                    break;
            }
        }
        if (
            open.FirstOrDefault(box => box.Start >= 0) is { Content: > 0 } left
            && (boxes.Count == 0 || boxes[^1].Start < left.Start)
        )
        {
            boxes.Add(Unclosed(text, left.Start, left.Content));
            isOpen = true;
        }

        return boxes;
    }

    /// <summary>Whether what stands between two boxes makes them one answer: nothing, a comma, "and", or a few words
    /// with "and" among them.</summary>
    public static bool AreNeighbours(string text, AnswerSpan before, AnswerSpan after)
    {
        if (after.Start - before.End > 3 * LongestGap)
            return false;
        string gap = LatexText.WithoutMarkup(text[before.End..after.Start]);
        if (gap.Length > LongestGap || gap.Contains('\n', StringComparison.Ordinal))
            return false;
        if (gap.EndsWith('='))
        {
            // "and y =" names the second value; "3 + =" computes.
            int name = gap[..^1].TrimEnd().LastIndexOf(' ');
            if (name < 0)
                return false;
            gap = gap[..name].Trim();
            if (gap.Length == 0)
                return false;
        }
        return !gap.Any(char.IsLetter)
            ? !(gap.Length == 1 && "+-*/=<>.".Contains(gap[0], StringComparison.Ordinal))
                && !gap.Contains('=', StringComparison.Ordinal)
            : Connectives.Joins(gap);
    }

    private static int Command(string text, int at)
    {
        foreach (string command in Commands)
        {
            if (string.CompareOrdinal(text, at, command, 0, command.Length) != 0)
                continue;
            int after = at + command.Length;
            if (after < text.Length && char.IsAsciiLetter(text[after]))
                return 0;
            while (after < text.Length && text[after] is ' ' or '\t')
                after++;
            return after;
        }
        return 0;
    }

    /// <summary>What <c>\boxed 5</c> and <c>\boxed\pi</c> hold: the digits, or the command, that follow.</summary>
    private static string Token(string text, int at)
    {
        int end = at;
        if (at < text.Length && Command(text, at) > 0)
            return ""; // a box of its own
        if (end < text.Length && text[end] == '\\')
        {
            end++;
            while (end < text.Length && char.IsAsciiLetter(text[end]))
                end++;
        }
        else
        {
            while (
                end < text.Length
                && (char.IsAsciiDigit(text[end]) || text[end] == '.' || (text[end] == '-' && end == at))
            )
            {
                end++;
            }
        }

        string token = text[at..end].TrimEnd('.');
        return token is "-" or @"\" ? "" : token;
    }

    private static AnswerSpan Unclosed(string text, int start, int content)
    {
        int limit = Math.Min(text.Length, content + LongestUnclosed),
            end = text.AsSpan(content..limit).IndexOfAny('\n', '$');
        end = end < 0 ? limit : content + end;
        return new AnswerSpan(start, end, text[content..end].Trim());
    }
}
