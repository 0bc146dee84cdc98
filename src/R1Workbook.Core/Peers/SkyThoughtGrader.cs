using System.Globalization;

namespace R1Workbook.Core.Peers;

/// <summary>
/// The grader of SkyThought (NovaSky-AI/SkyThought, evals/util/math_parsing_util.py, <c>math_equal</c>, after
/// Qwen2.5-Math): the same text, or the same letter, or numbers within a ten-thousandth of the gold number, of a
/// hundredth of it or of a hundred times it, or parts that are pairwise the same, or expressions that are. Where it
/// errs: 75 answers 0.75, and brackets are dropped, so (1,2) answers {1,2}.
/// </summary>
public static class SkyThoughtGrader
{
    private const double Tolerance = 1e-4;
    private const int Deepest = 8;

    /// <summary>Whether an answer is judged the same as the gold answer.</summary>
    public static bool AreEqual(string answer, string gold) => AreEqual(answer, gold, 0);

    private static bool AreEqual(string answer, string gold, int depth)
    {
        if (string.Equals(answer.Trim(), gold.Trim(), StringComparison.OrdinalIgnoreCase))
            return true;
        if (gold is "A" or "B" or "C" or "D" or "E" && SkyThoughtText.CleanChoice(answer) == gold)
            return true;
        if (Number(answer) is { } number && Number(gold) is { } expected)
            return IsClose(number, expected / 100) || IsClose(number, expected) || IsClose(number, expected * 100);
        if (answer.Length == 0 || depth > Deepest)
            return false;
        (answer, gold) = (answer.Trim(), gold.Trim());
        if (
            Bare(answer, gold) is var (bareAnswer, bareGold)
            && string.Equals(bareAnswer, bareGold, StringComparison.OrdinalIgnoreCase)
        )
        {
            return true;
        }

        if (
            Bracketed(answer) is { } answerParts
            && Bracketed(gold) is { } goldParts
            && AllEqual(answerParts, goldParts, depth)
        )
        {
            return true;
        }

        if (Matrix(answer) is { } answerRows && Matrix(gold) is { } goldRows)
        {
            return answerRows.Length == goldRows.Length
                && answerRows.Zip(goldRows).All(rows => AllEqual(rows.First.Split('&'), rows.Second.Split('&'), depth));
        }

        string[] answerSides = answer.Split('='),
            goldSides = gold.Split('=');
        if (answerSides.Length == 2 && goldSides.Length == 2)
        {
            string difference = Difference(answerSides),
                expectedDifference = Difference(goldSides);
            return Symbolic.AreEqual(difference, expectedDifference)
                || Symbolic.AreEqual($"-({difference})", expectedDifference);
        }
        if (answerSides.Length == 2 && answerSides[0].Trim().Length <= 2 && goldSides.Length == 1)
            return AreEqual(answerSides[1], gold, depth + 1);
        if (goldSides.Length == 2 && goldSides[0].Trim().Length <= 2 && answerSides.Length == 1)
            return AreEqual(answer, goldSides[1], depth + 1);
        return Symbolic.AreEqual(answer, gold);
    }

    private static bool AllEqual(string[] answers, string[] golds, int depth) =>
        answers.Length == golds.Length && answers.Zip(golds).All(pair => AreEqual(pair.First, pair.Second, depth + 1));

    private static string Difference(string[] sides) => $"{sides[0].Trim()} - ({sides[1].Trim()})";

    // Python's isclose with a relative tolerance.
    private static bool IsClose(double number, double expected) =>
        Math.Abs(number - expected) <= Tolerance * Math.Max(Math.Abs(number), Math.Abs(expected));

    private static double? Number(string text)
    {
        string digits = text.Replace(",", "", StringComparison.Ordinal).Trim();
        if (double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            return number;
        return
            digits.EndsWith('%')
            && double.TryParse(digits[..^1].TrimEnd('\\'), NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            ? number / 100
            : null;
    }

    private static (string Answer, string Gold) Bare(string answer, string gold)
    {
        bool brackets =
            (answer.StartsWith('[') && answer.EndsWith(']') && !gold.StartsWith('('))
            || (answer.StartsWith('(') && answer.EndsWith(')') && !gold.StartsWith('['));
        if (brackets)
            (answer, gold) = (answer.Trim('[', ']', '(', ')'), gold.Trim('[', ']', '(', ')'));
        return (LatexShorthand.Without(answer, "{", "}", "(", ")"), LatexShorthand.Without(gold, "{", "}", "(", ")"));
    }

    private static string[]? Bracketed(string text) =>
        text.Length > 2 && text[0] is '(' or '[' && text[^1] is ')' or ']' ? text[1..^1].Split(',') : null;

    private static string[]? Matrix(string text)
    {
        foreach (string name in (string[])["pmatrix", "bmatrix"])
        {
            string begin = $@"\begin{{{name}}}",
                end = $@"\end{{{name}}}";
            if (text.StartsWith(begin, StringComparison.Ordinal) && text.EndsWith(end, StringComparison.Ordinal))
            {
                return
                [
                    .. text[begin.Length..^end.Length]
                        .Split(@"\\")
                        .Select(row => row.Trim())
                        .Where(row => row.Length > 0),
                ];
            }
        }
        return null;
    }
}
