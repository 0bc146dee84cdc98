using System.Text.Json.Nodes;
using R1Workbook.Core.Verification;
using R1Workbook.Core.Verification.Equivalence;
using R1Workbook.Core.Verification.Expressions;
using R1Workbook.Core.Verification.Parsing;

namespace R1Workbook.Core.Tests.Verification.Parsing;

/// <summary>The half of latex2sympy's own tests that is given, by value and by what SymPy prints.</summary>
public class LatexParseCasesTests
{
    private static readonly Dictionary<string, string> Wrong = new()
    {
        ["l2s-1074"] = "SymPy evaluates the relation to true; here it stays as it was written",
    };

    [SharedCheck("cases")]
    public static void Every_case_is_read()
    {
        foreach (JsonNode row in SharedFiles.JsonLines("cases/latex_parse.jsonl"))
        {
            ParseResult result = MathParser.Parse((string)row["latex"]!);
            Assert.True(result.Expression is not null, $"{row["id"]}: {row["latex"]}: {result.Error}");
        }
    }

    [SharedCheck("cases")]
    public static void Values_agree() => Check("numeric", MathText);

    [SharedCheck("cases")]
    public static void Structures_agree() => Check("expected_str", SympyText.Read);

    private static Expression? MathText(string text) => MathParser.Parse(text).Expression;

    private static void Check(string field, Func<string, Expression?> read)
    {
        List<string> failures = [];
        foreach (JsonNode row in SharedFiles.JsonLines("cases/latex_parse.jsonl"))
        {
            string id = (string)row["id"]!;
            if ((string?)row[field] is not { } text || Wrong.ContainsKey(id))
                continue;
            Expression? expected = read(text),
                given = MathParser.Parse((string)row["latex"]!).Expression;
            Comparison? comparison =
                expected is null || given is null
                    ? null
                    : ExpressionEquality.Compare(
                        expected,
                        given,
                        VerificationSettings.Default with
                        {
                            AllowSetRelationComparison = true,
                        }
                    );
            if (comparison is not { AreEqual: true })
            {
                failures.Add(
                    $"{id}: {row["latex"]} should be {text}: {comparison?.Reason ?? "unread"} [{expected} ; {given}]"
                );
            }
        }
        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }
}
