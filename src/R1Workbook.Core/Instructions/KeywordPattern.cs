using System.Text.RegularExpressions;

namespace R1Workbook.Core.Instructions;

/// <summary>
/// A keyword as the official checks look for it: as a regular expression, capitals and small letters alike. One that is
/// no expression, or that takes longer than a second, is looked for letter by letter.
/// </summary>
internal sealed class KeywordPattern
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private readonly Regex _pattern,
        _literal;

    /// <param name="keyword">The keyword.</param>
    /// <param name="before">A pattern that must match before it.</param>
    /// <param name="after">A pattern that must match after it.</param>
    /// <param name="options">Further options.</param>
    public KeywordPattern(
        string keyword,
        string before = "",
        string after = "",
        RegexOptions options = RegexOptions.IgnoreCase
    )
    {
        options |= RegexOptions.CultureInvariant;
        _literal = new Regex(before + Regex.Escape(keyword) + after, options);
        try
        {
            _pattern = new Regex(before + keyword + after, options, Limit);
        }
        catch (ArgumentException)
        {
            _pattern = _literal;
        }
    }

    /// <summary>How often it stands in the text, without overlap.</summary>
    public int Count(string text)
    {
        try
        {
            return _pattern.Count(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return _literal.Count(text);
        }
    }

    /// <summary>Whether it stands in the text.</summary>
    public bool IsIn(string text)
    {
        try
        {
            return _pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return _literal.IsMatch(text);
        }
    }
}
