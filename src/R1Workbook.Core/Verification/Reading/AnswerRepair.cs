using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using R1Workbook.Core.Verification.Extraction;

namespace R1Workbook.Core.Verification.Reading;

/// <summary>
/// Writes an answer as LaTeX where it came otherwise: HTML tags and entities, circled numbers, commands whose backslash
/// was lost when a program read <c>\t</c>, <c>\f</c> or <c>\b</c> as a control character.
/// </summary>
internal static partial class AnswerRepair
{
    private static readonly (string From, string To)[] Signs =
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&le;", @"\le "),
        ("&ge;", @"\ge "),
        ("&ne;", @"\ne "),
        ("&times;", @"\times "),
        ("&pi;", @"\pi "),
        ("&infin;", @"\infty "),
        ("&deg;", "°"),
        ("&radic;", "√"),
        ("&minus;", "-"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
        ("\text{", @"\text{"),
        ("\times", @"\times"),
        ("\theta", @"\theta"),
        ("\frac", @"\frac"),
        ("\binom", @"\binom"),
        ("\begin", @"\begin"),
        ("\right", @"\right"),
        ("∀", @"\forall "),
        ("∃", @"\exists "),
        ("$$", "$"),
    ];

    private static readonly SearchValues<char> FirstOfSigns = SearchValues.Create([
        .. Signs.Select(sign => sign.From[0]),
    ]);

    private static readonly SearchValues<string> ProofEnds = SearchValues.Create(
        [@"\square", @"\blacksquare", @"\Box", @"\qed", @"\Halmos"],
        StringComparison.Ordinal
    );

    /// <summary>The answer as LaTeX or plain text.</summary>
    public static string Repaired(string text)
    {
        text = LatexText.Unescaped(text);
        if (text.Contains('<', StringComparison.Ordinal) && text.Contains('/', StringComparison.Ordinal))
        {
            text = Raised().Replace(text, "^{$1}");
            text = Lowered().Replace(text, "_{$1}");
            text = Tags().Replace(text, " ");
        }

        if (text.AsSpan().ContainsAny(FirstOfSigns))
        {
            foreach ((string from, string to) in Signs)
                text = text.Replace(from, to, StringComparison.Ordinal);
        }

        if (text.Contains("rac", StringComparison.Ordinal))
            text = LostFraction().Replace(text, @"\frac");
        if (text.StartsWith("ext{", StringComparison.Ordinal))
            text = @"\t" + text;
        text = Circled(text);
        return (text.AsSpan().ContainsAny(ProofEnds) ? ProofEnd().Replace(text, "$1") : text).Trim();
    }

    /// <summary>①③ as 1, 3: circled numbers name statements of a question.</summary>
    private static string Circled(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('①', '⑳'))
            return text;
        StringBuilder plain = new();
        bool open = false;
        foreach (char c in text)
        {
            if (c is >= '①' and <= '⑳')
            {
                plain.Append(open ? ", " : "").Append((c - '①' + 1).ToString(CultureInfo.InvariantCulture));
                open = true;
            }
            else
            {
                open &= char.IsWhiteSpace(c);
                plain.Append(c);
            }
        }
        return plain.ToString();
    }

    [GeneratedRegex(@"<sup>\s*(.{1,200}?)\s*</sup>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Raised();

    [GeneratedRegex(@"<sub>\s*(.{1,200}?)\s*</sub>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Lowered();

    [GeneratedRegex(
        @"</?(?:b|i|u|em|strong|span|p|br|div|font)(?:\s[^<>]{0,100})?/?>",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Tags();

    [GeneratedRegex(@"(\S)[\s$\\]*\\(?:square|blacksquare|Box|qed|qedsymbol|Halmos)\b[\s$]*$")]
    private static partial Regex ProofEnd();

    [GeneratedRegex(@"(?<![A-Za-z\\])\f?rac(?=\s*\{)", RegexOptions.CultureInvariant)]
    private static partial Regex LostFraction();
}
