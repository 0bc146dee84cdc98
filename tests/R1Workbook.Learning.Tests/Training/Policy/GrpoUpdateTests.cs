using R1Workbook.Core.Grpo;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Sampling;
using R1Workbook.Learning.Tests.Decoders;
using R1Workbook.Learning.Training.Optimiser;
using R1Workbook.Learning.Training.Policy;

namespace R1Workbook.Learning.Tests.Training.Policy;

public sealed partial class GrpoUpdateTests
{
    private static readonly int[][] Prompts =
    [
        [2, 3],
        [4, 5],
        [6, 7],
    ];

    // which draws by place
    public static TheoryData<string> Losses => [.. LossPreset.Names.Where(name => name != "clip_cov")];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Neither_micro_batches_nor_the_order_of_groups_change_the_gradient(string loss)
    {
        GrpoSettings settings = LossPreset.Named(loss) with { KlCoefficient = 0.01, MaxCompletionLength = 10 };
        float[] one = MeanGradient(settings, 100, rollouts => rollouts);
        float[] many = MeanGradient(settings, 5, rollouts => rollouts);
        float[] turned = MeanGradient(
            settings,
            7,
            rollouts => [.. rollouts.Chunk(4).Reverse().SelectMany(group => group.Reverse())]
        );
        double largest = one.Max(Math.Abs),
            tolerance = 1e-6 * Math.Max(1, largest);
        Assert.True(largest > 1e-4);
        Assert.All(one.Zip(many), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, tolerance));
        Assert.All(one.Zip(turned), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, tolerance));
    }

    [Fact]
    public void Prompts_of_different_lengths_are_trained_together()
    {
        Rollout[] Mixed(Rollout[] rollouts) =>
            [
                .. rollouts.Select(
                    (rollout, i) => i % 3 == 0 ? rollout with { Prompt = [5, .. rollout.Prompt] } : rollout
                ),
            ];
        var settings = new GrpoSettings { KlCoefficient = 0.01 };
        float[] one = MeanGradient(settings, 100, Mixed),
            many = MeanGradient(settings, 1, rollouts => [.. Mixed(rollouts).Reverse()]);
        float[] apart =
        [
            .. MeanGradient(settings, 100, rollouts => Only(Mixed(rollouts), 2))
                .Zip(MeanGradient(settings, 100, rollouts => Only(Mixed(rollouts), 3)), (a, b) => a + b),
        ];
        Assert.All(one.Zip(many), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 1e-6));
        Assert.All(one.Zip(apart), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 1e-6));

        // The others stay in the divisor as completions of advantage 0.
        static Rollout[] Only(Rollout[] rollouts, int prompt) =>
            [.. rollouts.Select(rollout => rollout.Prompt.Length == prompt ? rollout : rollout with { Advantage = 0 })];
    }

    [Fact]
    public void More_epochs_than_one_leave_the_policy_that_sampled_and_clip()
    {
        using var policy = new Decoder(DecoderTests.Small, new Seed(3));
        using var optimizer = new AdamW(policy.Weights, new AdamWSettings { LearningRate = 0.05 });
        Rollout[] rollouts = Draw(policy, (_, i) => i % 2 == 0 ? 1 : -1);
        GrpoUpdateResult once = new GrpoUpdate(policy, null, optimizer, new GrpoSettings()).Run(rollouts);
        Assert.Equal(0, once.ClippedShare);
        Assert.InRange(once.SamplerMismatch, 0, 1e-4);
        Assert.Equal(1, once.EffectiveShare, 6);
        GrpoUpdateResult often = new GrpoUpdate(policy, null, optimizer, new GrpoSettings()) { Epochs = 4 }.Run(
            rollouts
        );
        Assert.True(often.ClippedShare > 0);
        Assert.Equal(often.ClippedShare, often.ClippedLow + often.ClippedHigh, 9);
        Assert.True(often.EffectiveShare < 1);
        Assert.Equal(4, often.Updates);
    }

    [Fact]
    public void A_first_loss_of_0_is_explained()
    {
        using var policy = new Decoder(DecoderTests.Small, new Seed(3));
        using var optimizer = new AdamW(policy.Weights, new AdamWSettings());
        GrpoUpdateResult result = new GrpoUpdate(policy, null, optimizer, new GrpoSettings()).Run(
            Draw(policy, (_, i) => i % 4 - 1.5)
        );
        Assert.InRange(Math.Abs(result.Loss), 0, 1e-5);
        Assert.True(result.GradientNorm > 1e-3);
        Assert.Contains("A loss of 0 is right here", result.Explanation, StringComparison.Ordinal);
        Assert.False(result.EqualRewards);
    }

    [Fact]
    public void A_batch_of_equal_rewards_is_reported_and_changes_nothing()
    {
        using var policy = new Decoder(DecoderTests.Small, new Seed(3));
        using var optimizer = new AdamW(policy.Weights, new AdamWSettings());
        float[] before = policy.CopyWeights();
        GrpoUpdateResult result = new GrpoUpdate(policy, null, optimizer, new GrpoSettings()) { MiniBatches = 2 }.Run(
            Draw(policy, (_, _) => 0)
        );
        Assert.Equal(before, policy.CopyWeights());
        Assert.True(result.EqualRewards);
        Assert.Equal((0, 2), (result.Updates, result.SkippedUpdates));
        Assert.Equal(0, result.EffectiveShare);
        Assert.Contains("all rewards are equal", result.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void An_empty_completion_counts_in_the_divisor_and_does_no_harm(string loss)
    {
        GrpoSettings settings = LossPreset.Named(loss) with { MaxCompletionLength = 10, KlCoefficient = 0 };
        using var policy = new Decoder(DecoderTests.Small, new Seed(3));
        using var optimizer = new AdamW(policy.Weights, new AdamWSettings());
        Rollout[] rollouts = Draw(policy, (_, i) => i % 4 - 1.5);
        rollouts[5] = rollouts[5] with { Completion = new Completion([], [], true) };
        GrpoUpdateResult result = new GrpoUpdate(policy, null, optimizer, settings) { RowsTogether = 1 }.Run(rollouts);
        Assert.True(double.IsFinite(result.Loss) && result.GradientNorm > 0);
        Assert.Equal(1.0 / 12, result.EmptyShare, 9);
        Assert.All(policy.CopyWeights(), weight => Assert.True(float.IsFinite(weight)));
    }

    [Fact]
    public void A_ratio_that_overflows_and_is_clipped_leaves_the_gradient_finite()
    {
        using var policy = new Decoder(DecoderTests.Small, new Seed(3));
        using var optimizer = new AdamW(policy.Weights, new AdamWSettings());
        Rollout[] rollouts = Draw(policy, (_, i) => i % 4 - 1.5);
        rollouts[3] = rollouts[3] with
        {
            Completion = rollouts[3].Completion with
            {
                LogProbs = [.. rollouts[3].Completion.LogProbs.Select(_ => -1000f)],
            },
        };
        GrpoUpdateResult result = new GrpoUpdate(policy, null, optimizer, new GrpoSettings()).Run(rollouts);
        Assert.True(double.IsFinite(result.GradientNorm) && result.GradientNorm > 0);
        Assert.True(result.ClippedHigh > 0);
    }

    [Fact]
    public void Only_empty_completions_are_reported()
    {
        using var policy = new Decoder(DecoderTests.Small, new Seed(3));
        using var optimizer = new AdamW(policy.Weights, new AdamWSettings());
        Rollout[] rollouts =
        [
            .. Enumerable.Range(0, 4).Select(i => new Rollout([2, 3], new Completion([], [], false), i - 1.5)),
        ];
        GrpoUpdateResult result = new GrpoUpdate(policy, null, optimizer, new GrpoSettings()).Run(rollouts);
        Assert.Equal((0, 1), (result.Updates, result.EmptyShare));
        Assert.Contains("has a token", result.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_advantages_of_tokens_are_the_advantage_of_the_completion()
    {
        float[] whole = MeanGradient(new GrpoSettings(), 100, rollouts => rollouts);
        float[] tokens = MeanGradient(
            new GrpoSettings(),
            100,
            rollouts =>
                [
                    .. rollouts.Select(rollout =>
                        rollout with
                        {
                            Advantage = 9,
                            TokenAdvantages = [.. rollout.Completion.Tokens.Select(_ => rollout.Advantage)],
                        }
                    ),
                ]
        );
        Assert.Equal(whole, tokens);
    }

    [Fact]
    public void Rollouts_that_do_not_fit_together_are_named()
    {
        using var policy = new Decoder(DecoderTests.Small, new Seed(3));
        using var optimizer = new AdamW(policy.Weights, new AdamWSettings());
        var update = new GrpoUpdate(policy, null, optimizer, new GrpoSettings());
        var completion = new Completion([2, 3], [-1, -1], false);
        Assert.Contains(
            "Rollout 1 has no prompt",
            Assert
                .Throws<ArgumentException>(() =>
                    update.Run([new Rollout([2], completion, 1), new Rollout([], completion, 1)])
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Rollout 0 has 2 tokens, 1 log-probabilities",
            Assert
                .Throws<ArgumentException>(() => update.Run([new Rollout([2], completion with { LogProbs = [-1] }, 1)]))
                .Message,
            StringComparison.Ordinal
        );
    }

    private static Rollout[] Draw(Decoder policy, Func<Completion, int, double> advantage)
    {
        Completion[] drawn = Sampler.Draw(policy, Prompts, 4, new SamplingSettings { MaxTokens = 10 }, new Seed(1));
        return [.. drawn.Select((completion, i) => new Rollout(Prompts[i / 4], completion, advantage(completion, i)))];
    }

    /// <summary>AdamW's mean after one update without clipping: (1 − β₁) times the gradient.</summary>
    private static float[] MeanGradient(GrpoSettings settings, int rowsTogether, Func<Rollout[], Rollout[]> arrange)
    {
        using var policy = new Decoder(DecoderTests.Small, new Seed(3));
        using var reference = new Decoder(DecoderTests.Small, new Seed(4));
        using var optimizer = new AdamW(policy.Weights, new AdamWSettings { MaxGradientNorm = 1e9 });
        Rollout[] rollouts = arrange(Draw(policy, (_, i) => i % 4 - 1.5));
        new GrpoUpdate(policy, reference, optimizer, settings) { RowsTogether = rowsTogether }.Run(rollouts);
        return [.. optimizer.Mean.data<float>()];
    }
}
