using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Sampling;
using R1Workbook.Learning.Tests.Decoders;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Tests.Sampling;

public sealed partial class SamplerTests
{
    private static readonly SamplingSettings Settings = new()
    {
        MaxTokens = 12,
        EndOfSequence = 1,
        RowsTogether = 8,
    };

    private static readonly int[][] Prompts =
    [
        [2, 3, 4],
        [5, 6, 7],
        [8, 9, 10],
    ];

    [Fact]
    public void The_same_seed_gives_the_same_completions_and_another_gives_others()
    {
        using var policy = new Decoder(DecoderTests.Small, new Seed(3));
        string Drawn(ulong seed) =>
            string.Join(
                '|',
                Sampler.Draw(policy, Prompts, 4, Settings, new Seed(seed)).Select(c => string.Join(' ', c.Tokens))
            );
        Assert.Equal(Drawn(1), Drawn(1));
        Assert.NotEqual(Drawn(1), Drawn(2));
    }

    [Fact]
    public void Every_completion_ends_at_its_end_of_sequence_or_is_truncated()
    {
        using var policy = new Decoder(DecoderTests.Small, new Seed(3));
        Completion[] drawn = Sampler.Draw(policy, Prompts, 32, Settings, new Seed(1));
        Assert.Equal(96, drawn.Length);
        Assert.Contains(drawn, completion => !completion.Truncated);
        Assert.Contains(drawn, completion => completion.Truncated);
        Assert.All(
            drawn,
            completion =>
            {
                Assert.DoesNotContain(1, completion.Tokens[..^1]);
                Assert.Equal(completion.Truncated, completion.Tokens[^1] != 1);
                Assert.True(completion.Truncated ? completion.Tokens.Length == 12 : completion.Tokens.Length <= 12);
                Assert.Equal(completion.Tokens.Length, completion.LogProbs.Length);
            }
        );
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.6)]
    public void Log_probabilities_are_those_that_the_trainer_computes(double temperature)
    {
        using DisposeScope scope = NewDisposeScope();
        using var policy = new Decoder(DecoderTests.Small, new Seed(3));
        Completion[] drawn = Sampler.Draw(policy, Prompts, 8, Settings with { Temperature = temperature }, new Seed(1));
        for (int i = 0; i < drawn.Length; i++)
        {
            long[] ids = [.. Prompts[i / 8].Concat(drawn[i].Tokens).Select(token => (long)token)];
            float[] expected = policy
                .LogProbabilities(tensor(ids, [1, ids.Length]), 3, temperature)
                .data<float>()
                .ToArray();
            Assert.All(expected.Zip(drawn[i].LogProbs), pair => Assert.Equal(pair.First, pair.Second, 4));
        }
    }

    [Fact]
    public void Tokens_come_as_often_as_the_model_says()
    {
        using DisposeScope scope = NewDisposeScope();
        using var policy = new Decoder(DecoderTests.Small with { }, new Seed(9));
        const int draws = 8000;
        Completion[] drawn = Sampler.Draw(
            policy,
            [Prompts[0]],
            draws,
            Settings with
            {
                MaxTokens = 1,
                RowsTogether = draws,
            },
            new Seed(4)
        );
        float[] p = policy
            .Logits(policy.Hidden(tensor([2L, 3, 4], [1, 3])))
            .select(1, 2)
            .softmax(-1)
            .data<float>()
            .ToArray();
        double chiSquare = Enumerable
            .Range(0, 11)
            .Sum(token => Math.Pow(drawn.Count(c => c.Tokens[0] == token) - draws * p[token], 2) / (draws * p[token]));
        Assert.InRange(chiSquare, 0, 29.6); // 10 degrees of freedom, one in a thousand; the seed is fixed
    }

    [Fact]
    public void Temperature_0_takes_the_most_probable_token()
    {
        using var policy = new Decoder(DecoderTests.Small, new Seed(3));
        Completion[] drawn = Sampler.Draw(policy, Prompts, 3, Settings with { Temperature = 0 }, new Seed(1));
        Assert.All(
            drawn.Chunk(3),
            group => Assert.All(group, completion => Assert.Equal(group[0].Tokens, completion.Tokens))
        );
    }

    [Fact]
    public void Cancelling_stops_it_and_bad_prompts_are_refused()
    {
        using var policy = new Decoder(DecoderTests.Small, new Seed(3));
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Sampler.Draw(policy, Prompts, 4, Settings, new Seed(1), new CancellationToken(canceled: true))
        );
        Assert.Contains(
            "Prompt 1 is empty",
            Assert
                .Throws<ArgumentException>(() =>
                    Sampler.Draw(
                        policy,
                        [
                            [1],
                            [],
                        ],
                        1,
                        Settings,
                        new Seed(1)
                    )
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "TopP",
            Assert
                .Throws<ArgumentException>(() =>
                    Sampler.Draw(policy, Prompts, 1, Settings with { TopP = 0 }, new Seed(1))
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "context of 16",
            Assert
                .Throws<ArgumentException>(() =>
                    Sampler.Draw(policy, Prompts, 1, Settings with { MaxTokens = 14 }, new Seed(1))
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.Empty(Sampler.Draw(policy, [], 4, Settings, new Seed(1)));
    }

    [Fact]
    public void Prompts_of_several_lengths_are_answered_in_their_order()
    {
        using var policy = new Decoder(DecoderTests.Small, new Seed(3));
        int[][] mixed =
        [
            [2, 3, 4],
            [5],
            [6, 7, 8],
            [9],
        ];
        SamplingSettings greedy = Settings with { Temperature = 0 };
        Completion[] together = Sampler.Draw(policy, mixed, 2, greedy, new Seed(1));
        for (int q = 0; q < mixed.Length; q++)
        {
            Completion alone = Sampler.Draw(policy, [mixed[q]], 1, greedy, new Seed(1))[0];
            Assert.Equal(alone.Tokens, together[2 * q].Tokens);
            Assert.Equal(alone.Tokens, together[2 * q + 1].Tokens);
        }
    }

    [Fact]
    public void A_policy_with_broken_weights_is_told_and_draws_nothing()
    {
        using var policy = new Decoder(DecoderTests.Small, new Seed(3));
        using (var broken = full(policy.Weights.shape, KeptScalar.Of(double.NaN)))
            policy.SetWeights(broken);
        Assert.Contains(
            "not finite",
            Assert
                .Throws<InvalidOperationException>(() => Sampler.Draw(policy, Prompts, 1, Settings, new Seed(1)))
                .Message,
            StringComparison.Ordinal
        );
    }
}
