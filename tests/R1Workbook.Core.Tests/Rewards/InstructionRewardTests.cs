using System.Text.Json.Nodes;
using R1Workbook.Core.Instructions;
using R1Workbook.Core.Rewards;
using R1Workbook.Core.Rewards.Rules;

namespace R1Workbook.Core.Tests.Rewards;

public sealed class InstructionRewardTests
{
    private static readonly Instruction[] NoCommaAndThreeWords =
    [
        InstructionCatalogue.Create("punctuation:no_comma"),
        InstructionCatalogue.Create(
            "length_constraints:number_words",
            new JsonObject { ["num_words"] = 3, ["relation"] = "at least" }
        ),
    ];

    [Theory]
    [InlineData("one two three", false, 1.0)]
    [InlineData("one, two", false, 0.0)]
    [InlineData("one, two, three", false, 0.5)]
    [InlineData("one, two, three", true, 0.0)]
    [InlineData("one two three", true, 1.0)]
    [InlineData("<think>a, b</think>one two three", false, 1.0)]
    [InlineData("<think>one two three", false, 0.0)]
    public void The_share_of_instructions_followed_by_the_answer_is_the_reward(
        string completion,
        bool all,
        double reward
    ) => Assert.Equal(reward, Explain(completion, new InstructionSettings { AllOrNothing = all }).Value);

    [Fact]
    public void Each_instruction_is_named_with_its_reason()
    {
        RewardExplanation reward = Explain("one, two, three");
        Assert.Equal(
            ["punctuation:no_comma", "length_constraints:number_words"],
            reward.Evidence.Select(found => found.What)
        );
        Assert.Equal("not followed: 2 commas", reward.Evidence[0].Finding);
        Assert.StartsWith("followed: 3 words", reward.Evidence[1].Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void The_loose_reward_forgives_a_first_line()
    {
        const string completion = "Sure, here:\none two three";
        Assert.Equal(0.5, Explain(completion).Value);
        Assert.Equal(1, Explain(completion, new InstructionSettings { Loose = true }).Value);
    }

    [Fact]
    public void A_prompt_without_instructions_has_no_reward() =>
        Assert.Null(InstructionReward.Explain(new RewardInput("one")).Value);

    [Fact]
    public void The_catalogue_makes_it_with_its_options()
    {
        RewardFunction function = RewardCatalogue.Create(
            "instruction_following",
            new RewardArguments(new JsonObject { ["all"] = true, ["loose"] = true })
        );
        Assert.Equal(
            [1.0, 0.0],
            function.Of([
                new("A, b\none two three") { Instructions = NoCommaAndThreeWords },
                new("one, two") { Instructions = NoCommaAndThreeWords },
            ])
        );
    }

    /// <summary>Text that does not end within what is no JSON: each of its quotation marks was tried once.</summary>
    [Theory]
    [InlineData("\\\"")]
    [InlineData("\"a\\\"")]
    public void Json_whose_text_does_not_end_costs_no_more_than_its_length(string unit) =>
        Growth.AtMostLinear(
            300_000,
            count => string.Concat(Enumerable.Repeat(unit, count)),
            text => Assert.False(InstructionCatalogue.Create("detectable_format:json_format", []).Strict(text).Followed)
        );

    [Theory]
    [InlineData("{\"a\": NaN, \"b\": \"NaN\"}", true)]
    [InlineData("{\"a\": \"b}", false)]
    [InlineData("{\"a\": \"b\\\"}", false)]
    [InlineData("[\"\\\\\", -Infinity]", true)]
    public void Json_is_read_as_python_reads_it(string text, bool followed) =>
        Assert.Equal(followed, InstructionCatalogue.Create("detectable_format:json_format", []).Strict(text).Followed);

    private static RewardExplanation Explain(string completion, InstructionSettings? settings = null) =>
        InstructionReward.Explain(new RewardInput(completion) { Instructions = NoCommaAndThreeWords }, settings);
}
