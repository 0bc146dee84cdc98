using System.Text.Json.Nodes;
using R1Workbook.Core.Rewards;

namespace R1Workbook.Core.Tests.Rewards;

public sealed class RewardArgumentsTests
{
    /// <summary>A bad argument is told in the words of the row that holds it, before the first completion.</summary>
    [Theory]
    [InlineData(
        "overlong",
        """{"soft_punish_cache":0}""",
        "argument \"soft_punish_cache\" should be a whole number from 1 to 16384, not 0."
    )]
    [InlineData(
        "overlong",
        """{"max_completion_len":100,"soft_punish_cache":101}""",
        "argument \"soft_punish_cache\" should be a whole number from 1 to 100, not 101."
    )]
    [InlineData(
        "soft_overlong_punishment",
        """{"max_completion_len":-4}""",
        "argument \"max_completion_len\" should be a whole number of at least 1, not -4."
    )]
    [InlineData(
        "cosine_length",
        """{"max_len":0}""",
        "argument \"max_len\" should be a whole number of at least 1, not 0."
    )]
    [InlineData(
        "repetition",
        """{"ngram_size":0}""",
        "argument \"ngram_size\" should be a whole number of at least 1, not 0."
    )]
    [InlineData(
        "repetition",
        """{"max_penalty":0.25}""",
        "argument \"max_penalty\" should be a number of at most 0, not 0.25."
    )]
    [InlineData(
        "reasoning_steps",
        """{"steps":0}""",
        "argument \"steps\" should be a whole number of at least 1, not 0."
    )]
    [InlineData("repetition", """{"ngram_size":2.5}""", "argument \"ngram_size\" should be a whole number.")]
    public void An_argument_out_of_range_is_named_with_its_bounds(string reward, string arguments, string message)
    {
        RewardArguments given = new(JsonNode.Parse(arguments)!.AsObject());
        FormatException thrown = Assert.Throws<FormatException>(() =>
            RewardCatalogue.Create(RewardCatalogue.All, reward, given)
        );
        Assert.Equal(message, thrown.Message);
    }

    [Fact]
    public void The_bounds_themselves_are_allowed()
    {
        RewardArguments given = new(JsonNode.Parse("""{"max_completion_len":7,"soft_punish_cache":7}""")!.AsObject());
        Assert.Equal("overlong", RewardCatalogue.Create(RewardCatalogue.All, "overlong", given).Name);
    }
}
