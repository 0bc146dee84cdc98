using R1Workbook.Core.Grpo;
using R1Workbook.Core.Grpo.Losses;

namespace R1Workbook.Core.Tests.Grpo;

public sealed class CovarianceTests
{
    // Four tokens of mean advantage 0 and mean log π −2: covariances 2, 0.5, −0.25 and 3.5.
    private static readonly GrpoBatch Four = new(
        [
            [-1, -1.5, -2.5, -3],
        ],
        [0],
        [
            [true, true, true, true],
        ],
        [
            [-1, -1.5, -2.5, -3],
        ]
    )
    {
        TokenAdvantages =
        [
            [2, 1, 0.5, -3.5],
        ],
    };

    [Fact]
    public void Kl_cov_takes_the_tokens_of_largest_covariance_and_penalizes_their_distance()
    {
        // (A − 0)(log π + 2): 2, 0.5, −0.25, 3.5.
        var settings = new GrpoSettings
        {
            Aggregation = LossAggregation.TokenMean,
            Surrogate = PolicySurrogate.Unclipped,
            Covariance = new()
            {
                Method = CovarianceMethod.Penalize,
                Share = 0.5,
                Coefficient = 3,
            },
        };
        Assert.Equal([true, false, false, true], CovarianceTokens.Of(Four, settings)[0]);
        GrpoBatch moved = Four with
        {
            OldLogProbs =
            [
                [-1.1, -1.5, -2.5, -2.8],
            ],
        };
        double[] ratios = [Math.Exp(0.1), 1, 1, Math.Exp(-0.2)];
        GrpoLoss loss = Core.Grpo.Grpo.Loss(moved, settings);
        Assert.Equal((-2 * ratios[0] + 3 * 0.1 - 1 - 0.5 + 3.5 * ratios[3] + 3 * 0.2) / 4, loss.Loss, 12);
        Assert.Equal((-2 * ratios[0] + 3) / 4, loss.Gradient[0][0], 12);
        Assert.Equal((3.5 * ratios[3] - 3) / 4, loss.Gradient[0][3], 12);
        Assert.Equal(0.5, loss.Metrics.CovarianceShare);
    }

    [Fact]
    public void Kl_cov_takes_by_covariance_from_the_means_whatever_the_range_of_clip_cov_is()
    {
        // Mean advantage 2, mean log π −1: covariances 2 · 0, −1 · −0.3 and −1 · 0.3, all below Clip-Cov's range.
        GrpoBatch batch = new(
            [
                [-1, -1.3, -0.7],
            ],
            [0],
            [
                [true, true, true],
            ]
        )
        {
            TokenAdvantages =
            [
                [4, 1, 1],
            ],
        };
        var settings = new GrpoSettings
        {
            Covariance = new() { Method = CovarianceMethod.Penalize, Share = 0.3 },
        };
        Assert.Equal([false, true, false], CovarianceTokens.Of(batch, settings)[0]);
    }

    [Fact]
    public void Clip_cov_draws_among_the_tokens_of_its_range_that_are_not_cut_off_already()
    {
        var settings = new GrpoSettings
        {
            Aggregation = LossAggregation.TokenMean,
            Covariance = new()
            {
                Method = CovarianceMethod.Clip,
                Share = 1,
                Low = 0.1,
                High = 3,
            },
        };
        Assert.Equal([true, true, false, false], CovarianceTokens.Of(Four, settings)[0]);
        GrpoLoss loss = Core.Grpo.Grpo.Loss(Four, settings);
        Assert.Equal((-0.5 + 3.5) / 4, loss.Loss, 12);
        Assert.Equal([0, 0], loss.Gradient[0][..2]);
        // The first token's ratio lies above the range and its advantage is positive: it has no gradient that could be
        // taken away.
        Assert.Equal(
            [false, true, false, false],
            CovarianceTokens.Of(
                Four with
                {
                    OldLogProbs =
                    [
                        [-2, -1.5, -2.5, -3],
                    ],
                },
                settings
            )[0]
        );
        // 0.5 of four tokens are two; 0.0002 of them is one at least.
        Assert.Single(
            CovarianceTokens.Of(Four, settings with { Covariance = settings.Covariance with { Share = 2e-4 } })[0],
            taken => taken
        );
        bool[][] seven = CovarianceTokens.Of(
            Four,
            settings with
            {
                Covariance = settings.Covariance with { Share = 0.25, Seed = 7 },
            }
        );
        Assert.Equal(RandomOrder.Of(2, 7)[0], Array.IndexOf(seven[0], true));
    }

    [Fact]
    public void A_batch_without_a_token_has_none_and_a_share_of_0_is_refused()
    {
        var settings = new GrpoSettings { Covariance = new() { Method = CovarianceMethod.Clip } };
        Assert.All(
            CovarianceTokens.Of(
                Four with
                {
                    Mask =
                    [
                        [false, false, false, false],
                    ],
                },
                settings
            )[0],
            Assert.False
        );
        Assert.Contains(
            "it is positive",
            Assert
                .Throws<ArgumentException>(() =>
                    CovarianceTokens.Of(Four, settings with { Covariance = settings.Covariance with { Share = 0 } })
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(CovarianceMethod.Clip, RatioLevel.Token)]
    [InlineData(CovarianceMethod.Penalize, RatioLevel.Token)]
    [InlineData(CovarianceMethod.Penalize, RatioLevel.Sequence)]
    public void The_gradient_equals_finite_differences_where_the_choice_is_held(
        CovarianceMethod method,
        RatioLevel level
    )
    {
        const double step = 1e-6;
        for (int seed = 1; seed < 12; seed++)
        {
            GrpoSettings settings = RandomBatch.Settings(
                seed,
                method == CovarianceMethod.Clip ? PolicySurrogate.Clip : PolicySurrogate.Unclipped,
                level,
                LossAggregation.TokenMean
            ) with
            {
                OffPolicyThreshold = null,
                Kl = KlKind.K3,
                Covariance = new()
                {
                    Method = method,
                    Share = 0.3,
                    Low = -0.5,
                    Coefficient = 0.7,
                    Seed = (uint)seed,
                },
            };
            GrpoBatch batch = RandomBatch.Of(seed);
            batch = batch with { CovarianceTokens = CovarianceTokens.Of(batch, settings) };
            double[][] gradient = Core.Grpo.Grpo.Loss(batch, settings).Gradient;
            for (int b = 0; b < RandomBatch.Rows; b++)
            {
                for (int t = 0; t < RandomBatch.Width; t++)
                {
                    double At(double by)
                    {
                        double[][] moved = [.. batch.LogProbs.Select(row => row.ToArray())];
                        moved[b][t] += by;
                        return Core.Grpo.Grpo.Loss(batch with { LogProbs = moved }, settings).Loss;
                    }
                    Assert.Equal((At(step) - At(-step)) / (2 * step), gradient[b][t], 6);
                }
            }
        }
    }

    [Fact]
    public void A_random_order_is_a_permutation_that_its_seed_decides()
    {
        Assert.Equal(Enumerable.Range(0, 1000), RandomOrder.Of(1000, 5).Order());
        Assert.Equal(RandomOrder.Of(30, 5), RandomOrder.Of(30, 5));
        Assert.NotEqual(RandomOrder.Of(30, 5), RandomOrder.Of(30, 6));
        Assert.Empty(RandomOrder.Of(0, 1));
        Assert.Equal([4, 1, 7, 5, 3, 9, 0, 8, 6, 2], RandomOrder.Of(10, 0)); // torch.manual_seed(0); torch.randperm(10)
    }
}
