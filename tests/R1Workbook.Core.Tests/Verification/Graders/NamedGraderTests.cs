using System.Text.Json.Nodes;
using R1Workbook.Core.Peers;

namespace R1Workbook.Core.Tests.Verification.Graders;

/// <summary>The graders of <c>r1 verify --as</c>: what makes each what it is, on inputs of our own, and the cases of
/// the projects where they are at hand.</summary>
public sealed class NamedGraderTests
{
    [Theory]
    // A mathematician reads sets and inequalities as the same, and units.
    [InlineData("mathematics", "$[-2,7]$", @"$-2 \le x \le 7$", true)]
    [InlineData("mathematics", @"$5\text{ cm}$", @"$5\text{ m}$", false)]
    // An inequality does not answer a set, a set answers an inequality; units are not read.
    [InlineData("math-verify", "$[-2,7]$", @"$-2 \le x \le 7$", false)]
    [InlineData("math-verify", @"$-2 \le x \le 7$", "$[-2,7]$", true)]
    [InlineData("math-verify", @"$5\text{ cm}$", @"$5\text{ m}$", true)]
    // LaTeX alone is looked for.
    [InlineData("open-r1", "$5$", "The answer is $5$.", true)]
    [InlineData("open-r1", "$5$", "The answer is 5.", false)]
    [InlineData("math-verify", "$5$", "The answer is 5.", true)]
    // The last box as text, after the clean-up of hendrycks/math.
    [InlineData("verl", "x+1", @"\boxed{x + 1}", true)]
    [InlineData("verl", "x+1", @"\boxed{1+x}", false)]
    [InlineData("verl", @"\frac12", @"\boxed{0.5}", true)]
    [InlineData("verl", "5", "The answer is 5.", false)]
    // Behind #### alone; a dollar sign is no number.
    [InlineData("verl-gsm8k", "1000", "#### 1,000", true)]
    [InlineData("verl-gsm8k", "42", "#### $42", false)]
    [InlineData("verl-gsm8k", "42", "The answer is 42", false)]
    // The last number as text: a full stop belongs to it.
    [InlineData("verl-gsm8k-flexible", "42", "The answer is 42", true)]
    [InlineData("verl-gsm8k-flexible", "42", "The answer is 42.", false)]
    [InlineData("verl-gsm8k-flexible", "72", "#### 72.0", false)]
    // Behind "Answer:" alone.
    [InlineData("dapo", "34", "Answer: 34", true)]
    [InlineData("dapo", "34", "the answer is 34", false)]
    [InlineData("dapo", "34", @"\boxed{34}", false)]
    // Hundred times the gold number is right too.
    [InlineData("skythought", "0.75", @"\boxed{75}", true)]
    [InlineData("skythought", "0.75", @"\boxed{0.74}", false)]
    // Tuples and sets by place.
    [InlineData("reasoning-from-scratch", @"\frac{1}{2}", @"\boxed{0.5}", true)]
    [InlineData("reasoning-from-scratch", @"\{1,2\}", @"\boxed{\{2,1\}}", false)]
    // Words, without articles and punctuation.
    [InlineData("open-instruct", "cat", "<answer>The cat!</answer>", true)]
    [InlineData("open-instruct", "1/2", "<answer>0.5</answer>", false)]
    public void Each_name_has_the_quirk_that_makes_it(string name, string gold, string completion, bool right) =>
        Assert.Equal(right, AnswerGrader.Named[name].IsCorrect(gold, completion));

    [Fact]
    public void Every_name_has_a_row_above() =>
        Assert.Equal(
            AnswerGrader.Named.Keys.Order(StringComparer.Ordinal),
            typeof(NamedGraderTests)
                .GetMethod(nameof(Each_name_has_the_quirk_that_makes_it))!
                .GetCustomAttributesData()
                .Where(attribute => attribute.AttributeType == typeof(InlineDataAttribute))
                .Select(Name)
                .Distinct()
                .Order(StringComparer.Ordinal)
        );

    [SharedCheck("cases")]
    [SharedRow("verl", "verl-math", null)]
    [SharedRow("verl-gsm8k", "verl-gsm8k", "strict")]
    [SharedRow("verl-gsm8k-flexible", "verl-gsm8k", "flexible")]
    [SharedRow("dapo", "verl-dapo", null)]
    public static void A_name_judges_the_given_cases_as_the_project(string name, string suite, string? method)
    {
        JsonNode[] rows =
        [
            .. SharedFiles
                .JsonLines("cases/grader_suites.jsonl")
                .Where(row => (string)row["suite"]! == suite && (string)row["function"]! == "compute_score")
                .Where(row => (string?)row["method"] == method),
        ];
        Assert.NotEmpty(rows);
        Assert.Empty(
            rows.Where(row => Judged(name, row) != ((double)row["expected"]! == 1))
                .Select(row => $"{row["id"]}: {row["expected"]!.ToJsonString()}")
        );
    }

    [SharedCheck("cases")]
    public static void Open_r1_judges_the_given_cases_as_the_project()
    {
        int judged = 0;
        foreach (JsonNode row in SharedFiles.JsonLines("cases/open_r1_rewards.jsonl"))
        {
            if ((string)row["function"]! != "accuracy_reward")
                continue;
            for (int i = 0; i < row["completions"]!.AsArray().Count; i++, judged++)
            {
                Assert.Equal(
                    (double?)row["expected"]![i] == 1,
                    AnswerGrader
                        .Named["open-r1"]
                        .IsCorrect((string)row["solution"]![i]!, (string)row["completions"]![i]!)
                );
            }
        }
        Assert.NotEqual(0, judged);
    }

    [SharedCheck("datasets")]
    public static void Math_verify_judges_all_graded_solutions_of_gsm8k_as_published()
    {
        int judged = 0,
            same = 0;
        foreach (JsonNode row in SharedFiles.JsonLines("datasets/gsm8k/example_model_solutions.jsonl"))
        {
            foreach ((_, JsonNode? value) in row.AsObject())
            {
                if (value is not JsonObject given)
                    continue;
                judged++;
                bool right = AnswerGrader
                    .Named["math-verify"]
                    .IsCorrect((string)row["ground_truth"]!, (string)given["solution"]!);
                same += right == (bool)given["is_correct"]! ? 1 : 0;
            }
        }
        Assert.Equal((5276, 5276), (judged, same));
    }

    private static bool Judged(string name, JsonNode row) =>
        AnswerGrader.Named[name].IsCorrect((string)row["gold"]!, (string)row["pred"]!);

    private static string Name(System.Reflection.CustomAttributeData row) =>
        (string)
            ((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)row.ConstructorArguments[0].Value!)[
                0
            ].Value!;
}
