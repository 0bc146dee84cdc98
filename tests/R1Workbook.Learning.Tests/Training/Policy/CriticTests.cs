using R1Workbook.Core.Grpo;
using R1Workbook.Core.Grpo.Losses;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Sampling;
using R1Workbook.Learning.Tests.Decoders;
using R1Workbook.Learning.Training.Optimiser;
using R1Workbook.Learning.Training.Policy;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Tests.Training.Policy;

public sealed class CriticTests
{
    private static readonly int[][] Prompts =
    [
        [2, 3],
        [4, 5, 6],
    ];

    [Fact]
    public void A_value_is_that_of_the_text_before_its_token()
    {
        using Decoder start = DecoderTests.Shaken(DecoderTests.Small, 3);
        using var critic = new Critic(start, new CriticSettings());
        Rollout[] rollouts = [.. Draw(start), new Rollout([2], new Completion([], [], false), 0)];
        Assert.All(critic.Values(rollouts).SelectMany(row => row), value => Assert.Equal(0, value));
        Shake(critic);
        double[][] values = critic.Values(rollouts);
        Assert.Empty(values[^1]);
        using IDisposable inference = no_grad();
        for (int b = 0; b < rollouts.Length - 1; b++)
        {
            Rollout rollout = rollouts[b];
            Assert.Equal(rollout.Completion.Tokens.Length, values[b].Length);
            for (int t = 0; t < values[b].Length; t++)
            {
                Assert.Equal(
                    critic.Model.Score([
                        [.. rollout.Prompt, .. rollout.Completion.Tokens[..t]],
                    ])[0],
                    values[b][t],
                    1e-4
                );
            }
        }
    }

    [Fact]
    public void It_learns_what_a_first_token_is_worth()
    {
        using Decoder start = DecoderTests.Shaken(DecoderTests.Small, 3);
        using var critic = new Critic(
            start,
            new CriticSettings
            {
                Optimizer = new AdamWSettings { LearningRate = 1e-2, WeightDecay = 0 },
                ValueClip = 10,
            }
        );
        Rollout[] rollouts = Draw(start);
        double[][] returns =
        [
            .. rollouts.Select(rollout =>
                rollout.Completion.Tokens.Select(_ => rollout.Prompt.Length == 2 ? 1.0 : -1).ToArray()
            ),
        ];
        CriticResult first = critic.Update(rollouts, critic.Values(rollouts), returns),
            last = first;
        for (int i = 0; i < 60; i++)
            last = critic.Update(rollouts, critic.Values(rollouts), returns, miniBatches: 2);
        Assert.Equal(0.5, first.Loss, 1e-6); // ½ (0 − 1)²
        Assert.Equal(0, first.ExplainedVariance, 1e-6);
        Assert.InRange(last.Loss, 0, 0.05);
        Assert.InRange(last.ExplainedVariance, 0.8, 1);
    }

    [Fact]
    public void Its_update_is_that_of_the_loss_of_the_core_whatever_the_micro_batches()
    {
        using Decoder start = DecoderTests.Shaken(DecoderTests.Small, 3);
        Rollout[] rollouts = Draw(start);
        // not the policy's own
        rollouts[1] = rollouts[1] with
        {
            Completion = rollouts[1].Completion with { Forced = [0, 2] },
        };
        Random random = new Seed(4).Source();
        double[][] Noise(double scale) =>
            [
                .. rollouts.Select(row =>
                    row.Completion.Tokens.Select(_ => scale * (random.NextDouble() - 0.5)).ToArray()
                ),
            ];
        double[][] returns = Noise(4);
        using var critic = new Critic(start, new CriticSettings { ValueClip = 0.2 });
        Shake(critic);
        double[][] now = critic.Values(rollouts),
            old = [.. now.Zip(Noise(1), (row, noise) => row.Zip(noise, (a, b) => a + b).ToArray())];
        ValueLoss expected = ValueLoss.Of(
            now,
            old,
            returns,
            [.. rollouts.Select(row => row.Own())],
            0.2,
            new GrpoSettings { Aggregation = LossAggregation.TokenMean }
        );
        CriticResult result = critic.Update(rollouts, old, returns);
        Assert.Equal(expected.Loss, result.Loss, 1e-5);
        Assert.InRange(result.ClippedShare, 0.1, 0.9);
    }

    [Fact]
    public void Without_a_token_there_is_nothing_to_learn()
    {
        using Decoder start = DecoderTests.Shaken(DecoderTests.Small, 3);
        using var critic = new Critic(start, new CriticSettings());
        float[] before = critic.Model.CopyWeights();
        Rollout[] empty = [new Rollout([2], new Completion([], [], false), 0)];
        Assert.Equal(
            0,
            critic
                .Update(
                    empty,
                    critic.Values(empty),
                    [
                        [],
                    ]
                )
                .Loss
        );
        Assert.Equal(before, critic.Model.CopyWeights());
    }

    private static Rollout[] Draw(Decoder policy)
    {
        Completion[] drawn = Sampler.Draw(policy, Prompts, 4, new SamplingSettings { MaxTokens = 9 }, new Seed(1));
        return [.. drawn.Select((completion, i) => new Rollout(Prompts[i / 4], completion, i % 4 - 1.5))];
    }

    private static void Shake(Critic critic)
    {
        using IDisposable inference = no_grad();
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        critic
            .Model.Weights.narrow(0, critic.Model.Weights.numel() - 9, 9)
            .copy_(tensor([1f, -2, 0.5f, 0, 3, -1, 0.25f, 2, 0.7f]));
    }
}
