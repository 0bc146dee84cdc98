namespace R1Workbook.Core.Peers;

/// <summary>What stands between tags, as the lazy patterns <c>&lt;tag&gt;(.*?)&lt;/tag&gt;</c> of the graders find it,
/// from left to right.</summary>
internal static class Tags
{
    /// <summary>The first, or null.</summary>
    public static string? First(string text, string tag) => All(text, tag).FirstOrDefault();

    /// <summary>The last, or null.</summary>
    public static string? Last(string text, string tag) => All(text, tag).LastOrDefault();

    private static IEnumerable<string> All(string text, string tag)
    {
        string open = $"<{tag}>",
            close = $"</{tag}>";
        for (int at = 0; ; )
        {
            int start = text.IndexOf(open, at, StringComparison.Ordinal),
                end = start < 0 ? -1 : text.IndexOf(close, start + open.Length, StringComparison.Ordinal);
            if (end < 0)
                yield break;
            yield return text[(start + open.Length)..end];
            at = end + close.Length;
        }
    }
}
