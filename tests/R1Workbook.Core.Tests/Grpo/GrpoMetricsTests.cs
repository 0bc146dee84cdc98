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
}
