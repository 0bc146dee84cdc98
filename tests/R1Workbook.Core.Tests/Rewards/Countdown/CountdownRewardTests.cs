using R1Workbook.Core.Rewards.Countdown;

namespace R1Workbook.Core.Tests.Rewards.Countdown;

public sealed class CountdownRewardTests
{
    [Theory]
    [InlineData("1 + 2*3", 7.0)]
    [InlineData("(1+2)*3", 9.0)]
    [InlineData("8//3+1", 3.0)]
    [InlineData("-7//2", -4.0)]
    [InlineData("-2**2", -4.0)]
    [InlineData("2**3**2", 512.0)]
    [InlineData("10/4*2", 5.0)]
    [InlineData("1/0", null)]
    [InlineData("1 +", null)]
    [InlineData("(1", null)]
    [InlineData("007", null)]
    [InlineData("1 2", null)]
    [InlineData("", null)]
    [InlineData("9**9**9**9", null)]
    public void Arithmetic_is_that_of_Python(string text, double? value) => Assert.Equal(value, ArithmeticExpression.Evaluate(text));

    [Fact]
    public void Deep_nesting_ends() => Assert.Null(ArithmeticExpression.Evaluate(new string('(', 900) + "1" + new string(')', 900)));

    [Theory]
    [InlineData(CountdownVariant.TinyZero, "Assistant: <think>x</think> <answer>1+2</answer>", 1)]
    [InlineData(CountdownVariant.TinyZero, "Assistant: <answer>1+1</answer>", 0.1)]
    [InlineData(CountdownVariant.TinyZero, "Assistant: <answer>1+2</answer>\nbye", 0)]
    [InlineData(CountdownVariant.GrpoZero, "x</think>\n<answer>2+1</answer>", 1.1)]
    [InlineData(CountdownVariant.GrpoZero, "x</think>", 0.01)]
    [InlineData(CountdownVariant.NanoAha, "x</think>\n<answer>2+1</answer>", 2)]
    [InlineData(CountdownVariant.NanoAha, "x</think>\n<answer>three</answer>", 0.5)]
    [InlineData(CountdownVariant.NanoAha, "3", 0)]
    public void Three_projects_reward_the_same_task_in_three_ways(CountdownVariant variant, string completion, double reward) =>
        Assert.Equal(reward, CountdownReward.Explain(completion, [1, 2], 3, variant).Value!.Value, 12);
}
