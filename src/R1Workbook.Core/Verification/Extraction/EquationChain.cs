using System.Buffers;

namespace R1Workbook.Core.Verification.Extraction;

/// <summary>A chain of equations says one thing in steps: of x = 5 + 6 = 11 the name and the last side count.</summary>
internal static class EquationChain
{
    private static readonly SearchValues<char> Operators = SearchValues.Create("+-*/^ ");

    /// <summary>The name, if the chain begins with one, and the last side; what is no chain stays as it is.</summary>
    public static string LastSide(string formula)
    {
        int first = -1,
            last = -1,
            count = 0,
            depth = 0;
        for (int i = 0; i < formula.Length; i++)
        {
            char c = formula[i];
            if (c == '\\')
            {
                i++;
            }
            else if (c is '(' or '[' or '{')
            {
                depth++;
            }
            else if (c is ')' or ']' or '}')
            {
                depth--;
            }
            else if (depth == 0 && c is ',' or ';' or '<' or '>' or '&' or '≤' or '≥' or '≠')
            {
                return formula; // several equations, or an inequality
            }
            else if (depth == 0 && c == '=')
            {
                if (i > 0 && formula[i - 1] is '!' or ':')
                    return formula;
                if (first < 0)
                    first = i;
                last = i;
                count++;
            }
        }
        if (count < 2 || string.IsNullOrWhiteSpace(formula[(last + 1)..]) || HasRelation(formula))
            return formula;
        // a = b = c says something of each name.
        if (formula[(first + 1)..last].Split('=').Any(middle => middle.Trim() is [var letter] && char.IsLetter(letter)))
            return formula;
        string name = formula[..first].Trim(),
            side = formula[(last + 1)..].Trim();
        return IsName(name) ? $"{name} = {side}" : side;
    }

    /// <summary>Several solutions, each of several equations: "p = 5, q = 2 and p = 7, q = 2" as "p = 5, q = 2; p = 7,
    /// q = 2".</summary>
    public static string Grouped(string formula)
    {
        foreach (string and in (string[])[@"\text{and}", @"\text{ and }", @"\text{or}", @"\text{ or }"])
        {
            string[] groups = formula.Split(and);
            if (
                groups.Length > 1
                && Array.TrueForAll(
                    groups,
                    group =>
                        group.Contains('=', StringComparison.Ordinal)
                        && group.Trim().Trim(',').Contains(',', StringComparison.Ordinal)
                )
            )
            {
                return string.Join(
                    "; ",
                    groups.Select(group => group.Replace(@"\quad", " ", StringComparison.Ordinal).Trim(' ', ','))
                );
            }
        }
        return formula;
    }

    private static bool IsName(string side) =>
        side.Length is > 0 and <= 20 && char.IsLetter(side[0]) && !side.AsSpan().ContainsAny(Operators);

    private static bool HasRelation(string formula)
    {
        if (formula.Contains("or", StringComparison.Ordinal) || formula.Contains("and", StringComparison.Ordinal))
            return true;
        foreach (
            string relation in (string[])
                [
                    @"\le",
                    @"\ge",
                    @"\lt",
                    @"\gt",
                    @"\neq",
                    @"\ne",
                    @"\in",
                    @"\text",
                    @"\quad",
                    @"\approx",
                    @"\begin",
                    @"\equiv",
                    @"\implies",
                    @"\Right",
                ]
        )
        {
            int at = formula.IndexOf(relation, StringComparison.Ordinal);
            if (
                at >= 0
                && !LatexText.StartsWith(formula, at, @"\left")
                && !LatexText.StartsWith(formula, at, @"\infty")
                && !LatexText.StartsWith(formula, at, @"\int")
            )
            {
                return true;
            }
        }
        return false;
    }
}
