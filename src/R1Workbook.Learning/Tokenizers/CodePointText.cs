using System.Globalization;
using System.Text;

namespace R1Workbook.Learning.Tokenizers;

/// <summary>
/// A text with a shadow for regular expressions. Those of .NET see UTF-16: a letter or symbol beyond U+FFFF is two
/// surrogates to them, and no <c>\p{L}</c>. In the shadow each such code point is one letter of the same category, so
/// that patterns match as they do over code points.
/// </summary>
internal sealed class CodePointText
{
    private readonly string _text;

    // [shadow + 1] where each letter of the shadow begins in the text; null where they are the same
    private readonly int[]? _starts;

    /// <summary>The text with its shadow. Surrogates without their other half become U+FFFD, as in UTF-8.</summary>
    public CodePointText(string text)
    {
        _text = Whole(text);
        if (!_text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            Shadow = _text;
            return;
        }
        var shadow = new StringBuilder(_text.Length);
        var starts = new List<int>(_text.Length);
        int at = 0;
        foreach (Rune rune in _text.EnumerateRunes())
        {
            shadow.Append(rune.IsBmp ? (char)rune.Value : Representative(Rune.GetUnicodeCategory(rune)));
            starts.Add(at);
            at += rune.Utf16SequenceLength;
        }
        starts.Add(at);
        (Shadow, _starts) = (shadow.ToString(), [.. starts]);
    }

    /// <summary>One letter for each code point.</summary>
    public string Shadow { get; }

    /// <summary>The text behind a part of the shadow.</summary>
    public ReadOnlySpan<char> Part(int start, int length) =>
        _starts is null
            ? _text.AsSpan(start, length)
            : _text.AsSpan(_starts[start], _starts[start + length] - _starts[start]);

    /// <summary>A text without broken surrogate pairs.</summary>
    public static string Whole(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else
                // broken ones are enumerated as U+FFFD
                return string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
        }
        return text;
    }

    // None of them is in ASCII, Han or Kana, which patterns name by range.
    private static char Representative(UnicodeCategory category) =>
        category switch
        {
            UnicodeCategory.UppercaseLetter => '\u00C0',
            UnicodeCategory.LowercaseLetter => '\u00E0',
            UnicodeCategory.TitlecaseLetter => '\u01C5',
            UnicodeCategory.ModifierLetter => '\u02B0',
            UnicodeCategory.OtherLetter => '\u01BB',
            UnicodeCategory.NonSpacingMark => '\u0300',
            UnicodeCategory.SpacingCombiningMark => '\u0903',
            UnicodeCategory.EnclosingMark => '\u0488',
            UnicodeCategory.DecimalDigitNumber => '\u0660',
            UnicodeCategory.LetterNumber => '\u2180',
            UnicodeCategory.OtherNumber => '\u00B2',
            UnicodeCategory.ConnectorPunctuation => '\u203F',
            UnicodeCategory.DashPunctuation => '\u2010',
            UnicodeCategory.OpenPunctuation => '\u2045',
            UnicodeCategory.ClosePunctuation => '\u2046',
            UnicodeCategory.InitialQuotePunctuation => '\u00AB',
            UnicodeCategory.FinalQuotePunctuation => '\u00BB',
            UnicodeCategory.OtherPunctuation => '\u00A1',
            UnicodeCategory.MathSymbol => '\u00B1',
            UnicodeCategory.CurrencySymbol => '\u00A2',
            UnicodeCategory.ModifierSymbol => '\u00A8',
            UnicodeCategory.OtherSymbol => '\u00A9',
            UnicodeCategory.Format => '\u00AD',
            UnicodeCategory.PrivateUse => '\uE000',
            _ => '\u0378', // not assigned
        };
}
