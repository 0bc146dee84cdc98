using System.Text.Json.Nodes;
using R1Workbook.Core.Verification;

namespace R1Workbook.Core.Tests.Verification;

public sealed class MathVerifierTests
{
    [Theory]
    [InlineData("5", "5")]
    [InlineData("-5", @"\boxed{-5}")]
    [InlineData("7425000", "7,425,000")]
    [InlineData("1000", "1000.0")]
    [InlineData(@"\frac{3}{4}", "0.75")]
    [InlineData("3/4", @"The answer is $\boxed{\dfrac{6}{8}}$.")]
    [InlineData(@"-\frac12", @"\boxed{-\tfrac{1}{2}}")]
    [InlineData(@"2\frac{1}{3}", @"\frac{7}{3}")]
    [InlineData("15", "The hypotenuse is 15.")]
    [InlineData(@"68.00", @"\boxed{\$68.00}")]
    [InlineData(@"28\%", @"\boxed{28}")]
    [InlineData("90", @"$\boxed{90^\circ}$")]
    [InlineData("12", @"\boxed{12\text{ cm}}")]
    [InlineData("(1,2)", @"\boxed{\left(1, 2\right)}")]
    [InlineData(@"\{1,2,3\}", @"\boxed{3, 2, 1}")]
    [InlineData("9", @"first \boxed{7}, no: \boxed{9}")]
    [InlineData("x=5", @"\boxed{5}")]
    [InlineData("42", "答案是 42。")]
    [InlineData(@"\text{Evelyn}", @"\boxed{evelyn}")]
    public void The_same_is_correct(string gold, string prediction)
    {
        Verdict verdict = MathVerifier.Verify(gold, prediction);
        Assert.True(verdict.IsCorrect, verdict.Reason);
    }

    [Theory]
    [InlineData("5", "6")]
    [InlineData("1/3", "0.333")]
    [InlineData("(1,2)", "(2,1)")]
    [InlineData("[0,9)", "[0,1)")]
    [InlineData("(0,1)", "[0,1]")]
    [InlineData(@"\{1,2\}", @"\{1,1\}")]
    [InlineData("3", @"\boxed{12}")]
    [InlineData("-5", "5")]
    [InlineData("1234", "1,23,4")]
    [InlineData("x+1", "x-1")]
    public void What_differs_is_incorrect(string gold, string prediction) => Assert.Equal(Outcome.Incorrect, MathVerifier.Verify(gold, prediction).Outcome);

    [Theory]
    [InlineData("5", "")]
    [InlineData("", "5")]
    [InlineData("5", "I do not know this one at all")]
    [InlineData("5", @"\boxed{}")]
    public void Nothing_to_judge_is_unverifiable(string gold, string prediction) => Assert.Equal(Outcome.Unverifiable, MathVerifier.Verify(gold, prediction).Outcome);

    [Fact]
    public void Hostile_input_ends_without_an_exception()
    {
        foreach (string text in (string[])[new string('{', 100_000), @"\boxed{" + new string('(', 50_000), new string('9', 200_000), "1/0", @"\frac{1}{0}", @"\", "$", "\ud800", string.Concat(Enumerable.Repeat(@"\boxed{", 5_000))])
        {
            Assert.NotNull(MathVerifier.Verify("5", text).Reason);
            Assert.NotNull(MathVerifier.Verify(text, "5").Reason);
        }
    }

    [SkippableFact]
    public void Math_verify_cases_hold_at_least_as_many_as_this_first_verifier_reached()
    {
        IReadOnlyList<JsonNode> rows = SharedCases.JsonLines("cases/mathverify.jsonl");
        int right = rows.Count(row => MathVerifier.Verify((string)row["gold"]!, (string)row["pred"]!).IsCorrect == (bool)row["expected"]!);
        Assert.True(right >= Reached, $"{right} of {rows.Count} cases agree");
    }

    /// <summary>Raised as the verifier deepens; never lowered.</summary>
    private const int Reached = 84;
}
