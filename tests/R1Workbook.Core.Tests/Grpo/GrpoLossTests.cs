using R1Workbook.Core.Grpo;

namespace R1Workbook.Core.Tests.Grpo;

public sealed class GrpoLossTests
{
    [Fact]
    public void A_group_by_hand()
    {
        // Two completions of one token, ratio 1.5 and 1, advantages +1 and −1: clip(1.5) = 1.2 decides and has no
        // gradient.
        var batch = new GrpoBatch(
            [
                [Math.Log(0.6)],
                [Math.Log(0.5)],
            ],
            [1, -1],
            [
                [true],
                [true],
            ],
            [
                [Math.Log(0.4)],
                [Math.Log(0.5)],
            ]
        );
        GrpoLoss loss = Core.Grpo.Grpo.Loss(batch, new GrpoSettings());
        Assert.Equal((-1.2 + 1) / 2, loss.Loss, 12);
        Assert.Equal(0, loss.Gradient[0][0]);
        Assert.Equal(0.5, loss.Gradient[1][0], 12);
        Assert.Equal(0.5, loss.ClippedHigh);
        Assert.Equal(0, loss.ClippedLow);
    }

    [Fact]
    public void Shapes_that_differ_are_named()
    {
        Assert.Contains(
            "mask: completion 0 has 1",
            Assert
                .Throws<ArgumentException>(() =>
                    Core.Grpo.Grpo.Loss(
                        new GrpoBatch(
                            [
                                [0, 0],
                            ],
                            [1],
                            [
                                [true],
                            ]
                        ),
                        new GrpoSettings()
                    )
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "KL coefficient",
            Assert
                .Throws<ArgumentException>(() =>
                    Core.Grpo.Grpo.Loss(
                        new GrpoBatch(
                            [
                                [0],
                            ],
                            [1],
                            [
                                [true],
                            ]
                        ),
                        new GrpoSettings { KlCoefficient = 1 }
                    )
                )
                .Message,
            StringComparison.Ordinal
        );
    }
}
