using System.Text.Json.Nodes;
using R1Workbook.Core.Verification;
using Xunit.Abstractions;

namespace R1Workbook.Core.Tests.Verification.SecondOpinion;

/// <summary>
/// Answers as golds and models write them, each changed a little and judged in both directions: what
/// <see cref="NumericReading"/> finds to mean something else must not be called correct. R1WORKBOOK_FUZZ sets how many
/// pairs (4,000 otherwise), R1WORKBOOK_FUZZ_SEED which.
/// </summary>
public sealed class AnswerMutationTests(ITestOutputHelper output)
{
    [Fact]
    public void No_changed_answer_of_the_golden_verdicts_is_called_correct() =>
        Judge(
            [
                .. Directory
                    .EnumerateFiles(RepositoryFolder.Of("tests", "R1Workbook.Golden", "Verdicts"), "*.jsonl")
                    .Order(StringComparer.Ordinal)
                    .SelectMany(File.ReadLines)
                    .Select(line => (string)JsonNode.Parse(line)!["gold"]!),
            ],
            output
        );

    [SharedCheck("datasets")]
    public static void No_changed_answer_of_hard_questions_is_called_correct() =>
        Judge([
            .. SharedFiles
                .Json("datasets/hardverify/hardverify_half.json")
                .AsArray()
                .SelectMany(row =>
                    new[] { (string)row!["ground_truth"]!, (string)row["fn_output"]!, (string)row["tn_output"]! }
                ),
        ]);

    [Theory]
    [InlineData("x=1", "x=2", false)]
    [InlineData(@"\frac{1}{2}", "0.5", true)]
    [InlineData("(1,2)", "(2,1)", false)]
    [InlineData(@"\{1,2\}", @"\{2,1\}", true)]
    [InlineData("[1,2)", "[1,2]", false)]
    [InlineData(@"a \ge 3", @"3 \leq a", true)]
    [InlineData("x^2+1", "1+x*x", true)]
    [InlineData("x^2+1", "1+2x", false)]
    [InlineData(@"-\sqrt{3}", @"3^{1/2}", false)]
    public void The_second_reading_tells_meanings_apart(string first, string second, bool same)
    {
        Assert.NotNull(NumericReading.Of(first));
        Assert.Equal(same, NumericReading.Of(first) == NumericReading.Of(second));
    }

    private static void Judge(string[] answers, ITestOutputHelper? output = null)
    {
        string[] read = [.. answers.Where(answer => NumericReading.Of(answer) is not null).Distinct()];
        Random random = Fuzz.Source(23);
        List<string> wrong = [],
            missed = [];
        int count = Fuzz.Count(4000),
            kept = 0,
            changed = 0;
        while (kept + changed < count)
        {
            string answer = read[random.Next(read.Length)],
                other = answer;
            bool keeps = random.Next(3) == 0;
            for (int step = random.Next(1, 3); step > 0; step--)
            {
                string? next = keeps ? AnswerMutation.Keeping(other, random) : AnswerMutation.Changing(other, random);
                other = next ?? other;
            }
            if (other == answer || NumericReading.Of(other) is not { } meaning)
                continue;
            bool same = meaning == NumericReading.Of(answer);
            (kept, changed) = same ? (kept + 1, changed) : (kept, changed + 1);
            foreach ((string gold, string given) in new[] { (answer, other), (other, answer) })
            {
                MathVerdict verdict = MathVerifier.Verify(gold, given);
                if (verdict.IsCorrect && !same)
                    wrong.Add($"{gold} and {given}: {verdict.Reason}");
                if (!verdict.IsCorrect && same && keeps)
                    missed.Add($"{gold} and {given}: {verdict.Reason}");
            }
        }
        output?.WriteLine(
            $"{read.Length} answers of {answers.Length}; {changed} pairs that differ, "
                + $"{wrong.Count} verdicts of them correct; "
                + $"{kept} pairs that are the same, {missed.Count} verdicts of them not correct"
        );
        foreach (string pair in missed.Take(25))
            output?.WriteLine(pair);
        Assert.True(
            wrong.Count == 0,
            $"{wrong.Count} false positives:\n{string.Join('\n', wrong.Distinct().Take(40))}"
        );
        Assert.True(missed.Count <= 0.2 * kept, string.Join('\n', missed.Take(25)));
    }
}
