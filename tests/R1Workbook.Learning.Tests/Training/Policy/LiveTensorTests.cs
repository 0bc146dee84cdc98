using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Training.Imitation;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Tests.Training.Policy;

/// <summary>Counts the tensors of the process, so nothing may run beside it.</summary>
[CollectionDefinition("Live tensors", DisableParallelization = true)]
public sealed class LiveTensors;

[Collection("Live tensors")]
public sealed class LiveTensorTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_tensor_is_left_behind_over_a_thousand_steps(bool autograd)
    {
        using var decoder = new Decoder(
            new DecoderConfig(
                11,
                Width: 8,
                Layers: 1,
                Heads: 2,
                KeyValueHeads: 1,
                HeadWidth: 4,
                FeedForward: 12,
                Context: 40
            ),
            new Seed(5)
        )
        {
            AlwaysAutograd = autograd,
        };
        Demonstration Draw(Random random) =>
            new([1], [.. Enumerable.Range(0, 2 + random.Next(9)).Select(_ => random.Next(11))]);
        using var training = new ImitationTraining(
            decoder,
            Draw,
            new ImitationSettings { Steps = 2000, BatchSize = 4 },
            new Seed(6)
        );
        int step = 0;
        for (int i = 0; i < 50; i++)
            training.Step(++step);
        long before = Live();
        for (int i = 0; i < 1000; i++)
            training.Step(++step);
        // A thread of the pool that comes late keeps memory of its own for one pass.
        Assert.InRange(Live() - before, long.MinValue, 60);

        static long Live()
        {
            // What other tests left to the garbage collector goes first.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return Tensor.TotalCount;
        }
    }
}
