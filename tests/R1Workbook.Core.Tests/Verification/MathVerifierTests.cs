using R1Workbook.Core.Tasks;
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
        MathVerdict verdict = MathVerifier.Verify(gold, prediction);
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
    public void What_differs_is_incorrect(string gold, string prediction) =>
        Assert.Equal(Outcome.Incorrect, MathVerifier.Verify(gold, prediction).Outcome);

    [Theory]
    [InlineData("5", "")]
    [InlineData("", "5")]
    [InlineData("5", "I do not know this one at all")]
    [InlineData("5", @"\boxed{}")]
    public void Nothing_to_judge_is_unverifiable(string gold, string prediction) =>
        Assert.Equal(Outcome.Unverifiable, MathVerifier.Verify(gold, prediction).Outcome);

    [Fact]
    public void Hostile_input_ends_without_an_exception()
    {
        foreach (
            string text in (string[])
                [
                    new string('{', 100_000),
                    @"\boxed{" + new string('(', 50_000),
                    new string('9', 200_000),
                    "1/0",
                    @"\frac{1}{0}",
                    @"\",
                    "$",
                    "\ud800",
                    string.Concat(Enumerable.Repeat(@"\boxed{", 5_000)),
                ]
        )
        {
            Assert.NotNull(MathVerifier.Verify("5", text).Reason);
            Assert.NotNull(MathVerifier.Verify(text, "5").Reason);
        }
    }

    [Fact]
    public void A_number_is_itself_in_every_writing_and_never_the_next()
    {
        Random random = new(4);
        for (int i = 0; i < 2000; i++)
        {
            long number = random.NextInt64(-1_000_000_000, 1_000_000_000),
                denominator = random.Next(2, 1000);
            string grouped = number.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
            foreach (
                string text in (string[])
                    [
                        $"{number}",
                        grouped,
                        $"\\boxed{{{number}}}",
                        $"The answer is {grouped}.",
                        $"so ${number}$ apples",
                        $"#### {grouped}",
                        $"{number}.0",
                    ]
            )
            {
                Assert.True(MathVerifier.Verify($"{number}", text).IsCorrect, text);
                Assert.False(MathVerifier.Verify($"{number + 1}", text).IsCorrect, text);
            }
            string fraction = $"\\frac{{{number}}}{{{denominator}}}";
            Assert.True(MathVerifier.Verify(fraction, $"It is {number}/{denominator}.").IsCorrect, fraction);
            Assert.False(MathVerifier.Verify($"\\frac{{{number + 1}}}{{{denominator}}}", fraction).IsCorrect, fraction);
        }
    }

    [Fact]
    public void Naming_several_answers_earns_nothing()
    {
        Assert.False(MathVerifier.Verify("3", "It is 1 or 2 or 3.").IsCorrect);
        Assert.False(MathVerifier.Verify("3", @"\boxed{1}, \boxed{2}, \boxed{3}").IsCorrect);
        Assert.True(MathVerifier.Verify("1.5", @"\boxed{1.5} or \boxed{\frac{3}{2}}").IsCorrect);
    }

    [Theory]
    [InlineData("We cannot say anything about it at all, can we?")]
    [InlineData("see above, please")]
    public void A_gold_answer_that_is_prose_is_answered_by_nothing(string gold)
    {
        Assert.Equal(Outcome.Unverifiable, MathVerifier.Verify(gold, "3").Outcome);
        Assert.False(MathVerifier.Verify(gold, @"\boxed{\text{above}}").IsCorrect);
    }

    [Theory]
    [InlineData("forty two", @"\boxed{42}", Outcome.Correct)]
    [InlineData("Answer is forty two.", "Answer is forty two.", Outcome.Correct)]
    [InlineData("forty two", @"\boxed{43}", Outcome.Incorrect)]
    [InlineData("no solution", @"\boxed{\text{No solution.}}", Outcome.Correct)]
    [InlineData("Evelyn", "The answer is Evelyn, because she was fastest.", Outcome.Correct)]
    [InlineData(@"\text{even}", @"\boxed{\text{odd}}", Outcome.Incorrect)]
    [InlineData(@"\text{Evelyn}", @"\boxed{5}", Outcome.Incorrect)]
    public void Answers_in_words_are_compared_as_words(string gold, string prediction, Outcome outcome) =>
        Assert.Equal(outcome, MathVerifier.Verify(gold, prediction).Outcome);

    [Fact]
    public void A_verdict_shows_how_both_answers_were_read()
    {
        MathVerdict verdict = MathVerifier.Verify(@"\frac{1}{2}", @"So \boxed{0.5}");
        Assert.NotNull(verdict.GoldTree);
        Assert.NotNull(verdict.AnswerTree);
        Assert.DoesNotContain('\n', verdict.Reason);
        Assert.Null(MathVerifier.Verify("5", "").AnswerTree);
    }
}
