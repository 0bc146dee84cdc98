using System.Text.RegularExpressions;

namespace R1Workbook.Core.Peers;

/// <summary>
/// The grader of DAPO (volcengine/verl, verl/utils/reward_score/math_dapo.py): the last 300 characters are read, the
/// answer is the line behind the last "Answer:", and texts are compared after the normalisation of Minerva (arXiv
/// 2206.14858, appendix D.1). Right earns 1, wrong −1; "the answer is 34" is no answer.
/// </summary>
public static class MinervaGrader
{
    private const int Read = 300;
    private const string Invalid = "[INVALID]";
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private static readonly Regex Answer = new(@"(?i)answer\s*:\s*([^\n]+)", Linear);
    private static readonly Regex Dollars = new(@"^.*?\$(.*?)\$.*$", Linear);
    private static readonly Regex Wrapped = new(@"\\(?:text|textbf|overline)\{(.*?)\}", Linear);
    private static readonly Regex Boxed = new(@"\\boxed\{(.*)\}", Linear);
    private static readonly Regex Fraction = new(@"frac([^{])(.)", Linear);
    private static readonly Regex Root = new(@"sqrt([^{])", Linear);

    private static readonly (string From, string To)[] Substitutions =
    [
        ("an ", ""),
        ("a ", ""),
        (".$", "$"),
        (@"\$", ""),
        (@"\ ", ""),
        (" ", ""),
        ("mbox", "text"),
        (@",\text{and}", ","),
        (@"\text{and}", ","),
        (@"\text{m}", @"\text{}"),
    ];

    private static readonly string[] Removed =
    [
        "square",
        "ways",
        "integers",
        "dollars",
        "mph",
        "inches",
        "hours",
        "km",
        "units",
        @"\ldots",
        "sue",
        "points",
        "feet",
        "minutes",
        "digits",
        "cents",
        "degrees",
        "cm",
        "gm",
        "pounds",
        "meters",
        "meals",
        "edges",
        "students",
        "childrentickets",
        "multiples",
        @"\text{s}",
        @"\text{.}",
        "\\text{\ns}",
        @"\text{}^2",
        @"\text{}^3",
        "\\text{\n}",
        @"\text{}",
        @"\mathrm{th}",
        @"^\circ",
        @"^{\circ}",
        @"\;",
        @",\!",
        "{,}",
        "\"",
        @"\dots",
    ];

    /// <summary>1 where the answer is right, otherwise −1, and the normalised answer.</summary>
    public static (double Score, string Answer) Score(string completion, string gold)
    {
        string text = completion.Length > Read ? completion[^Read..] : completion;
        Match? last = Answer.Matches(text).LastOrDefault();
        string answer = Normalise(last?.Groups[1].Value ?? Invalid);
        return (answer == Normalise(gold) ? 1 : -1, answer);
    }

    /// <summary>The normalised text (<c>normalize_final_answer</c>).</summary>
    public static string Normalise(string answer)
    {
        string text = answer[(answer.LastIndexOf('=') + 1)..];
        foreach ((string from, string to) in Substitutions)
            text = text.Replace(from, to, StringComparison.Ordinal);
        text = LatexShorthand.Without(text, Removed);
        text = Dollars.Replace(text, "$$$1$$");
        text = Boxed.Replace(Wrapped.Replace(text, "$1"), "$1");
        text = Root.Replace(Fraction.Replace(text, "frac{$1}{$2}"), "sqrt{$1}");
        text = text.Replace("$", "", StringComparison.Ordinal);
        string digits = text.Replace(",", "", StringComparison.Ordinal);
        return (digits.Length > 0 && digits.All(char.IsDigit) ? digits : text).Trim();
    }
}
