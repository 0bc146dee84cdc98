using System.Globalization;
using System.Text.RegularExpressions;

namespace R1Workbook.Core.Verification.Reading;

/// <summary>Forms of everyday writing as formulas: "6 million", "15th", "10 squared", 30°15′, "(a) 5 (b) 7", x(t) =.
/// </summary>
internal static partial class AnswerForms
{
    /// <summary>The answer with these forms rewritten.</summary>
    public static string Rewritten(string text)
    {
        text = SpelledNumbers.WithScales(text);
        text = Clock().Replace(text, OfTheDay);
        text = To().Replace(text, "$1:$2");
        text = Mapping().Replace(Rupees().Replace(text, @"$1 \text{ rupees}"), "$1($2)=");
        text = Speed().Replace(text, SpeedName);
        text = Prefixed().Replace(text, Choices);
        text = Choose().Replace(text, Choices);
        if (text.Contains('°', StringComparison.Ordinal) || text.Contains("circ", StringComparison.Ordinal))
            text = Minutes().Replace(text, Degrees);
        if (Letters().IsMatch(text))
        {
            text = RaisedOrdinal().Replace(Ordinal().Replace(text, "$1"), "$1");
            text = Extreme()
                .Replace(text, match => match.Groups[1].Value is "min" or "Min" ? "Minimum: " : "Maximum: ");
            text = ExtremeWords()
                .Replace(text, match => $"{(match.Groups[1].Value[1] is 'i' ? "Minimum" : "Maximum")}: ");
            text = Squared()
                .Replace(text, match => $"({match.Groups[1].Value})^{(match.Groups[2].Value == "squared" ? 2 : 3)}");
            text = RootOf()
                .Replace(
                    text,
                    match => $@"\sqrt{(match.Groups[1].Value == "cube" ? "[3]" : "")}{{{match.Groups[2].Value}}}"
                );
            text = NumberedLabel().Replace(text, @"\text{$1}=");
        }
        text = Remainder().Replace(text, @"\text{quotient}=$1, \text{remainder}=$2");
        text = Parts(text);
        return Head().Replace(text, match => Function(match), 1);
    }

    /// <summary>The name of a speed that has one.</summary>
    private static string SpeedName(Match match)
    {
        string length = match.Groups["length"].Value,
            time = match.Groups["time"].Value;
        string? name = (length[0], time[0]) switch
        {
            ('k', 'h') => "kph",
            ('m', 'h') when length.StartsWith("mi", StringComparison.Ordinal) => "mph",
            ('m', 's') when !length.StartsWith("mi", StringComparison.Ordinal) => "mps",
            _ => null,
        };
        return name is null ? match.Value : $@"\text{{ {name}}}";
    }

    /// <summary>10C3 as the number of choices, 10P3 as that of arrangements.</summary>
    private static string Choices(Match match)
    {
        (string n, string k) = (match.Groups[1].Value, match.Groups[3].Value);
        string choices = $@"\binom{{{n}}}{{{k}}}";
        return match.Groups[2].Value == "P" ? $"({choices} ({k})!)" : choices;
    }

    /// <summary>3:30 p.m. as 15:30:00, which is no ratio.</summary>
    private static string OfTheDay(Match match)
    {
        int hour = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        if (hour is 0 or > 12)
            return match.Value;
        hour = hour % 12 + (match.Groups[3].Value is "p" or "P" ? 12 : 0);
        string minutes = match.Groups[2].Success ? match.Groups[2].Value : "00";
        return string.Create(CultureInfo.InvariantCulture, $"{hour}:{minutes}:00");
    }

    /// <summary>30°15′ as (30+15/60)°.</summary>
    private static string Degrees(Match match)
    {
        string seconds = match.Groups[3].Success ? $"+{match.Groups[3].Value}/3600" : "";
        return $@"({match.Groups[1].Value}+{match.Groups[2].Value}/60{seconds})^{{\circ}}";
    }

