using System.Text.Json;
using R1Workbook.Core.Grpo;
using R1Workbook.Core.Grpo.Diagnostics;
using R1Workbook.Core.Grpo.Losses;

namespace R1Workbook.Core.Tests.Grpo;

public sealed class GrpoMetricsTests
{
    private static readonly double Half = Math.Log(0.5);

    [Fact]
    public void A_first_loss_of_0_is_explained_and_has_a_gradient()
    {
        var batch = new GrpoBatch(
            [
                [Half, Half],
                [Half, Half],
            ],
            [1, -1],
            [
                [true, true],
                [true, false],
            ]
        );
        GrpoLoss loss = Core.Grpo.Grpo.Loss(batch, new GrpoSettings());
        Assert.Equal(0, loss.Loss);
        Assert.Contains("every ratio is 1", LossExplanation.Of(loss, batch), StringComparison.Ordinal);
        Assert.NotEqual(0, loss.Gradient[0][0]);
    }

    [Fact]
    public void Equal_rewards_are_told_apart_from_a_first_step()
    {
        var batch = new GrpoBatch(
            [
                [Half],
                [Half],
            ],
            [0, 0],
            [
                [true],
                [true],
            ],
            RefLogProbs:
            [
                [-1],
                [-1],
            ]
        );
        Assert.Contains(
            "there is no gradient",
            LossExplanation.Of(Core.Grpo.Grpo.Loss(batch, new GrpoSettings()), batch),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "only the KL term",
            LossExplanation.Of(Core.Grpo.Grpo.Loss(batch, new GrpoSettings { KlCoefficient = 0.1 }), batch),
            StringComparison.Ordinal
        );
        Assert.Null(LossExplanation.Of(0.3, 1, false, true));
        Assert.Contains("left no token", LossExplanation.Of(0, 0, false, false), StringComparison.Ordinal);
    }

    [Fact]
    public void The_effective_batch_leaves_out_what_is_clipped_and_what_teaches_nothing()
    {
        // Four tokens: clipped high, inside, advantage 0, padding.
        var batch = new GrpoBatch(
            [
                [Math.Log(0.9), Half],
                [Half, Half],
            ],
            [1, 0],
            [
                [true, true],
                [true, false],
            ],
            [
                [Half, Half],
                [Half, Half],
            ]
        )
        {
            Entropies =
            [
                [1, 2],
                [3, 100],
            ],
            Truncated = [true, false],
        };
        GrpoMetrics metrics = Core.Grpo.Grpo.Loss(batch, new GrpoSettings()).Metrics;
        Assert.Equal(1.0 / 3, metrics.EffectiveShare, 12);
        Assert.Equal((1.0 / 3, 0, 0.5), (metrics.Clip.High, metrics.Clip.Low, metrics.TruncatedShare));
        Assert.Equal(2, metrics.Entropy);
        Assert.Equal(-Math.Log(1.8) / 3, metrics.PolicyKl, 12);
    }

    [Fact]
    public void The_dual_clip_bounds_what_a_bad_completion_costs()
    {
        var batch = new GrpoBatch(
            [
                [0.0],
            ],
            [-2],
            [
                [true],
            ],
            [
                [-5.0],
            ]
        );
        GrpoLoss loss = Core.Grpo.Grpo.Loss(batch, new GrpoSettings { DualClip = 3 });
        Assert.Equal((6, 0, 1), (loss.Loss, loss.Gradient[0][0], loss.Metrics.Clip.Dual));
        Assert.True(Core.Grpo.Grpo.Loss(batch, new GrpoSettings()).Loss > 200);
    }

    [Fact]
    public void The_paper_takes_the_ratio_of_whole_completions()
    {
        // Two tokens, each twice as probable as before: the completion four times, clipped at 1 + 0.2; equation 1 as
        // printed.
        var batch = new GrpoBatch(
            [
                [Half, Half],
                [Half, Half],
            ],
            [1, -1],
            [
                [true, true],
                [true, true],
            ],
            [
                [2 * Half, 2 * Half],
                [Half, Half],
            ],
            [
                [Half, Half],
                [2 * Half, Half],
            ]
        );
        GrpoSettings printed = LossPreset.Named("r1") with { ClipLow = 0.2, ClipHigh = 0.2, KlCoefficient = 0.5 };
        GrpoLoss loss = Core.Grpo.Grpo.Loss(batch, printed);
        Assert.Equal(4, loss.Ratios[0][1], 12);
        double kl = 0.5 - Math.Log(0.5) - 1; // of the second completion: its reference is half as probable
        Assert.Equal((-1.2 + 1 + 0.5 * kl) / 2, loss.Loss, 12);
        Assert.Equal([0, 0], loss.Gradient[0]);
        // ½ (1 − 0.5 · (½ − 1)): policy term and KL term, the same for each of its tokens.
        Assert.All(loss.Gradient[1], slope => Assert.Equal(0.5 * (1 + 0.5 * (1 - 0.5)), slope, 12));
    }

    [Fact]
    public void Overlong_completions_leave_the_loss_and_not_the_divisor()
    {
        bool[][] mask = OverlongFilter.Mask(
            [
                [true, true],
                [true, true],
            ],
            [true, false]
        );
        var batch = new GrpoBatch(
            [
                [Half, Half],
                [Half, Half],
            ],
            [1, -1],
            mask
        );
        GrpoLoss loss = Core.Grpo.Grpo.Loss(batch, new GrpoSettings());
        Assert.Equal((0.5, 0.5), (loss.Loss, loss.Metrics.EmptyShare));
        Assert.Equal([0, 0], loss.Gradient[0]);
        Assert.Equal(1, Core.Grpo.Grpo.Loss(batch, new GrpoSettings { EmptyCompletionsCount = false }).Loss);
    }

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

    [Fact]
    public void The_settings_of_every_loss_can_be_written_down_and_read_again()
    {
        foreach (string name in LossPreset.Names)
        {
            GrpoSettings settings = LossPreset.Named(name);
            Assert.Equal(settings, JsonSerializer.Deserialize<GrpoSettings>(JsonSerializer.Serialize(settings)));
        }
    }

    [Fact]
    public void An_unknown_loss_is_named()
    {
        Assert.Contains(
            "\"ppo3\" is not known",
            Assert.Throws<ArgumentException>(() => LossPreset.Named("ppo3")).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "k9",
            Assert.Throws<ArgumentException>(() => KlEstimator.Named("k9")).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("k1+", KlKind.K1StraightThrough)]
    [InlineData("low_var_kl", KlKind.K3)]
    [InlineData("mse", KlKind.K2)]
    public void Estimators_have_the_names_of_verl(string name, KlKind kind) =>
        Assert.Equal(kind, KlEstimator.Named(name));

    [Fact]
    public void A_straight_through_estimator_has_the_gradient_of_k2()
    {
        Assert.Equal((0.5, 0.5), KlEstimator.Of(KlKind.K1StraightThrough, -1, -1.5));
        Assert.Equal((KlEstimator.K3(-1, -1.5), 0.5), KlEstimator.Of(KlKind.K3StraightThrough, -1, -1.5));
        Assert.Equal((10, 0), KlEstimator.Guarded(KlKind.K3, -30, 0));
        Assert.Equal((KlEstimator.K3(-1, 0), KlEstimator.K3Gradient(-1, 0)), KlEstimator.Guarded(KlKind.K3, -1, 0));
    }
}
