using System.Text.RegularExpressions;

namespace R1Workbook.Core.Peers;

/// <summary>
/// The grader of "Build a Reasoning Model (From Scratch)" (rasbt/reasoning-from-scratch, ch03): normalise, split
/// tuples, compare the parts exactly. Where it errs: percent signs are dropped, so 50 % is 50, and sets are compared in
/// their order.
/// </summary>
public static class RaschkaGrader
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private static readonly Regex Number = new(@"-?(?:\d+/\d+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)", Linear);
    private static readonly Regex Special = new(@"<\|[^>]+?\|>", Linear);
    private static readonly Regex Choice = new(@"^\s*[A-Za-z]\s*[\.:]\s*", Linear);
    private static readonly Regex Degrees = new(@"\^\s*(?:\{\s*\\circ\s*\}|\\circ)|°", Linear);
    private static readonly Regex Text = new(@"^\\text\{(.+?)\}$", Linear);
    private static readonly Regex Fence = new(@"\\(?:left|right)\s*|\\[,!;:()\[\]]", Linear);
    private static readonly Regex Root = new(@"\\sqrt\s*\{([^}]*)\}|\\sqrt\s+([^\\\s{}]+)", Linear);
    private static readonly Regex Fraction = new(
        @"\\frac\s*\{([^{}]+)\}\s*\{([^{}]+)\}|\\frac\s+([^\s{}]+)\s+([^\s{}]+)",
        Linear
    );
    private static readonly Regex Mixed = new(@"(\d)\s+(\d+/\d+)", Linear);
    private static readonly Regex Thousands = new(@"(\d),(\d\d\d)(\D|$)", Linear);

    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static readonly Regex Superscript = new($"[{Superscripts}]+", Linear);

    /// <summary>Whether an answer is judged right; a missing one is not.</summary>
    public static bool Grade(string? answer, string? gold)
    {
        if (answer is null || gold is null)
            return false;
        IReadOnlyList<string> given = Split(Normalise(answer)),
            expected = Split(Normalise(gold));
        return given.Count > 0
            && given.Count == expected.Count
            && given.Zip(expected).All(pair => AreEqual(pair.First, pair.Second));
    }

    /// <summary>1 where the last box is right; nothing but a box earns anything (ch06, <c>reward_rlvr</c>).</summary>
    public static double Reward(string completion, string gold) =>
        LastBoxed(completion) is { } box && Grade(box, gold) ? 1 : 0;

    /// <summary>What the last <c>\boxed{…}</c> holds, or null.</summary>
    public static string? LastBoxed(string text)
    {
        int at = text.LastIndexOf(@"\boxed", StringComparison.Ordinal);
        if (at < 0)
            return null;
        at += @"\boxed".Length;
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        if (at >= text.Length || text[at] != '{')
            return null;
        int depth = 0;
        for (int i = at; i < text.Length; i++)
        {
            if (text[i] == '{')
                depth++;
            else if (text[i] == '}' && --depth == 0)
                return text[(at + 1)..i];
        }
        return null;
    }

    /// <summary>The last box; else, by the fallback, the last number and then the text (number_then_full), the last
    /// number (number_only) or nothing.</summary>
    public static string FinalCandidate(string text, string fallback = "number_then_full")
    {
        if (LastBoxed(text.Trim()) is { Length: > 0 } box)
            return box.Trim().Trim('$', ' ');
        if (fallback is not ("number_then_full" or "number_only"))
            return "";
        return Number.Matches(text).LastOrDefault()?.Value ?? (fallback == "number_then_full" ? text : "");
    }

    /// <summary>The normalised text: plain fractions, roots and powers, in lower case.</summary>
    public static string Normalise(string answer)
    {
        string text = Choice.Replace(Special.Replace(answer, "").Trim(), "");
        text = Degrees.Replace(text, "");
        if (Text.Match(text) is { Success: true } whole)
            text = whole.Groups[1].Value;
        text = Fence.Replace(text, "");
        foreach (
            (string from, string to) in ((string, string)[])
                [
                    (@"\cdot", "*"),
                    ("·", "*"),
                    ("×", "*"),
                    (@"\dfrac", @"\frac"),
                    (@"\tfrac", @"\frac"),
                    (@"\%", ""),
                    ("$", ""),
                    ("%", ""),
                ]
        )
        {
            text = text.Replace(from, to, StringComparison.Ordinal);
        }

        text = Root.Replace(text, "sqrt($1$2)");
        text = Fraction.Replace(text, "($1$3)/($2$4)").Replace("^", "**", StringComparison.Ordinal);
        text = Superscript.Replace(
            text,
            match => "**" + string.Concat(match.Value.Select(c => Superscripts.IndexOf(c, StringComparison.Ordinal)))
        );
        text = Mixed.Replace(text, "$1+$2");
        for (string before = ""; before != text; )
            (before, text) = (text, Thousands.Replace(text, "$1$2$3"));
        return LatexShorthand.Without(text, "{", "}").Trim().ToLowerInvariant();
    }

    /// <summary>The parts of a tuple or list; one part where the text is none or a part is empty; none where the text
    /// is empty.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        if (text.Length == 0)
            return [];
        if (
            text.Length < 2
            || text[0] is not ('(' or '[')
            || text[^1] is not (')' or ']')
            || !text[1..^1].Contains(',', StringComparison.Ordinal)
        )
        {
            return [text];
        }

        string[] parts = [.. text[1..^1].Split(',').Select(part => part.Trim())];
        return Array.Exists(parts, part => part.Length == 0) ? [text] : parts;
    }

    /// <summary>Whether two normalised texts are the same, or the same expression exactly. Tuples are no
    /// expressions.</summary>
    public static bool AreEqual(string answer, string gold) =>
        answer == gold
        || (
            Split(answer).Count == 1
            && Split(gold).Count == 1
            && Symbolic.AreEqual(
                answer.Replace("**", "^", StringComparison.Ordinal),
                gold.Replace("**", "^", StringComparison.Ordinal)
            )
        );
}
