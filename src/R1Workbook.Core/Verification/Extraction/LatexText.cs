using System.Buffers;
using System.Globalization;
using System.Text;

namespace R1Workbook.Core.Verification.Extraction;

/// <summary>What the scanners know of LaTeX as text: escapes, markup, spaces and digits. Everything is one pass over
/// its input.</summary>
internal static class LatexText
{
    private static readonly SearchValues<string> Doubled = SearchValues.Create(
        [
            @"\\boxed",
            @"\\fbox",
            @"\\frac",
            @"\\dfrac",
            @"\\tfrac",
            @"\\left",
            @"\\right",
            @"\\sqrt",
            @"\\text",
            @"\\pi",
            @"\\cdot",
            @"\\times",
            @"\\le",
            @"\\ge",
            @"\\in",
            @"\\cup",
            @"\\pm",
            @"\\begin",
            @"\\mathrm",
            @"\\mathbb",
            @"\\(",
        ],
        StringComparison.Ordinal
    );

    /// <summary>The command names that set what they hold, and how it looks, apart: their argument is kept, they are
    /// not.</summary>
    private static readonly string[] Wrapping =
    [
        "text",
        "textbf",
        "textit",
        "textrm",
        "mbox",
        "mathrm",
        "mathbf",
        "textnormal",
    ];

    /// <summary>
    /// Halves every backslash where the text shows that they were doubled, as JSON-escaped text leaves them: a line
    /// break followed at once by the letters of a common command is no LaTeX.
    /// </summary>
    public static string Unescaped(string text)
    {
        int at = text.AsSpan().IndexOfAny(Doubled);
        return at < 0 || at > 0 && text[at - 1] == '\\' ? text : text.Replace(@"\\", @"\", StringComparison.Ordinal);
    }

    /// <summary>Digits, signs and spaces of other scripts as ASCII; every character stays in its place.</summary>
    public static string WithPlainDigits(string text)
    {
        if (System.Text.Ascii.IsValid(text))
            return text;
        return string.Create(
            text.Length,
            text,
            (plain, source) =>
            {
                for (int i = 0; i < source.Length; i++)
                {
                    char c = source[i];
                    plain[i] = c switch
                    {
                        < (char)128 => c,
                        '−' or '－' or '﹣' or '‐' or '‑' or '–' => '-',
                        '＋' => '+',
                        '％' or '٪' => '%',
                        '＝' => '=',
                        '／' or '⁄' or '∕' => '/',
                        '（' => '(',
                        '）' => ')',
                        '٫' or '．' => '.',
                        '٬' => ',',
                        '\u00a0' or '\u202f' or '\u2009' or '\u2007' or '\u3000' => ' ',
                        '＄' => '$',
                        _ => CharUnicodeInfo.GetDecimalDigitValue(c) is >= 0 and int digit && char.IsDigit(c)
                            ? (char)('0' + digit)
                            : c,
                    };
                }
            }
        );
    }

    /// <summary>A text without dollar signs, math delimiters, spacing commands and emphasis; \text{…} leaves what it
    /// holds.</summary>
    public static string WithoutMarkup(string text)
    {
        StringBuilder plain = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is '$' or '{' or '}' or '*')
                continue;
            if (c != '\\' || i + 1 >= text.Length)
            {
                plain.Append(c);
                continue;
            }
            int end = i + 1;
            while (end < text.Length && char.IsAsciiLetter(text[end]))
                end++;
            ReadOnlySpan<char> name = text.AsSpan((i + 1)..end);
            if (name.Length == 0)
            {
                if (!"()[],;:! ".Contains(text[i + 1], StringComparison.Ordinal))
                    plain.Append(text[i + 1]);
                i++;
                continue;
            }
            if (!Wraps(name) && name is not ("quad" or "qquad" or "hspace"))
                plain.Append(text, i, end - i);
            else
                plain.Append(' ');
            i = end - 1;
        }
        return plain.ToString().Trim();
    }

    /// <summary>Where the blanks end.</summary>
    public static int SkipSpace(string text, int at, int end)
    {
        while (at < end && text[at] is ' ' or '\t' or '\n' or '\r')
            at++;
        return Math.Min(at, end);
    }

    /// <summary>Whether a text goes on with another at a place.</summary>
    public static bool StartsWith(string text, int at, string with) =>
        at >= 0 && string.CompareOrdinal(text, at, with, 0, with.Length) == 0;

    /// <summary>The place behind the brace that closes the one at a place, or −1.</summary>
    public static int GroupEnd(string text, int at, int end)
    {
        int depth = 0;
        for (int i = at; i < end; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '{')
                depth++;
            else if (text[i] == '}' && --depth == 0)
                return i + 1;
        }
        return -1;
    }

    /// <summary>Whether a command only sets what it holds: \text, \mathrm and their kin.</summary>
    public static bool Wraps(ReadOnlySpan<char> command)
    {
        foreach (string name in Wrapping)
        {
            if (command.SequenceEqual(name))
                return true;
        }
        return false;
    }
}
