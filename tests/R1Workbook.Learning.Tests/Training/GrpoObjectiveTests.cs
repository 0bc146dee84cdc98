using R1Workbook.Core.Grpo;
using R1Workbook.Learning.Models;
using R1Workbook.Learning.Sampling;
using R1Workbook.Learning.Tests.Models;
using R1Workbook.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Tests.Training;

public sealed class GrpoObjectiveTests
{
    public static TheoryData<LossAggregation, RatioLevel, double, double?, double?> Variants
    {
        get
        {
            var data = new TheoryData<LossAggregation, RatioLevel, double, double?, double?>();
            foreach (LossAggregation aggregation in Enum.GetValues<LossAggregation>())
                foreach (RatioLevel level in Enum.GetValues<RatioLevel>())
                {
                    data.Add(aggregation, level, 0, null, null);
                    data.Add(aggregation, level, 0.1, 1.5, 0.2);
                }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void It_is_the_loss_of_the_core_with_the_same_gradient(LossAggregation aggregation, RatioLevel level, double kl, double? bound, double? threshold)
    {
        var settings = new GrpoSettings { Aggregation = aggregation, Ratio = level, KlCoefficient = kl, RatioBound = bound, OffPolicyThreshold = threshold, MaxCompletionLength = 9, TokensInBatch = 13, ClipHigh = 0.28 };
        Random random = new Seed(5).For($"{aggregation}{level}").Source();
        double[][] Draw() => [.. Enumerable.Range(0, 6).Select(_ => Enumerable.Range(0, 5).Select(_ => (double)(float)(-2 * random.NextDouble())).ToArray())];
        double[][] logProbs = Draw(), reference = Draw();
        double[][] old = [.. logProbs.Select(row => row.Select(value => (double)(float)(value + 0.8 * (random.NextDouble() - 0.5))).ToArray())];
        int[] lengths = [5, 1, 3, 4, 2, 5];
        double[] advantages = [1, -0.5, 0, 2, -1, 0.25];
        bool[][] mask = [.. lengths.Select(length => Enumerable.Range(0, 5).Select(t => t < length).ToArray())];
        GrpoLoss expected = Core.Grpo.Grpo.Loss(new GrpoBatch(logProbs, advantages, mask, old, reference), settings);

        using DisposeScope scope = NewDisposeScope();
        Tensor Matrix(double[][] rows) => tensor([.. rows.SelectMany(row => row.Select(value => (float)value))], [6, 5]);
        Tensor variable = Matrix(logProbs).requires_grad_(); // [B, T]
        Tensor kept = tensor([.. mask.SelectMany(row => row.Select(on => on ? 1f : 0f))], [6, 5]);
        Tensor weights = tensor([.. GrpoObjective.TokenWeights(lengths, settings).Select(w => (float)w)]).unsqueeze(1); // [B, 1]
        (Tensor losses, Tensor ratios, _) = GrpoObjective.TokenLosses(variable, Matrix(old), Matrix(reference), tensor([.. advantages.Select(a => (float)a)]), kept, settings);
        Tensor loss = losses.mul(kept).mul(weights).sum();
        float[] gradient = autograd.grad([loss], [variable])[0].data<float>().ToArray();

        Assert.Equal(expected.Loss, loss.item<float>(), 5);
        Assert.All(expected.Gradient.SelectMany(row => row).Zip(gradient), pair => Assert.Equal(pair.First, pair.Second, 5));
        Assert.All(expected.Ratios.SelectMany(row => row).Zip(ratios.data<float>().ToArray()), pair => Assert.Equal(pair.First, pair.Second, 4));
    }

    [Fact]
    public void An_update_does_not_depend_on_the_size_of_its_micro_batches()
    {
        int[][] prompts = [[2, 3], [4, 5], [6, 7]];
        float[] After(int rowsTogether)
        {
            using var policy = new Decoder(DecoderTests.Small, new Seed(3));
            using Decoder reference = policy.Clone();
            using var optimizer = new AdamW(policy.Weights, new AdamWSettings());
            Completion[] drawn = Sampler.Draw(policy, prompts, 4, new SamplingSettings { MaxTokens = 10 }, new Seed(1));
            Rollout[] rollouts = [.. drawn.Select((completion, i) => new Rollout(prompts[i / 4], completion, i % 4 - 1.5))];
            new GrpoUpdate(policy, reference, optimizer, new GrpoSettings { KlCoefficient = 0.01 }) { RowsTogether = rowsTogether }.Run(rollouts);
            return policy.CopyWeights();
        }
        float[] one = After(100), many = After(5);
        // AdamW's first step is the sign of the gradient where it is not tiny: compare where it is not.
        Assert.True(one.Zip(many).Count(pair => Math.Abs(pair.First - pair.Second) > 1e-5) < one.Length / 100);
    }

    [Fact]
    public void More_epochs_than_one_leave_the_policy_that_sampled_and_clip()
    {
        using var policy = new Decoder(DecoderTests.Small, new Seed(3));
        using var optimizer = new AdamW(policy.Weights, new AdamWSettings { LearningRate = 0.05 });
        Completion[] drawn = Sampler.Draw(policy, [[2, 3]], 8, new SamplingSettings { MaxTokens = 10 }, new Seed(1));
        Rollout[] rollouts = [.. drawn.Select((completion, i) => new Rollout([2, 3], completion, i % 2 == 0 ? 1 : -1))];
        GrpoUpdateResult once = new GrpoUpdate(policy, null, optimizer, new GrpoSettings()).Run(rollouts);
        Assert.Equal(0, once.ClippedShare);
        Assert.InRange(once.SamplerMismatch, 0, 1e-4);
        Assert.True(new GrpoUpdate(policy, null, optimizer, new GrpoSettings()) { Epochs = 4 }.Run(rollouts).ClippedShare > 0);
    }
}
