using System.Text.Json.Nodes;
using R1Workbook.Core.Verification;
using R1Workbook.Core.Verification.Extraction;

namespace R1Workbook.Core.Tests.Verification;

public sealed class PeerCaseTests
{
    /// <summary>Rows whose expectation is wrong, with the reason.</summary>
    private static readonly Dictionary<string, string> WrongUpstream = new()
    {
        ["mv-264"] = "1 − 1/e is 0.632 and 1 + 1/e is 1.368",
    };

    [SharedCheck("cases")]
    public static void Mathematical_answers_are_judged_as_math_verify_expects() =>
        AssertJudged("cases/mathverify.jsonl");

    [SharedCheck("cases")]
    public static void Answers_in_many_languages_are_judged_as_lighteval_expects() =>
        AssertJudged("cases/lighteval_extractive_match.jsonl");

    [SharedCheck("cases")]
    public static void Letters_are_extracted_as_math_verify_expects()
    {
        foreach (JsonNode row in SharedFiles.JsonLines("cases/mathverify_string_extraction.jsonl"))
        {
            ExtractedAnswer first = AnswerExtractor.Extract(
                (string)row["input"]!,
                new() { Targets = AnswerTargets.Choice }
            )[0];
            Assert.Contains(first.Text, row["expected_parse"]!.AsArray().Select(letter => (string)letter!));
        }
    }

    private static void AssertJudged(string path)
    {
        IReadOnlyList<JsonNode> rows = SharedFiles.JsonLines(path);
        List<string> failing = [];
        foreach (JsonNode row in rows.Where(row => !WrongUpstream.ContainsKey((string)row["id"]!)))
        {
            MathVerdict verdict = MathVerifier.Verify((string)row["gold"]!, (string)row["pred"]!, Settings(row));
            if (verdict.IsCorrect != (bool)row["expected"]!)
                failing.Add($"{row["id"]}: {verdict.Outcome}, {verdict.Reason}");
        }
        Assert.True(rows.Count(row => WrongUpstream.ContainsKey((string)row["id"]!)) <= 0.02 * rows.Count);
        Assert.True(failing.Count == 0, $"{failing.Count} of {rows.Count}:\n{string.Join('\n', failing)}");
    }

    private static VerificationSettings Settings(JsonNode row) =>
        VerificationSettings.MathVerify with
        {
            FloatRounding = (int?)(row["float_rounding"] ?? row["precision"]) ?? 6,
            NumericPrecision = (int?)row["numeric_precision"] ?? 15,
            Strict = (bool?)row["strict"] ?? true,
            AllowSetRelationComparison = (bool?)row["allow_set_relation_comp"] ?? false,
            Extraction = new ExtractionSettings
            {
                Targets = row["extraction"]!
                    .AsArray()
                    .Aggregate(
                        AnswerTargets.None,
                        (targets, name) =>
                            targets
                            | (string)name! switch
                            {
                                "latex" => AnswerTargets.Latex,
                                "expr" or "sympy-direct" => AnswerTargets.Expression,
                                _ => AnswerTargets.Choice,
                            }
                    ),
                BoxedPriority = (int?)row["boxed_match_priority"] ?? 50,
                Language = (string?)row["language"],
            },
        };
}
