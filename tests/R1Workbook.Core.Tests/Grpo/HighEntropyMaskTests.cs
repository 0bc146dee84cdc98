using R1Workbook.Core.Grpo.Losses;

namespace R1Workbook.Core.Tests.Grpo;

public sealed class HighEntropyMaskTests
{
    [Fact]
    public void The_upper_half_of_what_counts_is_marked() =>
        Assert.Equal(
            [
                [false, true, false],
                [true, false, false],
            ],
            HighEntropyMask.Of(
                [
                    [1, 3, 9],
                    [4, 2, 9],
                ],
                [
                    [1, 1, 0],
                    [1, 1, 0],
                ],
                0.5
            )
        );

    [Fact]
    public void Nothing_is_marked_where_nothing_counts() =>
        Assert.Equal(
            [
                [false, false],
            ],
            HighEntropyMask.Of(
                [
                    [1, 2],
                ],
                [
                    [0, 0],
                ],
                0
            )
        );

    [Fact]
    public void Shapes_and_quantile_are_checked()
    {
        Assert.Throws<ArgumentException>(() =>
            HighEntropyMask.Of(
                [
                    [1],
                ],
                [
                    [1, 1],
                ],
                0
            )
        );
        foreach (double quantile in (double[])[1.1, -0.1, double.NaN])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() =>
                HighEntropyMask.Of(
                    [
                        [1],
                    ],
                    [
                        [1],
                    ],
                    quantile
                )
            );
        }
    }
}
