using R1Workbook.Core.Verification;
using R1Workbook.Core.Verification.Equivalence;
using R1Workbook.Core.Verification.Equivalence.Exact;
using R1Workbook.Core.Verification.Expressions;
using R1Workbook.Core.Verification.Parsing;

namespace R1Workbook.Core.Tests.Verification.Equivalence;

/// <summary>What the settings of the comparison change, and the bounds of its work.</summary>
public class EqualitySettingsTests
{
    private static Expression Read(string text) =>
        MathParser.Parse(text) is { Expression: { } expression }
            ? expression
            : throw new ArgumentException($"{text}: {MathParser.Parse(text).Error}");

    private static Comparison Compare(string gold, string answer, VerificationSettings? settings = null) =>
        ExpressionEquality.Compare(Read(gold), Read(answer), settings ?? VerificationSettings.Default);

    [Fact]
    public void A_set_answers_a_gold_inequality_and_an_inequality_a_gold_set_only_where_allowed()
    {
        Assert.True(Compare(@"-1 \le x \le 3", "[-1, 3]").AreEqual);
        Assert.True(Compare("[-1, 3]", @"-1 \le x \le 3").AreEqual);
        Assert.False(Compare("[-1, 3]", @"-1 \le x \le 3", VerificationSettings.MathVerify).AreEqual);
        Assert.True(
            Compare(
                "[-1, 3]",
                @"-1 \le x \le 3",
                VerificationSettings.MathVerify with
                {
                    AllowSetRelationComparison = true,
                }
            ).AreEqual
        );
    }

    [Fact]
    public void Names_do_not_count_where_the_settings_are_not_strict()
    {
        VerificationSettings lax = new() { Strict = false };
        Assert.True(Compare("f(x)", "f(y)", lax).AreEqual);
        Assert.True(Compare("x^2 + y", "a^2 + b", lax).AreEqual);
        Assert.False(Compare("x^2 + y", "a + b", lax).AreEqual);
        Assert.True(Compare("(1, 2)", @"\{1, 2\}", lax).AreEqual);
    }

    [Fact]
    public void Decimals_are_compared_to_as_many_places_as_the_settings_say()
    {
        Assert.True(Compare(@"\frac13", "0.33", new VerificationSettings { FloatRounding = 2 }).AreEqual);
        Assert.False(Compare(@"\frac13", "0.333", new VerificationSettings { FloatRounding = 4 }).AreEqual);
        Assert.False(Compare(@"\frac13", @"\frac{33}{100}", new VerificationSettings { FloatRounding = 2 }).AreEqual);
    }

    [Theory]
    [InlineData(@"\frac{4}{6}", @"\frac23", "both are 2/3 exactly")]
    [InlineData(@"(x+1)^2", "x^2+2x+1", "the same normal form")]
    [InlineData("1, 2", "2, 1", "the same elements in another order")]
    [InlineData("0.5", @"\frac{1}{3}", "1/2 is not 1/3 to 6 decimals")]
    public void The_reason_names_the_rule(string gold, string answer, string reason) =>
        Assert.Equal(reason, Compare(gold, answer).Reason);

    [Theory]
    [InlineData("(x+y+z+1)^{64}", "(x+y+z+2)^{64}")]
    [InlineData("9^{9^{9^{9}}}", "9^{9^{9^{8}}}")]
    [InlineData(@"\sum_{k=1}^{10^9} \sum_{j=1}^{10^9} jk", "1")]
    [InlineData(@"\sum_{k=1}^{900} \sum_{j=1}^{900} \sum_{i=1}^{900} ijk", "1")]
    [InlineData("((((5!)!)!)!)!", "1")]
    [InlineData(@"\sin(10^{300})", @"\sin(10^{299})")]
    public void Work_is_bounded(string gold, string answer) => Assert.False(Compare(gold, answer).AreEqual);

    [Fact]
    public void The_steps_on_great_expressions_are_bounded()
    {
        foreach (
            string text in (string[])
                [
                    "A" + string.Concat(Enumerable.Repeat("∩A", 4000)),
                    string.Join(',', Enumerable.Range(0, 2000)),
                    string.Join('+', Enumerable.Range(1, 1500).Select(i => $"x^{i}")),
                    string.Join("", Enumerable.Repeat("(x+1)", 1500)),
                    string.Join("∪", Enumerable.Range(0, 900).Select(i => $"[{2 * i},{2 * i + 1}]")),
                ]
        )
        {
            Expression one = Read(text),
                other = Read(text + "+1");
            WorkBudget budget = new();
            Assert.NotEmpty(ExpressionEquality.Compare(one, other, VerificationSettings.Default, budget).Reason);
            // After the last step each rule that is at work may ask once more, and goes no further.
            Assert.InRange(budget.Refusals, 0, 200);
        }
    }
}
