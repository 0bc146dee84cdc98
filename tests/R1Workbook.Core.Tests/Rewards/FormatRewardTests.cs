using R1Workbook.Core.Rewards;
using R1Workbook.Core.Rewards.Rules;
using R1Workbook.Core.Rewards.Shape;

namespace R1Workbook.Core.Tests.Rewards;

public sealed class FormatRewardTests
{
    private const string Lines = "<think>\na\n</think>\n<answer>\nb\n</answer>",
        Inline = "<think>a</think> <answer>b</answer>",
        Thought = "<think>a</think>b";

    [Theory]
    [InlineData(Lines, 1, 1, 1)]
    [InlineData(Inline, 1, 0, 1)]
    [InlineData(Thought, 0, 0, 1)]
    [InlineData("a</think> <answer>b</answer>", 0, 0, 0)]
    [InlineData(Lines + "\nand more", 0, 1, 1)]
    [InlineData(Lines + " and more", 0, 0, 1)]
    [InlineData("<think>a<think>b</think> <answer>c</answer>", 0, 0, 0)]
    [InlineData("", 0, 0, 0)]
    public void The_three_published_forms_differ(string completion, double r1Zero, double openR1, double trl)
    {
        double?[] rewards =
        [
            .. Enum.GetValues<FormatVariant>().Select(variant => FormatReward.Explain(completion, variant).Value),
        ];
        Assert.Equal([r1Zero, openR1, trl], rewards);
    }

    [Theory]
    [InlineData(FormatVariant.R1Zero, "a</think> <answer>b</answer>")]
    [InlineData(FormatVariant.OpenR1, "a\n</think>\n<answer>\nb\n</answer>")]
    [InlineData(FormatVariant.Trl, "a</think>b")]
    public void A_prefilled_tag_costs_no_form_its_reward(FormatVariant variant, string completion)
    {
        Assert.Equal(0, FormatReward.Explain(completion, variant).Value);
        Assert.Equal(1, FormatReward.Explain(completion, variant, prefilled: true).Value);
    }

    [Fact]
    public void The_tag_at_fault_is_named() =>
        Assert.Contains(
            "</answer>",
            FormatReward.Explain("<think>\na\n</think>\n<answer>\nb", FormatVariant.OpenR1).Rule,
            StringComparison.Ordinal
        );

    [Fact]
    public void The_work_on_half_tags_grows_with_their_number_and_no_faster()
    {
        static string Text(int count) =>
            "<think>\n" + string.Concat(Enumerable.Repeat("\n</think>\n<answer>\n", count));
        Growth.AtMostLinear(
            120_000,
            Text,
            text => Assert.Equal(0, FormatReward.Explain(text, FormatVariant.OpenR1).Value)
        );
    }

    [Theory]
    [InlineData("<think>\na\n</think>\n<answer>\n```python\nx = 1\n```\n</answer>", "python", 1)]
    [InlineData("<think>\na\n</think>\n<answer>\n```cpp\nx = 1;\n```\n</answer>", "cpp", 1)]
    [InlineData("<think>\na\n</think>\n<answer>\n```cpp\nx = 1;\n```\n</answer>", "python", 0)]
    [InlineData("<think>\n```python\nx = 1\n```\n</think>\n<answer>\nx = 1\n</answer>", "python", 0)]
    [InlineData("<think>\na\n</think>\n<answer>\n```python\nx = 1\n</answer>", "python", 0)]
    public void Code_must_stand_fenced_in_the_answer(string completion, string language, double reward) =>
        Assert.Equal(reward, CodeFormatReward.Of(completion, language));

    [Fact]
    public void Each_tag_that_stands_once_earns_a_quarter()
    {
        Assert.Equal(1, TagCountReward.Of(Lines));
        Assert.Equal(0.75, TagCountReward.Of(Lines[8..]));
        Assert.Equal(1, TagCountReward.Of(Lines[8..], prefilled: true));
        RewardExplanation twice = TagCountReward.Explain(Lines + "\n</answer>");
        Assert.Equal(0.75, twice.Value);
        Assert.Equal(
            new RewardEvidence("</answer>", "stands 2 times", Lines.IndexOf("\n</answer>", StringComparison.Ordinal)),
            twice.Evidence[^1]
        );
    }

    [Fact]
    public void Steps_are_counted_up_to_three()
    {
        Assert.Equal(0, ReasoningStepsReward.Of("no steps here"));
        Assert.Equal(2 / 3.0, ReasoningStepsReward.Of("First, x.\n- y"), 12);
        RewardExplanation many = ReasoningStepsReward.Explain("1. a\n- b\n* c\nStep 12: d");
        Assert.Equal(1, many.Value);
        Assert.Equal(["1.", "-", "*", "Step 12:"], many.Evidence.Select(found => found.What));
        Assert.Equal(0, many.Evidence[0].Position);
    }
}
