using System.Globalization;
using System.Text.RegularExpressions;

namespace R1Workbook.Core.Peers;

/// <summary>How SkyThought extracts and strips answers (NovaSky-AI/SkyThought, evals/util/math_parsing_util.py, after
/// Qwen2.5-Math).</summary>
public static class SkyThoughtText
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private static readonly Regex Array = new(@"\\begin\{array\}\{.*?\}", Linear);
    private static readonly Regex Word = new(@"\\text\{([a-zA-Z]+)\}", Linear);
    private static readonly Regex SquareUnit = new(@"(cm|inches)\}\^2", Linear);
    private static readonly Regex Unit = new(@"\\text\{.*?\}$", Linear);
    private static readonly Regex Text = new(@"\\text\{(.*?)\}", Linear);
    private static readonly Regex Box = new(@"\\mbox\{.*?\}", Linear);
    private static readonly Regex Zeros = new(@"(\d+)\.0*([^\d])", Linear);
    private static readonly Regex LastZeros = new(@"(\d+)\.0*$", Linear);
    private static readonly Regex Integers = new(@"^(?:-?\d{1,18},)*-?\d{1,18}$", Linear);
    private static readonly Regex Number = new(@"-?\d*\.?\d+", Linear);
    private static readonly Regex Choice = new(@"\b(?:A|B|C|D)\b", Linear);
    private static readonly Regex WideChoice = new(@"\b(?:A|B|C|D|E)\b", Linear);

    /// <summary>The answer of a completion: the last box, else what follows "the answer is" or "final answer is", else
    /// the last number; stripped.</summary>
    public static string Extract(string completion)
    {
        const string Minerva = "final answer is $",
            Hope = "$. I hope",
            Said = "he answer is",
            Final = "final answer is",
            Chinese = "答案是";
        string answer;
        if (
            completion.Contains(Minerva, StringComparison.Ordinal)
            && completion.Contains(Hope, StringComparison.Ordinal)
        )
        {
            answer = completion.Split(Minerva, 2)[1].Split(Hope, 2)[0].Trim();
        }
        else if (completion.Contains("boxed", StringComparison.Ordinal))
        {
            answer = LastBox(
                completion[(completion.LastIndexOf("boxed", StringComparison.Ordinal) + "boxed".Length)..]
            );
        }
        else if (completion.LastIndexOf(Said, StringComparison.Ordinal) is >= 0 and int said)
        {
            answer = completion[(said + Said.Length)..].Trim();
        }
        else if (completion.LastIndexOf(Final, StringComparison.Ordinal) is >= 0 and int final)
        {
            answer = completion[(final + Final.Length)..].Trim();
        }
        else if (completion.Split(Chinese) is { Length: > 1 } parts)
        {
            answer = parts[1].Trim().Split("\n\n")[0].Trim();
        }
        else
        {
            answer = Number.Matches(completion.Replace(",", "", StringComparison.Ordinal)).LastOrDefault()?.Value ?? "";
        }

        answer = string.Concat(answer.Split('\n').Select((line, i) => i == 0 ? line : line.TrimStart()));
        if (answer.StartsWith(':'))
            answer = answer[1..];
        if (answer.EndsWith('.'))
            answer = answer[..^1];
        if (answer.EndsWith('/'))
            answer = answer[..^1];
        return Strip(answer);
    }

    /// <summary>The last of A to D that stands alone, in capitals; where there is none, the text itself.</summary>
    public static string MultipleChoice(string text) =>
        (Choice.Matches(text.ToUpperInvariant()).LastOrDefault()?.Value ?? text.Trim().Trim('.'))
            .TrimEnd('.')
            .TrimEnd('/');

    /// <summary>The last of A to E that stands alone, as <see cref="SkyThoughtGrader"/> compares it.</summary>
    public static string CleanChoice(string text)
    {
        string bare = text.Trim('\n').TrimEnd('.').TrimEnd('/').Trim(' ').TrimStart(':');
        return (WideChoice.Matches(bare.ToUpperInvariant()).LastOrDefault()?.Value ?? bare.Trim().Trim('.'))
            .TrimEnd('.')
            .TrimEnd('/');
    }

    /// <summary>The stripped text (<c>strip_answer_string</c>): without typography, units, dollar and percent
    /// signs.</summary>
    public static string Strip(string answer)
    {
        string text = LatexShorthand.Without(
            answer.Trim().Replace("\n", "", StringComparison.Ordinal).TrimEnd('.'),
            @"\!"
        );
        text = Array
            .Replace(text, @"\begin{pmatrix}")
            .Replace(@"\end{array}", @"\end{pmatrix}", StringComparison.Ordinal)
            .Replace("bmatrix", "pmatrix", StringComparison.Ordinal);
        foreach (
            (string from, string to) in ((string, string)[])
                [
                    ("tfrac", "frac"),
                    ("dfrac", "frac"),
                    (@"\neq", @"\ne"),
                    (@"\leq", @"\le"),
                    (@"\geq", @"\ge"),
                    (@"\left", ""),
                    (@"\right", ""),
                    (@"\{", "{"),
                    (@"\}", "}"),
                ]
        )
        {
            text = text.Replace(from, to, StringComparison.Ordinal);
        }

        text = Word.Replace(text, match => NumberWords.Digits(match.Groups[1].Value) ?? match.Value);
        text = SquareUnit.Replace(text, "$1}");
        string withoutUnit = Unit.Replace(text, "").Trim();
        if (withoutUnit.Length > 0)
            text = withoutUnit;
        text = LatexShorthand.Without(text, @"^{\circ}", @"^\circ", @"\$", "$", @"\(", @"\)");
        text = Text.Replace(NumberWords.Digits(text) ?? text, "$1");
        text = LatexShorthand.Without(text, "x=", "y=", "z=", @"x\in", @"y\in", @"z\in", @"x\to", @"y\to", @"z\to");
        text = text.Replace(@"\emptyset", "{}", StringComparison.Ordinal)
            .Replace(@"(-\infty,\infty)", @"\mathbb{R}", StringComparison.Ordinal);
        text = LatexShorthand
            .Without(text, @"\%", "%")
            .Replace(" .", " 0.", StringComparison.Ordinal)
            .Replace("{.", "{0.", StringComparison.Ordinal);
        text = text.Replace("infinity", @"\infty", StringComparison.Ordinal);
        if (!text.Contains(@"\infty", StringComparison.Ordinal))
            text = text.Replace("inf", @"\infty", StringComparison.Ordinal);
        text = Box.Replace(LatexShorthand.Without(text, "and", @"\mathbf"), "");
        if (text.Contains('j', StringComparison.Ordinal) && !text.Contains('i', StringComparison.Ordinal))
            text = text.Replace('j', 'i');
        text = LastZeros.Replace(Zeros.Replace(text, "$1$2"), "$1");
        if (text.Length == 0)
            return text;
        if (text[0] == '.')
            text = "0" + text;
        string[] sides = text.Split('=');
        if (sides.Length == 2 && sides[0].Length <= 2)
            text = sides[1];
        text = LatexShorthand.Slash(
            LatexShorthand.Fractions(LatexShorthand.Roots(text, word: true).Replace(" ", "", StringComparison.Ordinal))
        );
        if (text.EndsWith("thgrade", StringComparison.Ordinal))
            text = text[..^"thgrade".Length];
        return Integers.IsMatch(text)
            ? string.Join(
                ',',
                text.Split(',').Select(number => long.Parse(number, CultureInfo.InvariantCulture)).Order()
            )
            : text;
    }

    private static string LastBox(string after)
    {
        if (!after.StartsWith('{'))
            return after.Split('$')[0].Trim();
        int depth = 0,
            end = 0;
        for (; end < after.Length; end++)
        {
            if (after[end] == '{')
                depth++;
            else if (after[end] == '}' && --depth == 0)
                break;
        }
        return after[1..end];
    }
}
