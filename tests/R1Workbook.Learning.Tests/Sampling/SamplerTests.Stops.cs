using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Sampling;
using R1Workbook.Learning.Tests.Decoders;

namespace R1Workbook.Learning.Tests.Sampling;

public sealed partial class SamplerTests
{
    [Fact]
    public void A_stop_sequence_ends_a_completion_and_is_part_of_it()
    {
        using var policy = new Decoder(DecoderTests.Small, new Seed(3));
        Completion free = Sampler
            .Draw(policy, [Prompts[0]], 64, Settings, new Seed(1))
            .First(c => c.Tokens.Length >= 6);
        int[] stop = free.Tokens[2..4];
        Completion[] drawn = Sampler.Draw(policy, [Prompts[0]], 64, Settings with { Stops = [stop] }, new Seed(1));
        Completion stopped = drawn.First(c => c.Tokens.Length >= 2 && c.Tokens.AsSpan(^2..).SequenceEqual(stop));
        Assert.False(stopped.Truncated);
        Assert.All(
            drawn,
            c =>
                Assert.DoesNotContain(
                    Enumerable.Range(0, Math.Max(0, c.Tokens.Length - 2)),
                    i => c.Tokens.AsSpan(i, 2).SequenceEqual(stop)
                )
        );
    }

    [Fact]
    public void A_spent_budget_closes_the_thinking_and_begins_the_answer()
    {
        using var policy = new Decoder(DecoderTests.Small, new Seed(3));
        const int close = 5;
        var budget = new ThinkingBudget(4, close, [close, 7]);
        Completion[] drawn = Sampler.Draw(policy, Prompts, 32, Settings with { Budget = budget }, new Seed(1));
        Assert.Contains(drawn, c => c.Forced.Count == 2);
        Assert.Contains(drawn, c => c.Forced.Count == 0 && c.Tokens.Contains(close));
        Assert.All(
            drawn,
            c =>
            {
                if (c.Forced.Count > 0)
                    Assert.Equal((close, 7), (c.Tokens[c.Forced[0]], c.Tokens[c.Forced[1]]));
                if (c.Forced.Count > 0)
                    Assert.Equal(4, c.Forced[0]);
                else
                    Assert.True(c.Tokens.Length <= 4 || c.Tokens.Take(5).Contains(close));
            }
        );
    }

    [Fact]
    public void A_stream_gives_the_tokens_of_the_draw_one_after_the_other_and_can_be_left()
    {
        using var policy = new Decoder(DecoderTests.Small, new Seed(3));
        Completion drawn = Sampler.Draw(policy, [Prompts[0]], 1, Settings, new Seed(8))[0];
        Assert.Equal(drawn.Tokens, Sampler.Stream(policy, Prompts[0], Settings, new Seed(8)));
        Assert.Equal(drawn.Tokens[..1], Sampler.Stream(policy, Prompts[0], Settings, new Seed(8)).Take(1));
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Sampler.Stream(policy, Prompts[0], Settings, new Seed(8), new CancellationToken(canceled: true)).Count()
        );
        Assert.Contains(
            "empty",
            Assert.Throws<ArgumentException>(() => Sampler.Stream(policy, [], Settings, new Seed(8)).Count()).Message,
            StringComparison.Ordinal
        );
    }
}
