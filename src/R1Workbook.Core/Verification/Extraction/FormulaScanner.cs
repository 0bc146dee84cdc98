namespace R1Workbook.Core.Verification.Extraction;

/// <summary>
/// Reads formulas: <c>$…$</c>, <c>$$…$$</c>, <c>\(…\)</c>, <c>\[…\]</c> and environments. Formulas within a line stay
/// within it, displayed ones may span lines. A dollar sign may also be money: what reads as prose up to the next dollar
/// sign is no formula.
/// </summary>
internal static class FormulaScanner
{
    private const int LongestInline = 2000,
        LongestDisplay = 20_000;
    private static readonly string[] Displays =
    [
        "align",
        "equation",
        "gather",
        "multline",
        "eqnarray",
        "displaymath",
        "math",
        "flalign",
    ];
    private static readonly string[] Values =
    [
        "pmatrix",
        "bmatrix",
        "vmatrix",
        "Bmatrix",
        "Vmatrix",
        "matrix",
        "smallmatrix",
        "cases",
    ];

    /// <summary>Reads the formula that begins at a place.</summary>
    /// <returns>False where none does.</returns>
    public static bool TryRead(string text, int at, int end, out AnswerSpan formula)
    {
        formula = default;
        return text[at] switch
        {
            '$' when at + 1 < end && text[at + 1] == '$' => Display(text, at, at + 2, "$$", end, out formula)
                || Dollars(text, at + 1, end, out formula),
            '$' => Dollars(text, at, end, out formula),
            '\\' when at + 1 < end && text[at + 1] == '[' => Display(text, at, at + 2, @"\]", end, out formula),
            '\\' when at + 1 < end && text[at + 1] == '(' => Parentheses(text, at, end, out formula),
            '\\' when LatexText.StartsWith(text, at, @"\begin{") => Environment(text, at, end, out formula),
            '[' => Brackets(text, at, end, out formula),
            _ => false,
        };
    }

    /// <summary><c>[ … ]</c> with blanks inside, all that is left of <c>\[…\]</c> where backslashes were
    /// lost.</summary>
    private static bool Brackets(string text, int at, int end, out AnswerSpan formula)
    {
        formula = default;
        if (at + 3 >= end || text[at + 1] != ' ' || (at > 0 && !char.IsWhiteSpace(text[at - 1])))
            return false;
        int limit = Math.Min(end, at + LongestInline),
            close = text.AsSpan(at + 1, limit - at - 1).IndexOfAny("[]\n");
        if (close > 0 && text.AsSpan(at + 1, close).Contains(','))
            return false; // an interval or a list
        if (
            close <= 2
            || text[at + 1 + close] != ']'
            || text[at + close] != ' '
            || ProseRecognizer.Reads(text.AsSpan(at + 1, close))
        )
        {
            return false;
        }

        formula = new AnswerSpan(at, at + close + 2, text.Substring(at + 1, close));
        return true;
    }

    private static bool Display(string text, int at, int start, string close, int end, out AnswerSpan formula)
    {
        formula = default;
        int limit = Math.Min(end, start + LongestDisplay),
            stop = text.AsSpan(start, Math.Max(0, limit - start)).IndexOf(close, StringComparison.Ordinal);
        if (stop <= 0)
            return false;
        formula = new AnswerSpan(at, start + stop + close.Length, text.Substring(start, stop));
        return true;
    }

    private static bool Parentheses(string text, int at, int end, out AnswerSpan formula)
    {
        formula = default;
        int start = at + 2,
            limit = Math.Min(end, start + LongestInline),
            stop = text.AsSpan(start, Math.Max(0, limit - start)).IndexOf(@"\)", StringComparison.Ordinal);
        if (stop <= 0 || text.AsSpan(start, stop).Contains('\n'))
            return false;
        formula = new AnswerSpan(at, start + stop + 2, text.Substring(start, stop));
        return true;
    }

    private static bool Dollars(string text, int at, int end, out AnswerSpan formula)
    {
        formula = default;
        if (at > 0 && (text[at - 1] == '\\' || char.IsAsciiDigit(text[at - 1])))
            return false;
        int start = at + 1,
            limit = Math.Min(end, start + LongestInline);
        for (int i = start; i < limit && text[i] != '\n'; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '$' && !(i + 1 < end && char.IsAsciiDigit(text[i + 1])))
            {
                if (i == start || ProseRecognizer.Reads(text.AsSpan(start, i - start)))
                    return false;
                formula = new AnswerSpan(at, i + 1, text[start..i]);
                return true;
            }
        }
        return false;
    }

    private static bool Environment(string text, int at, int end, out AnswerSpan formula)
    {
        formula = default;
        int name = at + @"\begin{".Length,
            close = text.AsSpan(name, Math.Min(24, end - name)).IndexOf('}');
        if (close <= 0)
            return false;
        string environment = text.Substring(name, close),
            bare = environment.TrimEnd('*');
        bool value = Values.Contains(bare);
        if (!value && !Displays.Contains(bare))
            return false;
        if (!Display(text, at, name + close + 1, $@"\end{{{environment}}}", end, out formula))
            return false;
        if (value)
            formula = formula with { Text = text[formula.Start..formula.End] };
        return true;
    }
}
