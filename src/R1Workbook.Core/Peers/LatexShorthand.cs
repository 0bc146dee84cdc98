using System.Text;

namespace R1Workbook.Core.Peers;

/// <summary>The rewritings that the text graders of MATH share (hendrycks/math, modeling/math_equivalence.py):
/// shorthand LaTeX in full.</summary>
internal static class LatexShorthand
{
    /// <summary>\frac12 and \frac1{72} as \frac{1}{2} and \frac{1}{72}; a text that breaks off behind \frac stays as it
    /// is.</summary>
    public static string Fractions(string text)
    {
        string[] parts = text.Split(@"\frac");
        StringBuilder full = new(parts[0]);
        foreach (string part in parts[1..])
        {
            full.Append(@"\frac");
            if (part.StartsWith('{'))
            {
                full.Append(part);
            }
            else if (part.Length < 2)
            {
                return text;
            }
            else if (part[1] == '{')
            {
                full.Append('{').Append(part[0]).Append('}').Append(part, 1, part.Length - 1);
            }
            else
            {
                full.Append('{')
                    .Append(part[0])
                    .Append("}{")
                    .Append(part[1])
                    .Append('}')
                    .Append(part, 2, part.Length - 2);
            }
        }
        return full.ToString();
    }

    /// <summary>4/2 as \frac{4}{2}, where both are whole numbers.</summary>
    public static string Slash(string text)
    {
        string[] parts = text.Split('/');
        return parts.Length == 2 && IsWhole(parts[0]) && IsWhole(parts[1])
            ? $@"\frac{{{parts[0]}}}{{{parts[1]}}}"
            : text;
    }

    /// <summary>\sqrt3 as \sqrt{3}: one character, or with <paramref name="word"/> the letters and digits that
    /// follow.</summary>
    public static string Roots(string text, bool word = false)
    {
        string[] parts = text.Split(@"\sqrt");
        StringBuilder full = new(parts[0]);
        foreach (string part in parts[1..])
        {
            int length =
                word ? part.TakeWhile(c => char.IsLetterOrDigit(c) || c == '_').Count()
                : part.StartsWith('{') ? 0
                : Math.Min(1, part.Length);
            full.Append(@"\sqrt");
            if (length > 0)
                full.Append('{').Append(part, 0, length).Append('}');
            full.Append(part, length, part.Length - length);
        }
        return full.ToString();
    }

    /// <summary>A text without each of some others.</summary>
    public static string Without(string text, params ReadOnlySpan<string> others)
    {
        foreach (string other in others)
            text = text.Replace(other, "", StringComparison.Ordinal);
        return text;
    }

    private static bool IsWhole(string text)
    {
        ReadOnlySpan<char> digits = text.StartsWith('-') ? text.AsSpan(1) : text;
        return digits.Length is > 0 and < 18
            && !digits.ContainsAnyExceptInRange('0', '9')
            && (digits.Length == 1 || digits[0] != '0');
    }
}
