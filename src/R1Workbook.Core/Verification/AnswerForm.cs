using System.Text.RegularExpressions;

namespace R1Workbook.Core.Verification;

/// <summary>The plain form of an answer: what is only typography is taken away, so that what is left is its meaning.</summary>
public static partial class AnswerForm
{
    /// <summary>The plain form. Idempotent.</summary>
    public static string Of(string answer)
    {
        string text = answer.Trim();
        if (AnswerExtraction.LastBox(text) is { } box && text.StartsWith('\\')) text = box;
        text = Dollars().Replace(text, "");
        text = text.Replace("−", "-", StringComparison.Ordinal).Replace("–", "-", StringComparison.Ordinal).Replace(" ", " ", StringComparison.Ordinal);
        text = Fractions().Replace(text, @"\frac");
        text = Spaces().Replace(text, "");
        text = Fences().Replace(text, "");
        text = TextUnits().Replace(text, "");
        text = TextCommands().Replace(text, "$1");
        text = Degrees().Replace(text, "");
        text = text.Replace("\\$", "", StringComparison.Ordinal).Replace("\\%", "%", StringComparison.Ordinal).Replace("{,}", ",", StringComparison.Ordinal);
        text = Thousands().Replace(text, match => match.Value.Replace(",", "", StringComparison.Ordinal));
        text = ShortFractions().Replace(text, @"\frac{$1}{$2}");
        text = Whitespace().Replace(text, "");
        text = text.TrimEnd('.', ',', ';', ':');
        // "x = 5" answers 5, "a + b = 5" does not.
        Match named = NamedValue().Match(text);
        return named.Success ? named.Groups[1].Value : text;
    }

    /// <summary>The elements of a list, set, tuple or interval, divided at the commas outside every bracket; one element where it is none.</summary>
    /// <param name="form">A plain form.</param>
    /// <returns>The opening bracket, or an empty string; the elements; the closing bracket.</returns>
    public static (string Open, IReadOnlyList<string> Elements, string Close) Elements(string form)
    {
        string open = "", close = "", inner = form;
        foreach ((string left, string right) in ((string, string)[])[(@"\{", @"\}"), ("(", ")"), ("[", "]"), ("(", "]"), ("[", ")")])
        {
            if (form.Length <= left.Length + right.Length || !form.StartsWith(left, StringComparison.Ordinal) || !form.EndsWith(right, StringComparison.Ordinal)) continue;
            (open, close, inner) = (left, right, form[left.Length..^right.Length]);
            break;
        }
        List<string> elements = [];
        int depth = 0, start = 0;
        for (int i = 0; i < inner.Length; i++)
        {
            if ("([{".Contains(inner[i], StringComparison.Ordinal)) depth++;
            else if (")]}".Contains(inner[i], StringComparison.Ordinal)) depth--;
            else if (inner[i] == ',' && depth == 0)
            {
                elements.Add(inner[start..i]);
                start = i + 1;
            }
            if (depth < 0) return ("", [form], ""); // (a)+(b) is no tuple
        }
        elements.Add(inner[start..]);
        return elements.Count == 1 && open != @"\{" ? ("", [form], "") : (open, elements, close);
    }

    [GeneratedRegex(@"(?<!\\)\$|\\\(|\\\)|\\\[|\\\]", RegexOptions.CultureInvariant)]
    private static partial Regex Dollars();

    [GeneratedRegex(@"\\[dtc]frac(?![a-zA-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex Fractions();

    [GeneratedRegex(@"\\[,;:! ]|\\q?quad(?![a-zA-Z])|~", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\\(?:left|right|bigl|bigr|Bigl|Bigr|big|Big)(?![a-zA-Z])|\\displaystyle(?![a-zA-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex Fences();

    [GeneratedRegex(@"(?<=[\d}])\s*\\(?:text|mbox|mathrm|textrm)\s*\{[^{}]*\}(?:\^\{?\d\}?)?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex TextUnits();

    [GeneratedRegex(@"\\(?:text|mbox|mathrm|textrm|textbf|mathbf|textit)\s*\{([^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex TextCommands();

    [GeneratedRegex(@"\^\{?\\circ\}?|°|\\degree(?![a-zA-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex Degrees();

    [GeneratedRegex(@"(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d|,\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Thousands();

    [GeneratedRegex(@"\\frac\s*([0-9a-zA-Z])\s*([0-9a-zA-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex ShortFractions();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Whitespace();

    [GeneratedRegex(@"^[a-zA-Z](?:_\{?\w+\}?)?(?:=|\\in)([^=<>]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex NamedValue();
}
