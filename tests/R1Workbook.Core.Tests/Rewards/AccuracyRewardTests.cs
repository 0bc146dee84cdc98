using R1Workbook.Core.Rewards;
using R1Workbook.Core.Rewards.Rules;

namespace R1Workbook.Core.Tests.Rewards;

public sealed class AccuracyRewardTests
{
    [Theory]
    [InlineData("<think>x</think> \\boxed{1/2}", "0.5", 1.0)]
    [InlineData("<think>x</think> \\boxed{0.5}", "1/2", 1.0)]
    [InlineData("<think>\\boxed{1/2}</think> \\boxed{1/3}", "1/2", 0.0)]
    [InlineData("", "1/2", 0.0)]
    [InlineData("I do not know", "1/2", 0.0)]
    [InlineData("\\boxed{2}", "", null)]
    [InlineData("\\boxed{2}", "forty two", null)]
    public void A_missing_answer_is_wrong_and_a_gold_answer_that_is_no_mathematics_counts_for_nothing(
        string completion,
        string gold,
        double? reward
    ) => Assert.Equal(reward, AccuracyReward.Of(completion, gold));

    [Fact]
    public void Words_are_compared_where_that_is_asked_for() =>
        Assert.Equal(1, AccuracyReward.Of("\\boxed{Evelyn}", "Evelyn", new AccuracySettings { TextAnswers = true }));

    [Fact]
    public void A_box_can_be_asked_for()
    {
        AccuracySettings boxed = new() { RequireBox = true };
        Assert.Equal(1, AccuracyReward.Of("Result \\boxed{2}", "2", boxed));
        Assert.Equal(0, AccuracyReward.Of("Result 2", "2", boxed));
    }

    [Fact]
    public void Reasoning_that_never_ends_has_no_answer()
    {
        AccuracySettings reasoning = new() { ReasoningDelimiters = ["</think>", "</reason>"] };
        Assert.Equal(0, AccuracyReward.Of("<think> it is \\boxed{2}", "2", reasoning));
        Assert.Equal(1, AccuracyReward.Of("<think> it is 3 </think> no </reason> \\boxed{2}", "2", reasoning));
    }

    [Fact]
    public void The_answer_that_was_judged_is_shown()
    {
        RewardExplanation reward = AccuracyReward.Explain("so \\boxed{12}", "12");
        Assert.Equal(("12", 10), (reward.Evidence[0].What, reward.Evidence[0].Position));
    }

    [Theory]
    [InlineData("B", "(B)", 1.0)]
    [InlineData("The answer is B.", "B", 1.0)]
    [InlineData("<think>A or C?</think>The answer is C", "A", 0.0)]
    [InlineData("A or B or C", "B", 0.0)]
    [InlineData("\\boxed{\\text{D}}", "d", 1.0)]
    [InlineData("答案是C。", "C", 1.0)]
    [InlineData("No letter", "C", 0.0)]
    [InlineData("", "C", 0.0)]
    [InlineData("C", "12", null)]
    public void Multiple_choice_asks_for_one_letter(string completion, string gold, double? reward) =>
        Assert.Equal(reward, MultipleChoiceReward.Of(completion, gold));
}
