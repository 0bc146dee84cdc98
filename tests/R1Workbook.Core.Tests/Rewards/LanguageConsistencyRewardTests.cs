using R1Workbook.Core.Languages;
using R1Workbook.Core.Rewards;
using R1Workbook.Core.Rewards.Rules;

namespace R1Workbook.Core.Tests.Rewards;

public sealed class LanguageConsistencyRewardTests
{
    [Fact]
    public void It_is_the_share_of_words_in_the_target_language()
    {
        // Four English words, four Chinese ones (因此, 答案, 是, 四), of 15 and 6 letters.
        string completion = "<think>so the answer follows 因此答案是四</think><answer>四</answer>";
        Assert.Equal(4 / 8.0, LanguageConsistencyReward.Of(completion), 12);
        Assert.Equal(18 / 24.0, LanguageConsistencyReward.Of(completion, new() { Unit = LanguageUnit.Character }), 12);
        Assert.Equal(
            6 / 24.0,
            LanguageConsistencyReward.Of(completion, new() { Target = "zh-CN", Unit = LanguageUnit.Character }),
            12
        );
    }

    [Fact]
    public void The_answer_does_not_count_unless_asked_for()
    {
        string completion = "<think>we add the numbers</think><answer>四</answer>";
        Assert.Equal(1, LanguageConsistencyReward.Of(completion));
        Assert.Equal(4 / 5.0, LanguageConsistencyReward.Of("we add the numbers 四", new() { ThoughtOnly = false }), 12);
    }

    [Theory]
    [InlineData("我们计算 $x^2 + 1$，然后 `print(x)`，看 https://example.org/page 的 12 个例子")]
    [InlineData("我们计算 \\frac{a}{b} 的值，得到 x = 3")]
    [InlineData("```python\nfor number in range(3): print(number)\n```\n我们得到三")]
    [InlineData("Alice 有三个苹果")]
    public void Code_formulas_numbers_and_names_are_left_out(string thought) =>
        Assert.Equal(1, LanguageConsistencyReward.Of($"<think>{thought}</think>", new() { Target = "zh" }));

    [Fact]
    public void Silence_earns_nothing() => Assert.Equal(0, LanguageConsistencyReward.Of("<think> 1 + 1 = 2 </think>"));

    [Fact]
    public void Passages_in_other_languages_are_shown_where_they_stand()
    {
        const string completion = "<think>we know that 这是对的 and go on</think>";
        RewardEvidence other = LanguageConsistencyReward.Explain(completion).Evidence.Single();
        Assert.Equal(
            ("这是对的", "zh", completion.IndexOf('这', StringComparison.Ordinal)),
            (other.What, other.Finding, other.Position)
        );
    }
}
