using R1Workbook.Core.Rewards;
using R1Workbook.Core.Rewards.Shape;

namespace R1Workbook.Core.Tests.Rewards;

public sealed class LengthRewardTests
{
    [Fact]
    public void Within_a_group_the_shortest_right_answer_earns_a_half_and_no_wrong_one_earns_anything()
    {
        Assert.Equal([0.5, 0, -0.5], LengthReward.Of([10, 20, 30], [true, true, true]));
        Assert.Equal([0, 0, -0.5], LengthReward.Of([10, 20, 30], [false, false, false]));
        Assert.Equal([0.25, 0, 0.5, -0.5], LengthReward.Of([20, 20, 10, 50], [true, false, true, true]));
        Assert.Equal([0, 0], LengthReward.Of([7, 7], [true, false]));
        Assert.Empty(LengthReward.Of([], []));
        Assert.Throws<ArgumentException>(() => LengthReward.Of([1], []));
    }

    [Theory]
    [InlineData(true, 0, 1)]
    [InlineData(true, 50, 0.75)]
    [InlineData(true, 100, 0.5)]
    [InlineData(true, 200, 0.5)]
    [InlineData(false, 0, -1)]
    [InlineData(false, 50, -0.75)]
    [InlineData(false, 100, -0.5)]
    [InlineData(false, 1000, -0.5)]
    public void The_cosine_ends_at_the_maximum(bool correct, int length, double reward) =>
        Assert.Equal(reward, CosineLengthReward.Of(correct, length, new() { MaxLength = 100 }), 12);

    [Fact]
    public void Unclamped_the_cosine_rises_again() =>
        Assert.Equal(1, CosineLengthReward.Of(true, 200, CosineLengthSettings.OpenR1 with { MaxLength = 100 }), 12);

    [Fact]
    public void Tokens_must_be_known_to_be_counted()
    {
        Assert.Throws<ArgumentException>(() =>
            CosineLengthReward.Explain(new RewardInput("\\boxed{1}") { Gold = "1" })
        );
        Assert.Equal(
            0.75,
            CosineLengthReward.Explain(new RewardInput("\\boxed{1}") { Gold = "1", TokenCount = 500 }).Value!.Value,
            12
        );
        Assert.Null(CosineLengthReward.Explain(new RewardInput("x") { Gold = "forty two", TokenCount = 5 }).Value);
    }

    [Theory]
    [InlineData(80, 0)]
    [InlineData(85, -0.25)]
    [InlineData(100, -1)]
    [InlineData(101, -1)]
    [InlineData(0, 0)]
    public void Overlong_completions_are_punished_softly(int tokens, double reward) =>
        Assert.Equal(reward, OverlongReward.Of(tokens, new() { MaxLength = 100, Cache = 20 }), 12);

    [Fact]
    public void The_unfloored_punishment_grows_on()
    {
        OverlongSettings verl = new()
        {
            MaxLength = 100,
            Cache = 20,
            Floored = false,
            Factor = 0.5,
        };
        Assert.Equal(-0.75, OverlongReward.Of(110, verl), 12);
        Assert.Throws<ArgumentOutOfRangeException>(() => OverlongReward.Of(1, new() { MaxLength = 10, Cache = 20 }));
    }

    [Fact]
    public void Repetition_is_the_share_of_n_grams_seen_before()
    {
        RepetitionSettings pairs = new() { NgramSize = 2 };
        Assert.Equal(-0.75, RepetitionReward.Of("that That THAT that that", pairs), 12);
        Assert.Equal(0, RepetitionReward.Of("a b c d", pairs));
        Assert.Equal(0, RepetitionReward.Of("", pairs));
        Assert.Equal(-0.6, RepetitionReward.Of([1, 2, 1, 2, 1, 2], pairs), 12);
        Assert.Equal(-0.5, RepetitionReward.Of([7, 7], new() { NgramSize = 1 }), 12);
        Assert.Equal(-0.75, RepetitionReward.Of("这个这个这个这个这个", pairs), 12);
        Assert.Equal(
            new RewardEvidence("a b", "stands 2 times"),
            RepetitionReward.Explain("a b c a b", pairs).Evidence.Single()
        );
        Assert.Throws<ArgumentException>(() => RepetitionReward.Of("", new() { MaxPenalty = 1 }));
    }

    [Fact]
    public void N_grams_are_told_apart_as_a_comparison_of_all_pairs_tells_them()
    {
        Random random = new(3);
        for (int trial = 0; trial < 200; trial++)
        {
            int[] tokens = [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => random.Next(3))];
            int size = random.Next(1, 5),
                total = tokens.Length - size + 1;
            int different =
                total <= 0
                    ? 0
                    : Enumerable
                        .Range(0, total)
                        .Count(i =>
                            !Enumerable
                                .Range(0, i)
                                .Any(earlier =>
                                    Enumerable.Range(0, size).All(k => tokens[earlier + k] == tokens[i + k])
                                )
                        );
            Assert.Equal(
                total <= 0 ? 0 : different / (double)total - 1,
                RepetitionReward.Of(tokens, new() { NgramSize = size }),
                12
            );
        }
    }
}
