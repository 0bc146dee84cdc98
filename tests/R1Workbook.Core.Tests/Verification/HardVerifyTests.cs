using System.Text.Json.Nodes;
using R1Workbook.Core.Verification;

namespace R1Workbook.Core.Tests.Verification;

/// <summary>The given half of HardVerify-Math: questions on which verifiers by rule fail.</summary>
public sealed class HardVerifyTests
{
    private const int WantedOf125 = 103;

    /// <summary>Wrong answers by their label that are right: the set of id 52 in another order.</summary>
    private static readonly int[] RightInTruth = [52];

    [SharedCheck("datasets")]
    public static void Right_answers_are_accepted_and_no_wrong_one_is()
    {
        List<string> rejected = [];
        List<int> accepted = [];
        JsonArray rows = SharedFiles.Json("datasets/hardverify/hardverify_half.json").AsArray();
        foreach (JsonNode? row in rows)
        {
            string gold = (string)row!["ground_truth"]!;
            MathVerdict right = MathVerifier.Verify(gold, (string)row["fn_output"]!);
            if (!right.IsCorrect)
                rejected.Add($"{row["id"]}: {right.Outcome}, {right.Reason}");
            if (MathVerifier.Verify(gold, (string)row["tn_output"]!).IsCorrect)
                accepted.Add((int)row["id"]!);
        }
        Assert.Equal(125, rows.Count);
        Assert.Equal(RightInTruth, accepted);
        Assert.True(rejected.Count <= 125 - WantedOf125, string.Join('\n', rejected));
    }
}
