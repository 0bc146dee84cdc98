using System.Buffers;
using R1Workbook.Core.Verification.Extraction;

namespace R1Workbook.Core.Verification.Reading;

/// <summary>Commands whose group in braces is no formula of its own, and text that holds a formula.</summary>
internal static class TextGroups
{
    private static readonly SearchValues<char> MathSigns = SearchValues.Create("\\$^=<>+/(");

    /// <summary>The text with <c>\text{x = 3}</c> at a place unwrapped: mathematics set as text; null where there is
    /// none.</summary>
    public static string? MathInText(string text, int at)
    {
        int end = at + 1;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
            end++;
        ReadOnlySpan<char> command = text.AsSpan((at + 1)..end);
        if (
            !command.StartsWith("text") && command is not "mbox"
            || !LatexText.Wraps(command)
            || end >= text.Length
            || text[end] != '{'
            || LatexText.GroupEnd(text, end, text.Length) is not (> 0 and var close)
        )
        {
            return null;
        }

        string inner = text[(end + 1)..(close - 1)];
        return inner.AsSpan().ContainsAny(MathSigns) || IsLetterList(inner)
            ? $"{text[..at]} {inner} {text[close..]}"
            : null;
    }

    /// <summary>"A, C": letters or digits that commas part.</summary>
    private static bool IsLetterList(string inner) =>
        inner.Contains(',', StringComparison.Ordinal)
        && inner.Split(',').All(item => item.Trim() is [var c] && char.IsAsciiLetterOrDigit(c));

    /// <summary>Whether the group behind a command names something: an environment, a colour.</summary>
    public static bool NamesItsGroup(ReadOnlySpan<char> command) =>
        command is "begin" or "end" or "operatorname" or "color" or "textcolor" or "colorbox" or "label" or "tag";
}
