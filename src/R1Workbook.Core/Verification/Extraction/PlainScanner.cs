namespace R1Workbook.Core.Verification.Extraction;

/// <summary>Reads numbers and expressions in prose: 3/4, 2x + 1, (7, 6), -$5, 28 %, 5√2, and commands without dollar
/// signs such as \frac{1}{2}.</summary>
internal static class PlainScanner
{
    private const int Longest = 2000;

    /// <summary>Letters that stand for variables directly behind a number; the others are units there: 2x, but
    /// 5m.</summary>
    internal const string Variables = "xyzabciknpqrtuvw";
    private static readonly string[] Percents = ["%", @"\%", "percentage", "percent", "per cent", "pct"];

    /// <summary>Reads the expression that begins at a place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The place.</param>
    /// <param name="end">Where to stop.</param>
    /// <param name="targets">Whether plain expressions count, and commands.</param>
    /// <param name="found">The expression, its numbers written plainly.</param>
    /// <returns>False where none begins there: letters and signs without a number end where the span found does.
    /// </returns>
    public static bool TryRead(string text, int at, int end, AnswerTargets targets, out AnswerSpan found)
    {
        found = default;
        if (!CanBegin(text, at, end))
            return false;
        bool plain = targets.HasFlag(AnswerTargets.Expression),
            latex = targets.HasFlag(AnswerTargets.Latex);
        PlainExpressionReader reader = new(text, at, Math.Min(end, at + Longest), plain, latex);
        int stop = reader.Read();
        if (stop <= at || !reader.HasValue)
        {
            found = new AnswerSpan(at, Math.Max(at, stop), "");
            return false;
        }
        (int after, bool percent) = Percent(text, stop, end);
        found = new AnswerSpan(at, after, reader.Plain() + (percent ? "%" : ""));
        return true;
    }

    /// <summary>Behind a percent sign or word, where one follows.</summary>
    public static (int After, bool Found) Percent(string text, int at, int end)
    {
        int i = at;
        while (i < end && text[i] is ' ' or '*')
            i++;
        foreach (string sign in Percents)
        {
            if (
                i + sign.Length <= end
                && string.Compare(text, i, sign, 0, sign.Length, StringComparison.OrdinalIgnoreCase) == 0
            )
            {
                return (i + sign.Length, true);
            }
        }
        return (at, false);
    }

    private static bool CanBegin(string text, int at, int end)
    {
        char c = text[at];
        bool starts =
            char.IsAsciiDigit(c)
            || c is '(' or '[' or '√' or 'π' or '∞' or '\\'
            || c == '.' && at + 1 < end && char.IsAsciiDigit(text[at + 1])
            || c is '-' or '+' && at + 1 < end && !char.IsWhiteSpace(text[at + 1]) && text[at + 1] != c
            || Variables.Contains(c, StringComparison.Ordinal) && !(at + 1 < end && char.IsLetter(text[at + 1]));
        if (!starts || at == 0)
            return starts;
        // A number glued to a word is part of its name (XDY2K); scripts without blanks between words glue nothing.
        char before = text[at - 1];
        return !(
            char.IsAsciiDigit(before)
            || before == '_'
            || before == '\\'
            || (before == '.' && at > 1 && char.IsAsciiDigit(text[at - 2]))
            || (char.IsLetter(before) && before < '\u0590')
        );
    }
}
