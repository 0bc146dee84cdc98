using R1Workbook.Core.Grpo;
using R1Workbook.Core.Grpo.Losses;

namespace R1Workbook.Core.Tests.Grpo;

public sealed class GrpoBatchTests
{
    private static readonly GrpoBatch Two = new(
        [
            [-1, -1.1],
            [-2, -0.5],
        ],
        [1, -1],
        [
            [true, true],
            [true, true],
        ],
        [
            [-1.2, -1.2],
            [-2.3, -0.4],
        ]
    );

    [Fact]
    public void Weights_of_the_sampler_are_one_a_token_or_one_a_completion()
    {
        double one = Loss([
            [1],
            [1],
        ]);
        Assert.Equal(
            one,
            Loss([
                [1, 1],
                [1, 1],
            ]),
            12
        );
        foreach (
            double[][] wrong in (double[][][])
                [
                    [
                        [1],
                        [1, 1],
                    ],
                    [
                        [1, 1, 1],
                        [1, 1, 1],
                    ],
                    [
                        [1],
                    ],
                ]
        )
        {
            string message = Assert.Throws<ArgumentException>(() => Loss(wrong)).Message;
            Assert.Contains("sampler weights", message, StringComparison.Ordinal);
        }
    }

    // log π_old − log π is −0.2, −0.1, −0.3 and 0.1.
    [Theory]
    [InlineData(RatioLevel.Token)]
    [InlineData(RatioLevel.Sequence)]
    public void How_far_the_policy_has_left_its_sampler_is_the_same_at_every_level(RatioLevel level) =>
        Assert.Equal(
            -0.125,
            Core.Grpo.Grpo.Loss(Two, new GrpoSettings { Ratio = level, KlCoefficient = 0 }).Metrics.PolicyKl,
            12
        );

    private static double Loss(double[][] weights) =>
        Core.Grpo.Grpo.Loss(Two with { SamplerWeights = weights }, new GrpoSettings { KlCoefficient = 0 }).Loss;
}
