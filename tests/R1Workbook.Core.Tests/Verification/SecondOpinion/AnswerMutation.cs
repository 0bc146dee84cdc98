using System.Globalization;
using System.Text.RegularExpressions;

namespace R1Workbook.Core.Tests.Verification.SecondOpinion;

/// <summary>Changes the text of an answer: so that it means the same, or so that it mostly means something
/// else.</summary>
internal static partial class AnswerMutation
{
    /// <summary>Another way to write the answer; null where this one does not apply.</summary>
    public static string? Keeping(string text, Random random) =>
        random.Next(9) switch
        {
            0 => Replaced(text, @"\frac", @"\dfrac", random),
            1 => Replaced(text, "(", @"\left(", random, ")", @"\right)"),
            2 => Replaced(text, @"\leq", @"\le", random) ?? Replaced(text, @"\le ", @"\leqslant ", random),
            3 => Replaced(text, ",", @",\ ", random),
            4 => Replaced(text, "+", " + ", random),
            5 => text.Contains('$', StringComparison.Ordinal) ? text.Replace("$", "", StringComparison.Ordinal) : null,
            6 => Replaced(text, "=", " = ", random),
            7 => Once(SimpleFraction(), text, random, Doubled),
            _ => Once(LoneFraction(), text, random, match => $"({match.Groups[1].Value}/{match.Groups[2].Value})"),
        };

    /// <summary>A text near to this one, mostly of another meaning; null where this change does not apply.</summary>
    public static string? Changing(string text, Random random) =>
        random.Next(10) switch
        {
            0 => Once(Digit(), text, random, match => $"{(match.Value[0] - '0' + random.Next(1, 9)) % 10}"),
            1 => Once(Sign(), text, random, match => match.Value == "+" ? "-" : "+"),
            2 => Once(Bound(), text, random, match => Turned(match.Value, random)),
            3 => Once(Opening(), text, random, match => match.Value[0] == '[' ? "(" : "["),
            4 => Once(Closing(), text, random, match => match.Value[0] == ']' ? ")" : "]"),
            5 => Once(Exponent(), text, random, match => $"^{{{match.Groups[1].Value}+1}}"),
            6 => Once(
                SimpleFraction(),
                text,
                random,
                match => $@"\frac{{{match.Groups[2].Value}}}{{{match.Groups[1].Value}}}"
            ),
            7 => Once(Pair(), text, random, match => $"{match.Groups[2].Value},{match.Groups[1].Value}"),
            8 => Once(Term(), text, random, _ => ""),
            _ => Once(Number(), text, random, match => "-" + match.Value),
        };

    private static string Doubled(Match match)
    {
        string Twice(int group) =>
            (2 * int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture)).ToString(
                CultureInfo.InvariantCulture
            );
        return $@"\frac{{{Twice(1)}}}{{{Twice(2)}}}";
    }

    private static string Turned(string sign, Random random)
    {
        bool less = sign.StartsWith(@"\l", StringComparison.Ordinal) || sign == "<",
            closed = sign.Length > 1;
        return random.Next(2) == 0
            ? (
                less
                    ? closed
                        ? "<"
                        : @"\le "
                    : closed
                        ? ">"
                        : @"\ge "
            )
            : (
                less
                    ? closed
                        ? @"\ge "
                        : ">"
                    : closed
                        ? @"\le "
                        : "<"
            );
    }

    private static string? Once(Regex pattern, string text, Random random, Func<Match, string> by)
    {
        MatchCollection matches = pattern.Matches(text);
        if (matches.Count == 0)
            return null;
        Match match = matches[random.Next(matches.Count)];
        return text[..match.Index] + by(match) + text[(match.Index + match.Length)..];
    }

    private static string? Replaced(
        string text,
        string from,
        string to,
        Random random,
        string? also = null,
        string alsoTo = ""
    )
    {
        if (
            !text.Contains(from, StringComparison.Ordinal)
            || text.Contains(to, StringComparison.Ordinal)
            || random.Next(8) == 0
        )
        {
            return null;
        }

        text = text.Replace(from, to, StringComparison.Ordinal);
        return also is null ? text : text.Replace(also, alsoTo, StringComparison.Ordinal);
    }

    [GeneratedRegex("[0-9]")]
    private static partial Regex Digit();

    [GeneratedRegex(@"(?<=[\w})\s])[+-](?=[\w\s\\(])")]
    private static partial Regex Sign();

    [GeneratedRegex(@"\\(?:leq|geq|le|ge)(?![a-zA-Z])\s?|[<>]")]
    private static partial Regex Bound();

    [GeneratedRegex(@"(?<!\\left|[a-zA-Z0-9}])[(\[](?=[^()\[\],]{1,40},[^()\[\],]{1,40}[)\]])")]
    private static partial Regex Opening();

    [GeneratedRegex(@"(?<=[(\[][^()\[\],]{1,40},[^()\[\],]{1,40})[)\]]")]
    private static partial Regex Closing();

    [GeneratedRegex(@"\^\{?([0-9a-z])\}?")]
    private static partial Regex Exponent();

    [GeneratedRegex(@"\\d?frac\{([0-9]{1,6})\}\{([0-9]{1,6})\}")]
    private static partial Regex SimpleFraction();

    // Behind a number it is the fraction of a mixed one.
    [GeneratedRegex(@"(?<![0-9]\s?)\\d?frac\{([0-9]{1,6})\}\{([0-9]{1,6})\}")]
    private static partial Regex LoneFraction();

    [GeneratedRegex(@"(?<![0-9.])(-?[0-9]{1,4})\s*,\s*(-?[0-9]{1,4})(?![0-9.])")]
    private static partial Regex Pair();

    [GeneratedRegex(@"[+-]\s?(?:[0-9]{1,4}|[a-z])(?![\w^/.{])|,\s?-?[0-9]{1,4}(?![0-9.])")]
    private static partial Regex Term();

    [GeneratedRegex(@"(?<![0-9.\w{\-])[0-9]+(?:\.[0-9]+)?")]
    private static partial Regex Number();
}
