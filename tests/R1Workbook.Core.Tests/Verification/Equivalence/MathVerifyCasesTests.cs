using System.Text.Json.Nodes;
using R1Workbook.Core.Verification;
using R1Workbook.Core.Verification.Equivalence;
using R1Workbook.Core.Verification.Parsing;

namespace R1Workbook.Core.Tests.Verification.Equivalence;

/// <summary>Those of Math-Verify's given cases that need no extraction: gold and prediction are one formula
/// each.</summary>
public class MathVerifyCasesTests
{
    private static readonly Dictionary<string, string> Wrong = new()
    {
        ["mv-264"] = "1 - 1/e is 0.632, 1 + 1/e is 1.368",
    };

    [SharedCheck("cases")]
    public static void Verdicts_on_bare_formulas_agree()
    {
        List<string> failures = [];
        int compared = 0;
        foreach (JsonNode row in SharedFiles.JsonLines("cases/mathverify.jsonl"))
        {
            string id = (string)row["id"]!,
                gold = (string)row["gold"]!,
                prediction = (string)row["pred"]!;
            if (Wrong.ContainsKey(id) || !IsBare(gold) || !IsBare(prediction))
                continue;
            VerificationSettings settings = VerificationSettings.MathVerify with
            {
                FloatRounding = (int)row["float_rounding"]!,
                Strict = (bool)row["strict"]!,
                AllowSetRelationComparison = (bool)row["allow_set_relation_comp"]!,
            };
            Comparison? comparison =
                MathParser.Parse(gold).Expression is { } a && MathParser.Parse(prediction).Expression is { } b
                    ? ExpressionEquality.Compare(a, b, settings)
                    : null;
            compared++;
            if (comparison?.AreEqual != (bool)row["expected"]!)
                failures.Add($"{id}: {gold} and {prediction}: {comparison?.Reason ?? "unread"}");
        }
        Assert.True(compared >= 70, $"only {compared} rows are bare formulas");
        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    /// <summary>One formula between dollar signs, a number, or what stands in one box.</summary>
    private static bool IsBare(string text)
    {
        text = text.Trim().TrimEnd('.');
        string inner =
            text.StartsWith("$$", StringComparison.Ordinal)
            && text.EndsWith("$$", StringComparison.Ordinal)
            && text.Length > 4
                ? text[2..^2]
            : text.StartsWith('$') && text.EndsWith('$') && text.Length > 2 ? text[1..^1]
            : text;
        if (
            inner.Contains('$', StringComparison.Ordinal)
            || inner.Contains('\n', StringComparison.Ordinal)
            || inner.Contains("+++", StringComparison.Ordinal)
        )
        {
            return false;
        }

        return inner.Length != text.Length || !text.Any(char.IsLetter);
    }
}