    /// <summary>"(a) 5 (b) 7" as a = 5, b = 7: parts of one answer.</summary>
    private static string Parts(string text)
    {
        if (text.StartsWith("a)", StringComparison.Ordinal))
            text = OpenMark().Replace(text, "($1)");
        if (!text.StartsWith("(a)", StringComparison.Ordinal) && !text.StartsWith("(1)", StringComparison.Ordinal))
            return text;
        if (MarksAlone().IsMatch(text))
            return text.Replace(")", ", ", StringComparison.Ordinal).Replace("(", "", StringComparison.Ordinal);
        char first = text[1];
        List<string> parts = [];
        int at = 3;
        for (int i = 1; ; i++)
        {
            string mark = $"({(char)(first + i)})";
            int next = text.IndexOf(mark, at, StringComparison.Ordinal);
            if (next < 0 || i > 8)
                break;
            parts.Add(text[at..next]);
            at = next + mark.Length;
        }
        if (parts.Count == 0)
            return text;
        parts.Add(text[at..]);
        return string.Join(
            " , ",
            parts.Select(
                (part, i) =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $@"\text{{part {(char)(first + i)}}}={part.Trim(' ', ',', ';', '.', '$', '\n')}"
                    )
            )
        );
    }

    /// <summary>S(n) = ... defines S: its letter is the name of a function, whatever else the letter may be.</summary>
    private static string Function(Match match)
    {
        string head = match.Groups[1].Value;
        return head.Length > 1 && !GreekHead().IsMatch(head)
            ? match.Value
            : $@"\operatorname{{{(head.Length > 1 ? "function " + head[1..] : head)}}}({match.Groups[2].Value})=";
    }

    [GeneratedRegex(
        @"(?<![0-9:.])([0-9]{1,2})(?:[:.]([0-9]{2}))?(?:\s|~|\\ |\\,){0,3}(?:\\text\{\s*)?([apAP])\.?\s?[mM]\b\.?\}?"
    )]
    private static partial Regex Clock();

    [GeneratedRegex(
        @"(?:\\(?:text|mathrm)\s?\{\s*)?(?<![A-Za-z])Rs\b\.?\s*\}?\s*([0-9](?:[0-9,]*[0-9])?(?:\.[0-9]+)?)"
    )]
    private static partial Regex Rupees();

    // f: x -> x + 1
    [GeneratedRegex(@"^[\s$]*([a-zA-Z])\s*:\s*([a-z])\s*\\mapsto\b")]
    private static partial Regex Mapping();

    // km/h, each part set on its own or not, and in words
    [GeneratedRegex(
        @"(?<=[0-9}$]\s*)(?:\\(?:mathrm|text)\s?\{[~ ]*)?(?<![A-Za-z])"
            + @"(?<length>km|m|mi|kilomet(?:er|re)s?|met(?:er|re)s?|miles?)\s?\}?"
            + @"\s*(?:/|\\text\{\s?(?:per|an)\s?\}|(?:per|an)\b)\s*(?:\\(?:mathrm|text)\s?\{[~ ]*)?"
            + @"(?<time>h|hr|s|sec|hour|second)\b\s?\}?"
    )]
    private static partial Regex Speed();

    // {}_{10}C_3 and ^{10}C_3
    [GeneratedRegex(
        @"(?:(?<![\w)])\{\s*\}|(?<![\w}\)]))\s*[_^]\s*\{?\s*([0-9]{1,6}|[a-z])\s*\}?\s*"
            + @"(?:\\(?:mathrm|text|rm)\s*\{\s*)?([CP])\s*\}?"
            + @"\s*_\s*\{?\s*([0-9]{1,6}|[a-z])\s*\}?"
    )]
    private static partial Regex Prefixed();

    // 10C3, 10 \text{ choose } 3, where nothing else stands.
    [GeneratedRegex(@"^[\s$]*([0-9]{1,6})\s*(C|P|(?:\\text\s?\{)?\s*choose\s*\}?)\s*_?\s*\{?([0-9]{1,6})\}?[\s$.]*$")]
    private static partial Regex Choose();

    [GeneratedRegex(
        @"(?:\\text\s?\{\s*)?(?<![A-Za-z])(?:the )?"
            + @"([Mm]in|[Mm]ax)(?:imum)?(?: value)?(?: is| of)?\s*\}?\s+(?=[-+0-9\\])"
    )]
    private static partial Regex ExtremeWords();

    // "3 to 2" where nothing else stands; "from 3 to 2" is no ratio.
    [GeneratedRegex(
        @"^[\s$]*([0-9]+(?:\.[0-9]+)?)[\s$]*(?:\\text\s?\{\s*)?(?<=[\s$}{])to\b\s*\}?"
            + @"[\s$]*([0-9]+(?:\.[0-9]+)?)[\s$.]*$"
    )]
    private static partial Regex To();

    [GeneratedRegex("[a-z]{2}")]
    private static partial Regex Letters();

    [GeneratedRegex(@"(?<![0-9.])([0-9]{1,6})\s?(?:st|nd|rd|th)\b(?!\s*(?:root|power|term|degree))")]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"^\s*([0-9]+)\s*(?:R|r|remainder|\\text\{\s*(?:R|r|remainder)\s*\}|\\mathrm\{R\})\s*([0-9]+)\s*$")]
    private static partial Regex Remainder();

    // 7^{th}, 7^{\text{th}}
    [GeneratedRegex(
        @"(?<![0-9.])([0-9]{1,6})\s?\^\s?\{?\s?(?:\\(?:text|mathrm|textrm|rm)\s?\{?\s?)?(?:st|nd|rd|th)\b\s?\}{0,2}"
            + @"(?!\s*(?:root|power|term|degree))"
    )]
    private static partial Regex RaisedOrdinal();

    [GeneratedRegex(@"(?<![\\A-Za-z])([Mm]in|[Mm]ax)\s?[=:]\s?(?=[-+0-9\\])")]
    private static partial Regex Extreme();

    [GeneratedRegex(@"(?<![\w(\\])([a-h])\)(?=\s)")]
    private static partial Regex OpenMark();

    // Statements of a question by their numbers: (1)(2)(4).
    [GeneratedRegex(@"^(?:\([0-9]{1,2}\)[\s,、]*){2,}\.?$")]
    private static partial Regex MarksAlone();

    [GeneratedRegex(@"(?<![0-9.])([0-9]+(?:\.[0-9]+)?) (squared|cubed)\b")]
    private static partial Regex Squared();

    [GeneratedRegex(@"(?:the )?(square|cube) root of ([0-9]+(?:\.[0-9]+)?)\b(?!\s*[\^(/*.+-])")]
    private static partial Regex RootOf();

    [GeneratedRegex(
        @"(?<![\\A-Za-z])([A-Z][a-z]+(?:(?:(?: (?!is\b|are\b|was\b)[A-Za-z]+){0,3} [0-9]{1,2}(?=: ))?)):(?= |[0-9]|-)"
    )]
    private static partial Regex NumberedLabel();

    [GeneratedRegex(
        @"([0-9]+)\s*(?:°|\^\s*\{?\s*\\circ\s*\}?)\s*([0-9]+)\s*(?:'|′|’|\^\s*\{?\s*\\prime\s*\}?)(?!['′’])"
            + @"(?:\s*([0-9]+)\s*(?:''|″|""|\^\s*\{\s*\\prime\s*\\prime\s*\}))?"
    )]
    private static partial Regex Minutes();

    [GeneratedRegex(
        @"^\s*\$?\s*(\\[A-Za-z]+|[A-Za-z])(?:\\left)?\s*\(\s*"
            + @"((?:\\?[a-zA-Z]+|[0-9]+)(?:\s*,\s*(?:\\?[a-zA-Z]+|[0-9]+)){0,5})\s*"
            + @"(?:\\right)?\)\s*=(?!=)"
    )]
    private static partial Regex Head();

    [GeneratedRegex(
        @"^\\(?:alpha|beta|gamma|delta|epsilon|varepsilon|zeta|eta|theta|lambda|mu|nu|xi|pi|rho|sigma|tau|"
            + @"phi|varphi|chi|psi|omega|Gamma|Delta|Theta|Lambda|Pi|Sigma|Phi|Psi|Omega|ell)$"
    )]
    private static partial Regex GreekHead();
}
