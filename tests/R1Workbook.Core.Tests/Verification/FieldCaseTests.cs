using System.Text.Json.Nodes;
using R1Workbook.Core.Verification;
using R1Workbook.Core.Verification.Extraction;

namespace R1Workbook.Core.Tests.Verification;

/// <summary>Cases from public reports of people who verify answers, with the right verdict.</summary>
public sealed class FieldCaseTests
{
    [SharedCheck("cases")]
    public static void Every_report_on_the_verifier_is_judged_right()
    {
        Dictionary<string, JsonNode> rows = SharedFiles
            .JsonLines("cases/field/verify.jsonl")
            .ToDictionary(row => (string)row["id"]!);
        List<string> failing = [];
        int judged = 0;
        foreach (JsonNode report in SharedFiles.JsonLines("cases/field/cases.jsonl"))
        {
            if (!rows.TryGetValue((string)report["id"]!, out JsonNode? row))
                continue;
            judged++;
            VerificationSettings settings = VerificationSettings.Default;
            if (row["extraction"] is not null)
            {
                settings = settings with
                {
                    Extraction = settings.Extraction with
                    {
                        Targets = AnswerTargets.Choice,
                        Language = (string?)row["language"],
                    },
                };
            }
            MathVerdict verdict = MathVerifier.Verify((string)row["gold"]!, (string)row["pred"]!, settings);
            if (verdict.IsCorrect != ((string)report["right"]! == "correct"))
                failing.Add($"{report["id"]}: {verdict.Outcome}, {verdict.Reason}; right: {report["right"]}");
        }
        Assert.Equal(76, judged);
        Assert.True(failing.Count == 0, string.Join('\n', failing));
    }
}
