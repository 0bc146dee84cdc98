using System.Text.RegularExpressions;

namespace R1Workbook.Core.Verification.Extraction;

/// <summary>Words that turn the number behind them into a bound, or deny it.</summary>
internal static partial class BoundWords
{
    [GeneratedRegex(@"\G[0-9]+/[0-9]")]
    private static partial Regex Fraction();

    private const int Longest = 24;

    private static readonly string[] Words =
    [
        "at least",
        "at most",
        "more than",
        "less than",
        "fewer than",
        "greater than",
        "smaller than",
        "larger than",
        "up to",
        "is not",
        "isn't",
        "are not",
        "cannot be",
        "or equal to",
        "equal to or",
        "except",
        "except for",
        "other than",
        "excluding",
        "besides",
        "apart from",
        "different from",
        "not equal to",
        "not",
        "choose",
        "choose }",
        "between",
        "mod",
        "modulo",
    ];

    private static readonly string[] WordsBehind =
    [
        "or more",
        "or less",
        "or fewer",
        "or greater",
        "or above",
        "or below",
        "at most",
        "at least",
        "maximum",
        "minimum",
        "max",
        "min.",
        "more than",
        "less than",
        "fewer than",
        "choose",
        "factorial",
    ];

    /// <summary>Such words right behind a place of a text; null where there are none.</summary>
    public static string? Behind(string text, int at)
    {
        ReadOnlySpan<char> behind = text.AsSpan(at).TrimStart(" *$)}\n~");
        if (behind.StartsWith(@"\text{", StringComparison.Ordinal))
            behind = behind[6..].TrimStart(' ');
        foreach (string words in WordsBehind)
        {
            if (
                behind.StartsWith(words, StringComparison.OrdinalIgnoreCase)
                && (behind.Length == words.Length || !char.IsLetter(behind[words.Length]))
            )
            {
                return words;
            }
        }
        return null;
    }

    /// <summary>Such words right before a place of a text; null where there are none.</summary>
    public static string? Before(string text, int at)
    {
        int start = Math.Max(0, at - Longest);
        ReadOnlySpan<char> before = text.AsSpan(start..at).TrimEnd(" *$({}\n~");
        // An index or an exponent is a part of a formula that was not read.
        if (before.Length > 0 && before[^1] is '_' or '^' && text[at - 1] is '_' or '^' or '{' or ' ')
            return before[^1].ToString();
        // 3 7/2 is no mixed number, and not the fraction either.
        if (before.Length > 0 && char.IsAsciiDigit(before[^1]) && text[at - 1] == ' ' && Fraction().IsMatch(text, at))
            return before[^1].ToString();
        foreach (string words in Words)
        {
            if (
                before.EndsWith(words, StringComparison.OrdinalIgnoreCase)
                && (before.Length == words.Length || !char.IsLetter(before[^(words.Length + 1)]))
            )
            {
                return words;
            }
        }
        return null;
    }
}
