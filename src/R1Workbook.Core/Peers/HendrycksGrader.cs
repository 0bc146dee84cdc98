namespace R1Workbook.Core.Peers;

/// <summary>
/// The grader of the MATH paper (hendrycks/math, modeling/math_equivalence.py), as verl's math reward and open-instruct
/// use it: two answers are the same where their normalised texts are. It knows no arithmetic: 0.75 is not 3/4.
/// </summary>
public static class HendrycksGrader
{
    /// <summary>1 where the text of the last <c>\boxed</c> is the gold answer, otherwise 0 (verl, math_reward.py).
    /// <c>\fbox</c> earns nothing there.</summary>
    public static double Score(string completion, string gold) =>
        LastBoxed(completion) is { } box && AreEquivalent(box, gold) ? 1 : 0;

    /// <summary>Whether two answers have the same normalised text.</summary>
    public static bool AreEquivalent(string answer, string gold) => Normalise(answer) == Normalise(gold);

    /// <summary>The normalised text (<c>strip_string</c>).</summary>
    public static string Normalise(string answer)
    {
        string text = LatexShorthand
            .Without(answer, "\n", @"\!")
            .Replace(@"\\", @"\", StringComparison.Ordinal)
            .Replace("tfrac", "frac", StringComparison.Ordinal)
            .Replace("dfrac", "frac", StringComparison.Ordinal);
        text = LatexShorthand.Without(text, @"\left", @"\right", @"^{\circ}", @"^\circ", @"\$");
        int unit = text.IndexOf(@"\text{ ", StringComparison.Ordinal);
        if (unit >= 0)
            text = text[..unit];
        text = text.Replace(@"\%", "", StringComparison.Ordinal)
            .Replace(" .", " 0.", StringComparison.Ordinal)
            .Replace("{.", "{0.", StringComparison.Ordinal);
        if (text.Length == 0)
            return text;
        if (text[0] == '.')
            text = "0" + text;
        string[] sides = text.Split('=');
        if (sides.Length == 2 && sides[0].Length <= 2)
            text = sides[1];
        text = LatexShorthand.Fractions(LatexShorthand.Roots(text).Replace(" ", "", StringComparison.Ordinal));
        return LatexShorthand.Slash(text == "0.5" ? @"\frac{1}{2}" : text);
    }

    /// <summary>What the last <c>\boxed{…}</c> or <c>\boxed …</c> holds; null where there is none, or it is left open,
    /// or a <c>\fbox</c> comes first.</summary>
    internal static string? LastBoxed(string text)
    {
        int spaced = text.LastIndexOf(@"\boxed ", StringComparison.Ordinal);
        if (spaced >= 0)
            return text[(spaced + 7)..].Split('$')[0];
        int box = text.LastIndexOf(@"\boxed", StringComparison.Ordinal);
        if (box < 0 || !text.AsSpan(box + 6).StartsWith("{"))
            return null;
        int depth = 0;
        for (int i = box + 6; i < text.Length; i++)
        {
            if (text[i] == '{')
                depth++;
            else if (text[i] == '}' && --depth == 0)
                return text[(box + 7)..i];
        }
        return null;
    }
}
