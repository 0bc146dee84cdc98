namespace R1Workbook.Core.Verification.Extraction;

/// <summary>The part of a completion in which it answers.</summary>
internal static class CompletionText
{
    private const string Open = "<think>",
        Close = "</think>";

    /// <summary>What stands behind the last thought; null where a thought does not end or nothing follows it.</summary>
    public static string? Answered(string text)
    {
        int close = text.LastIndexOf(Close, StringComparison.Ordinal),
            open = text.LastIndexOf(Open, StringComparison.Ordinal);
        if (open > close)
        {
            string before = text[..open];
            return close < 0 && string.IsNullOrWhiteSpace(before) ? null : before;
        }
        if (close < 0)
            return text;
        string behind = text[(close + Close.Length)..];
        return string.IsNullOrWhiteSpace(behind) ? null : behind;
    }
}
