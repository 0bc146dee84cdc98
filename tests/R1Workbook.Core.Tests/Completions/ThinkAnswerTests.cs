using R1Workbook.Core.Completions;
using R1Workbook.Core.Rewards.Rules;

namespace R1Workbook.Core.Tests.Completions;

public sealed class ThinkAnswerTests
{
    [Theory]
    [InlineData("<think>a</think><answer>b</answer>", "")]
    [InlineData(" <think>a</think>\n<answer>b</answer>\n", "")]
    [InlineData("<think>a</think>", "<answer> is missing")]
    [InlineData("a", "<think> is missing")]
    [InlineData("<think>a</answer><answer>b</think>", "<answer> stands before </think>")]
    [InlineData("<think>a<think>b</think><answer>c</answer>", "<think> stands more than once")]
    [InlineData("x<think>a</think><answer>b</answer>", "text stands before <think>")]
    [InlineData("<think>a</think>x<answer>b</answer>", "text stands between </think> and <answer>")]
    [InlineData("<think>a</think><answer>b</answer>x", "text stands after </answer>")]
    public void The_form_is_judged_with_a_reason(string completion, string reason)
    {
        ThinkAnswer parts = ThinkAnswer.Parse(completion);
        Assert.Equal((reason.Length == 0, reason), (parts.WellFormed, parts.Reason));
        Assert.Equal(reason.Length == 0 ? 1 : 0, FormatReward.Of(completion));
    }

    [Fact]
    public void The_parts_are_read()
    {
        ThinkAnswer parts = ThinkAnswer.Parse("<think> 1+1 </think> <answer> 2 </answer>");
        Assert.Equal(("1+1", "2"), (parts.Think, parts.Answer));
        Assert.Equal("done 2", ThinkAnswer.Parse("<think>x</think> done 2").Answer);
        Assert.Null(ThinkAnswer.Parse("<think>x").Answer);
    }

    [Fact]
    public void A_prefilled_tag_does_not_cost_the_format_reward()
    {
        Assert.Equal(0, FormatReward.Of("a</think><answer>b</answer>"));
        Assert.Equal(1, FormatReward.Of("a</think><answer>b</answer>", prefilled: true));
        Assert.Equal(1, FormatReward.Of("<think>a</think><answer>b</answer>", prefilled: true));
    }

    [Fact]
    public void The_rule_reward_is_accuracy_plus_format()
    {
        Assert.Equal(2, RuleReward.Of("<think>x</think><answer>0.5</answer>", "1/2").Total);
        Assert.Equal(1, RuleReward.Of("<think>x</think><answer>0.6</answer>", "1/2").Total);
        Assert.Equal(1, RuleReward.Of("the answer is 1/2", "1/2").Total);
    }

    [Fact]
    public void What_the_template_shows_as_the_form_is_read_and_rewarded_as_the_form()
    {
        string prompt = PromptTemplate.R1Zero.Render("Is 7 a prime?");
        int start = prompt.LastIndexOf("<think>", StringComparison.Ordinal),
            end = prompt.LastIndexOf("</answer>", StringComparison.Ordinal) + "</answer>".Length;
        string shown = prompt[start..end];
        ThinkAnswer parts = ThinkAnswer.Parse(shown);
        Assert.Equal(("reasoning process here", "answer here"), (parts.Think, parts.Answer));
        Assert.Equal(1, FormatReward.Of(shown));
    }

    [Fact]
    public void The_template_ends_where_the_assistant_goes_on_and_holds_the_question_once()
    {
        foreach (string question in (string[])["What is 1+1?", "User: Assistant: why?", "{0} {prompt} $1."])
        {
            string prompt = PromptTemplate.R1Zero.Render(question);
            Assert.EndsWith($"User: {question} Assistant:", prompt, StringComparison.Ordinal);
            int instructions = prompt.Length - $"User: {question} Assistant:".Length;
            Assert.Equal(PromptTemplate.R1Zero.Render("Is 7 a prime?")[..instructions], prompt[..instructions]);
        }
    }
}
