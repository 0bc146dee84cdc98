using R1Workbook.Core.Grpo;
using R1Workbook.Core.Grpo.Losses;
using R1Workbook.Core.Tests.Grpo;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Training.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Tests.Training.Losses;

public sealed partial class GrpoObjectiveTests
{
    [Fact]
    public void The_critic_has_the_loss_of_the_core()
    {
        GrpoBatch batch = RandomBatch.Of(1);
        var mean = new GrpoSettings { Aggregation = LossAggregation.SequenceMean };
        ValueLoss expected = ValueLoss.Of(
            batch.LogProbs,
            batch.OldLogProbs!,
            batch.RefLogProbs!,
            batch.Mask,
            0.2,
            mean
        );
        using DisposeScope scope = NewDisposeScope();
        GrpoTensors tensors = Of(batch);
        Tensor loss = ValueObjective.Loss(
            tensors.LogProbs,
            tensors.OldLogProbs!,
            tensors.RefLogProbs!,
            tensors.Mask,
            tensor(TokenWeight.Of(RandomBatch.Lengths, mean)),
            0.2
        );
        Close(expected.Loss, loss.item<double>(), "loss");
        Assert.All(
            expected
                .Gradient.SelectMany(row => row)
                .Zip(CheckedCalls.Gradients(loss, tensors.LogProbs)[0].data<double>()),
            pair => Close(pair.First, pair.Second, "gradient")
        );
    }

    [Theory]
    [InlineData(CovarianceMethod.Clip, RatioLevel.Token)]
    [InlineData(CovarianceMethod.Penalize, RatioLevel.Token)]
    [InlineData(CovarianceMethod.Penalize, RatioLevel.SequenceToken)]
    public void The_covariance_controls_are_those_of_the_core(CovarianceMethod method, RatioLevel level)
    {
        for (int seed = 0; seed < 12; seed++)
        {
            GrpoSettings settings = RandomBatch.Settings(
                seed,
                method == CovarianceMethod.Clip ? PolicySurrogate.Clip : PolicySurrogate.Unclipped,
                level,
                LossAggregation.TokenMean
            ) with
            {
                PaddingCounts = false,
                Covariance = new()
                {
                    Method = method,
                    Share = 0.3,
                    Low = -0.5,
                    Coefficient = 0.7,
                    Seed = (uint)seed,
                },
            };
            Same($"{method}, seed {seed}", RandomBatch.Of(seed), settings);
        }
    }

    [Fact]
    public void A_random_order_is_that_of_torch()
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (int count in (int[])[1, 2, 10, 700])
        {
            using var generator = new Generator(count == 700 ? 12345UL : 7UL);
            long[] expected = randperm(count, generator: generator).data<long>().ToArray();
            Assert.Equal(expected, RandomOrder.Of(count, count == 700 ? 12345u : 7u).Select(i => (long)i));
        }
    }

    [Fact]
    public void Shapes_that_differ_are_named()
    {
        using DisposeScope scope = NewDisposeScope();
        var batch = new GrpoTensors(zeros(2, 3), zeros(2), ones(2, 4));
        Assert.Contains(
            "mask: [2, 4]",
            Assert.Throws<ArgumentException>(() => GrpoObjective.TokenLosses(batch, new GrpoSettings())).Message,
            StringComparison.Ordinal
        );
        batch = batch with { Mask = ones(2, 3), Advantages = zeros(3) };
        Assert.Contains(
            "Advantages are [3]",
            Assert.Throws<ArgumentException>(() => GrpoObjective.TokenLosses(batch, new GrpoSettings())).Message,
            StringComparison.Ordinal
        );
        batch = batch with { Advantages = zeros(2) };
        Assert.Contains(
            "KL coefficient",
            Assert
                .Throws<ArgumentException>(() =>
                    GrpoObjective.TokenLosses(batch, new GrpoSettings { KlCoefficient = 1 })
                )
                .Message,
            StringComparison.Ordinal
        );
    }
}
