using R1Workbook.Benchmarks.Sets.Gsm8k;
using R1Workbook.Core.Metrics;

namespace R1Workbook.Benchmarks.Tests.Sets.Gsm8k;

public sealed class Gsm8kProblemTests
{
    private static readonly Gsm8kProblem Problem = new("0", "How many?", "#### 1000", "1000");

    [Theory]
    [InlineData("1000", "1000.0", true)]
    [InlineData("1000", "1000.00", true)]
    [InlineData("-3", "-3.0", true)]
    [InlineData("0.5", ".5", true)]
    [InlineData("1000", "100", false)]
    [InlineData("3", "-3", false)]
    public void Answers_are_one_vote_where_they_are_one_number(string first, string second, bool same) =>
        Assert.Equal(same, Problem.SameAnswer(first, second));

    [Fact]
    public void Forms_of_one_number_outvote_another_number()
    {
        string?[] votes =
        [
            .. new[] { "#### 7", "#### 7", "#### 1,000", "The answer is 1000.0", "\\boxed{1000}" }.Select(
                Gsm8kProblem.Extract
            ),
        ];
        Assert.Equal("1000", ConsAtK.Majority(votes, Problem.SameAnswer));
    }
}
