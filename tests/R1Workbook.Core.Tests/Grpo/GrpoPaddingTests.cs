using R1Workbook.Core.Grpo;
using R1Workbook.Core.Grpo.Losses;

namespace R1Workbook.Core.Tests.Grpo;

/// <summary>Weights of the sampler, and what padding and the order of rows change.</summary>
public sealed class GrpoPaddingTests
{
    [Theory]
    [InlineData(SamplerCorrectionMode.TokenTruncate, new[] { 3.0, 0.5, 1 })]
    [InlineData(SamplerCorrectionMode.TokenMask, new[] { 0.0, 0.5, 1 })]
    [InlineData(SamplerCorrectionMode.SequenceTruncate, new[] { 2.0 })]
    [InlineData(SamplerCorrectionMode.SequenceMask, new[] { 2.0 })]
    public void Sampler_weights_are_cut_or_masked(SamplerCorrectionMode mode, double[] expected)
    {
        double[][] weights = SamplerCorrection.Weights(
            [
                [Math.Log(4), Math.Log(0.5), 8],
            ],
            [
                [0, 0, 0],
            ],
            [
                [true, true, false],
            ],
            mode
        );
        Assert.Equal(expected.Length, weights[0].Length);
        Assert.All(expected.Zip(weights[0]), pair => Assert.Equal(pair.First, pair.Second, 12));
        bool whole = mode is SamplerCorrectionMode.SequenceMask or SamplerCorrectionMode.SequenceTruncate;
        if (whole)
        {
            Assert.Equal(
                mode == SamplerCorrectionMode.SequenceMask ? 0 : 1.5,
                SamplerCorrection.Weights(
                    [
                        [Math.Log(2)],
                    ],
                    [
                        [0],
                    ],
                    [
                        [true],
                    ],
                    mode,
                    1.5
                )[0][0],
                12
            );
        }
    }

    [Fact]
    public void Padding_and_the_order_of_rows_do_not_matter()
    {
        GrpoBatch batch = RandomBatch.Of(2);
        foreach (string name in LossPreset.Names.Where(name => name != "clip_cov")) // which draws by place
        {
            GrpoSettings settings = LossPreset.Named(name) with { KlCoefficient = 0.1, MaxCompletionLength = 9 };
            int[] order = [3, 5, 0, 2, 1, 4];
            T[] Turn<T>(T[] rows) => [.. order.Select(b => rows[b])];
            var turned = new GrpoBatch(
                Turn(batch.LogProbs),
                Turn(batch.Advantages),
                Turn(batch.Mask),
                Turn(batch.OldLogProbs!),
                Turn(batch.RefLogProbs!),
                Turn(batch.SamplerWeights!)
            );
            GrpoLoss loss = Core.Grpo.Grpo.Loss(batch, settings),
                other = Core.Grpo.Grpo.Loss(turned, settings);
            Assert.Equal(loss.Loss, other.Loss, 12);
            for (int i = 0; i < order.Length; i++)
                Assert.Equal(loss.Gradient[order[i]], other.Gradient[i]);
            Assert.Equal(loss.Metrics.Clip.High, other.Metrics.Clip.High, 12);
        }
    }

    [Theory]
    [InlineData(PolicySurrogate.Clip, RatioLevel.Sequence, LossAggregation.SequenceSum)] // the KL term of TRL's LUSPO
    // the sampler's weights in TRL's VESPO
    [InlineData(PolicySurrogate.Vespo, RatioLevel.Token, LossAggregation.BatchTokens)]
    public void What_trl_takes_over_padding_changes_with_it_and_ours_does_not(
        PolicySurrogate surrogate,
        RatioLevel level,
        LossAggregation aggregation
    )
    {
        GrpoBatch batch = RandomBatch.Of(2);
        GrpoBatch other = batch with
        {
            RefLogProbs =
            [
                .. batch.RefLogProbs!.Select(
                    (row, b) => row.Select((value, t) => batch.Mask[b][t] ? value : value - 1).ToArray()
                ),
            ],
            SamplerWeights =
            [
                .. batch.SamplerWeights!.Select(
                    (row, b) => row.Select((value, t) => batch.Mask[b][t] ? value : 2 * value).ToArray()
                ),
            ],
        };
        var settings = new GrpoSettings
        {
            Surrogate = surrogate,
            Ratio = level,
            Aggregation = aggregation,
            KlCoefficient = 0.1,
        };
        Assert.Equal(Core.Grpo.Grpo.Loss(batch, settings).Loss, Core.Grpo.Grpo.Loss(other, settings).Loss, 12);
        GrpoSettings trl = settings with { PaddingCounts = true };
        Assert.NotEqual(Core.Grpo.Grpo.Loss(batch, trl).Loss, Core.Grpo.Grpo.Loss(other, trl).Loss, 6);
    }
}
