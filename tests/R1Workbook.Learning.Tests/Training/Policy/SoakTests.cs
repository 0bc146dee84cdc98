using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Sampling;
using R1Workbook.Learning.Stages;
using R1Workbook.Learning.Tasks.Countdown;
using R1Workbook.Learning.Training.Imitation;
using R1Workbook.Learning.Training.Optimiser;
using R1Workbook.Learning.Training.Policy;
using TorchSharp;

namespace R1Workbook.Learning.Tests.Training.Policy;

// Tensors of other tests would be counted too.
[CollectionDefinition(nameof(SoakTests), DisableParallelization = true)]
[Collection(nameof(SoakTests))]
public sealed class SoakTests
{
    /// <summary>The number of steps; an environment variable sets more for a run by hand.</summary>
    private static readonly int Steps = int.TryParse(
        Environment.GetEnvironmentVariable("R1WORKBOOK_SOAK"),
        out int steps
    )
        ? steps
        : 1000;

    [Fact]
    public void Over_a_thousand_updates_no_tensor_is_left_behind()
    {
        var config = new DecoderConfig(
            CountdownVocabulary.Size,
            Width: 16,
            Layers: 1,
            Heads: 2,
            KeyValueHeads: 1,
            HeadWidth: 8,
            FeedForward: 32,
            Context: 40
        );
        using Decoder policy = new(config, new Seed(1)),
            reference = policy.Clone();
        using var optimizer = new AdamW(policy.Weights, new AdamWSettings { LearningRate = 1e-4 });
        var update = new GrpoUpdate(policy, reference, optimizer, R1ZeroSettings.Of(Scale.Smoke).Loss);
        using var imitation = new ImitationTraining(
            policy,
            random => new Demonstration(
                [2, 3],
                [.. Enumerable.Range(0, 5 + random.Next(20)).Select(_ => random.Next(2, 50))]
            ),
            new ImitationSettings
            {
                Steps = Steps,
                BatchSize = 4,
                BatchesSorted = 4,
            },
            new Seed(3)
        );
        var sampling = new SamplingSettings { MaxTokens = 16 };
        long before = 0;
        for (int step = 1; step <= Steps; step++)
        {
            Completion[] drawn = Sampler.Draw(
                policy,
                [
                    [2, 3, 4],
                ],
                4,
                sampling,
                new Seed((ulong)step)
            );
            update.Run([.. drawn.Select((completion, i) => new Rollout([2, 3, 4], completion, i % 2 == 0 ? 1 : -1))]);
            imitation.Step(step);
            if (step == 50)
                before = torch.Tensor.TotalCount; // by then every buffer that is kept has been made
        }
        // Fewer is no fault: the finalizer may take a tensor of an earlier test away in between.
        Assert.InRange(torch.Tensor.TotalCount, 0, before);
    }
}
