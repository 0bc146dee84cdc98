namespace R1Workbook.Core.Tests.Verification.SecondOpinion;

/// <summary>Writes the commands that <see cref="NumericReading"/> knows as one sign each.</summary>
internal static class NumericSigns
{
    /// <summary>The answer without blanks and without what only sets it.</summary>
    public static string Plain(string text)
    {
        (string From, string To)[] signs =
        [
            (@"\boxed", ""),
            (@"\left", ""),
            (@"\right", ""),
            (@"\dfrac", @"\frac"),
            (@"\tfrac", @"\frac"),
            (@"\leqslant", "≤"),
            (@"\geqslant", "≥"),
            (@"\leq", "≤"),
            (@"\geq", "≥"),
            (@"\le", "≤"),
            (@"\ge", "≥"),
            (@"\neq", "≠"),
            (@"\ne", "≠"),
            (@"\infty", "∞"),
            (@"\in", "∈"),
            (@"\cup", "∪"),
            (@"\cdot", "*"),
            (@"\times", "*"),
            (@"\pi", "π"),
            (@"\{", "⟨"),
            (@"\}", "⟩"),
            (@"\,", ""),
            (@"\ ", ""),
            (@"\;", ""),
            ("$", ""),
            (" ", ""),
            ("−", "-"),
        ];
        foreach ((string from, string to) in signs)
            text = text.Replace(from, to, StringComparison.Ordinal);
        return text.Trim('.');
    }
}
