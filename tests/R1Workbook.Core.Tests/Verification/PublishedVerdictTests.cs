using System.Text.Json.Nodes;
using R1Workbook.Core.Peers;
using R1Workbook.Core.Verification;

namespace R1Workbook.Core.Tests.Verification;

public sealed class PublishedVerdictTests
{
    [SharedCheck("datasets")]
    public static void The_published_verdicts_on_gsm8k_are_reproduced()
    {
        string[] models = ["6b_finetuning", "6b_verification", "175b_finetuning", "175b_verification"];
        JsonNode[] rows = [.. SharedFiles.JsonLines("datasets/gsm8k/example_model_solutions.jsonl")];
        List<string> differing = [];
        foreach (JsonNode row in rows)
        {
            foreach (string model in models)
            {
                MathVerdict verdict = MathVerifier.Verify(
                    (string)row["ground_truth"]!,
                    (string)row[model]!["solution"]!
                );
                if (verdict.IsCorrect != (bool)row[model]!["is_correct"]!)
                    differing.Add($"{model}: {verdict.Reason}");
            }
        }
        Assert.Equal(1319, rows.Length);
        Assert.Empty(differing);
    }

    [SharedCheck("datasets")]
    public static void The_published_figures_of_zeroeval_are_reproduced_and_three_of_its_verdicts_are_wrong()
    {
        JsonArray rows = SharedFiles.Json("datasets/model_outputs/zeroeval/math-l5.deepseek-v2.5-0908.json").AsArray();
        JsonNode published = SharedFiles
            .Json("datasets/model_outputs/zeroeval/math-l5.summary.json")
            .AsArray()
            .Single(row => (string)row!["Model"]! == "deepseek-v2.5-0908")!;
        (int Id, string Gold, string Output)[] answers =
        [
            .. rows.Select(row => ((int)row!["id"]!, (string)row["answer"]!, (string)row["output"]![0]!)),
        ];
        double Percent(int count) => Math.Round(100.0 * count / answers.Length, 2);

        Assert.Equal(
            double.Parse((string)published["No answer"]!, System.Globalization.CultureInfo.InvariantCulture),
            Percent(answers.Count(answer => ZeroEvalGrader.Answer(answer.Output) is null))
        );
        Assert.Equal(
            double.Parse((string)published["Acc"]!, System.Globalization.CultureInfo.InvariantCulture),
            Percent(answers.Count(answer => ZeroEvalGrader.IsCorrect(answer.Output, answer.Gold)))
        );
        // √3 for 3, 5 − √5/2 for 5, and "2, −14/5" for 2: the first number is right, the answer is not.
        Assert.Equal(
            [616, 688, 698],
            answers
                .Where(answer =>
                    ZeroEvalGrader.Answer(answer.Output) is not null
                    && MathVerifier.Verify(answer.Gold, answer.Output).IsCorrect
                        != ZeroEvalGrader.IsCorrect(answer.Output, answer.Gold)
                )
                .Select(answer => answer.Id)
        );
    }

    [SharedCheck("datasets")]
    public static void Every_gold_answer_of_math_500_verifies_against_itself_its_box_and_its_solution()
    {
        List<string> failing = [];
        foreach (JsonNode row in SharedFiles.JsonLines("datasets/math500/test.jsonl"))
        {
            string gold = (string)row["answer"]!;
            foreach (
                string prediction in (string[])
                    [
                        gold,
                        $@"\boxed{{{gold}}}",
                        $"The answer is ${gold}$.",
                        $"Hence we find that $${gold}$$",
                        (string)row["solution"]!,
                    ]
            )
            {
                MathVerdict verdict = MathVerifier.Verify(gold, prediction);
                if (!verdict.IsCorrect)
                    failing.Add($"{gold}: {verdict.Reason}");
            }
        }
        Assert.Empty(failing);
    }

    [SharedCheck("datasets")]
    public static void Golds_of_math_500_verify_in_any_dress_and_symmetrically_and_against_no_other()
    {
        // Pairs that differ in the dress only: a unit, a degree sign, a dollar sign, the order of a list, a blank, \pi
        // and its degrees.
        const int DifferInDress = 14;
        string[] golds =
        [
            .. SharedFiles.JsonLines("datasets/math500/test.jsonl").Select(row => (string)row["answer"]!).Distinct(),
        ];
        int same = 0;
        System.Collections.Concurrent.ConcurrentBag<string> failing = [];
        Parallel.For(
            0,
            golds.Length,
            i =>
            {
                string gold = golds[i];
                foreach (
                    string dressed in (string[])
                        [
                            $"  {gold} ",
                            gold.Replace(@"\left", "", StringComparison.Ordinal)
                                .Replace(@"\right", "", StringComparison.Ordinal),
                            gold.Replace(@"\frac", @"\dfrac", StringComparison.Ordinal),
                            gold.Replace(" ", "", StringComparison.Ordinal),
                            $@"\fbox{{{gold}}}",
                            $@"\\boxed{{{gold.Replace(@"\", @"\\", StringComparison.Ordinal)}}}",
                            $"The final answer is ${gold}$. I hope it is correct.",
                            $@"**Answer:** \({gold}\)",
                            $"<think>hm</think><answer>{gold}</answer>",
                        ]
                )
                {
                    MathVerdict verdict = MathVerifier.Verify(gold, dressed);
                    if (!verdict.IsCorrect)
                        failing.Add($"{dressed}: {verdict.Reason}");
                }
                for (int j = 0; j < i; j++)
                {
                    bool forth = MathVerifier.Verify(gold, golds[j]).IsCorrect,
                        back = MathVerifier.Verify(golds[j], gold).IsCorrect;
                    if (forth != back)
                        failing.Add($"{gold} and {golds[j]} differ by direction");
                    if (forth)
                        Interlocked.Increment(ref same);
                }
            }
        );
        Assert.Empty(failing);
        Assert.True(same <= DifferInDress, $"{same} pairs are judged the same");
    }
}
