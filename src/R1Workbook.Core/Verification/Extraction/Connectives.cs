using System.Collections.Frozen;

namespace R1Workbook.Core.Verification.Extraction;

/// <summary>The small words that join two answers to a list, or part them.</summary>
internal static class Connectives
{
    private static readonly FrozenSet<string> Joining = new[]
    {
        "and",
        "or",
        "y",
        "o",
        "et",
        "ou",
        "und",
        "oder",
        "e",
        "ed",
        "en",
        "of",
        "и",
        "или",
        "ve",
        "veya",
        "và",
        "hoặc",
        "和",
        "或",
        "或者",
        "以及",
        "及",
        "と",
        "または",
        "와",
        "과",
        "또는",
        "و",
        "أو",
        "और",
        "या",
        "এবং",
        "และ",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Parting = new[]
    {
        "but",
        "not",
        "no",
        "wait",
        "then",
        "so",
        "thus",
        "hence",
        "therefore",
        "instead",
        "actually",
        "rather",
        "later",
        "is",
        "gives",
        "becomes",
        "pero",
        "mais",
        "aber",
        "nicht",
        "pas",
        "но",
        "不",
        "不是",
        "而",
        "然后",
        "所以",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a short text says "and": a joining word stands in it and no parting one.</summary>
    public static bool Joins(ReadOnlySpan<char> gap)
    {
        bool joins = false;
        FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> joining = Joining.GetAlternateLookup<
                ReadOnlySpan<char>
            >(),
            parting = Parting.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int start = 0; start < gap.Length; )
        {
            if (!IsLetter(gap[start]))
            {
                start++;
                continue;
            }
            int end = start;
            while (end < gap.Length && IsLetter(gap[end]))
                end++;
            if (parting.Contains(gap[start..end]))
                return false;
            joins |= joining.Contains(gap[start..end]);
            start = end;
        }
        return joins;
    }

    /// <summary>Where the text after a formula or number joins it to the next: behind the comma or the "and", or
    /// −1.</summary>
    public static int After(string text, int at, int end)
    {
        int i = LatexText.SkipSpace(text, at, end),
            from = i;
        if (i < end && text[i] is ',' or ';' or '，' or '、' or '؛' or '،')
            i = LatexText.SkipSpace(text, i + 1, end);
        bool comma = i > from;
        if (comma && from == at && i == from + 1 && i < end && char.IsDigit(text[i]))
            return -1; // 1,2 is a number or a list of its own
        bool braces = LatexText.StartsWith(text, i, @"\text{");
        int word = braces ? LatexText.SkipSpace(text, i + 6, end) : i,
            stop = word;
        while (stop < end && IsLetter(text[stop]))
            stop++;
        if (stop > word && Joining.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text.AsSpan(word..stop)))
        {
            i = LatexText.SkipSpace(text, stop, end);
            return braces && i < end && text[i] == '}' ? LatexText.SkipSpace(text, i + 1, end) : i;
        }
        if (i < end && text[i] == '&' && from > at)
            return LatexText.SkipSpace(text, i + 1, end);
        return comma ? i : -1;
    }

    // Vowel signs are marks, not letters.
    private static bool IsLetter(char c) => char.IsLetter(c) || ProseRecognizer.IsMark(c);
}
