using R1Workbook.Core.Grpo.Advantages;

namespace R1Workbook.Core.Tests.Grpo;

public sealed class OptimalTokenBaselineTests
{
    private static readonly double Half = Math.Log(0.5);
    private static readonly double[][] Old =
    [
        [Half, Half],
        [Half, Half],
    ];
    private static readonly double[][] Squares =
    [
        [0.5, 1],
        [0.75, 0.75],
    ];

    [Fact]
    public void The_baseline_of_a_token_weighs_rewards_by_the_scores_so_far()
    {
        // 1 − 2 · ½ + Σ π²: W is 0.5 and 1.5 for the first completion, 0.75 and 1.5 for the second.
        (double[][] advantages, double[][] returns) = OptimalTokenBaseline.Of(
            [
                [0, 1],
                [0, 0],
            ],
            Old,
            Squares,
            [
                [true, true],
                [true, true],
            ],
            [0, 0],
            new OptimalBaselineSettings { Epsilon = 0 }
        );
        Assert.Equal(
            [
                [1, 1],
                [0, 0],
            ],
            returns
        );
        Assert.Equal(1 - 0.5 / 1.25, advantages[0][0], 12);
        Assert.Equal(1 - 1.5 / 3, advantages[0][1], 12);
        Assert.Equal(-0.5 / 1.25, advantages[1][0], 12);
        // A weight of 2 counts four times.
        advantages = OptimalTokenBaseline
            .Of(
                [
                    [0, 1],
                    [0, 0],
                ],
                Old,
                Squares,
                [
                    [true, true],
                    [true, true],
                ],
                [0, 0],
                new OptimalBaselineSettings { Epsilon = 0 },
                [
                    [2, 1],
                    [1, 1],
                ]
            )
            .Advantages;
        Assert.Equal(1 - 2 / 2.75, advantages[0][0], 12);
        Assert.Equal(1 - 3 / 4.5, advantages[0][1], 12);
    }

    [Fact]
    public void Where_the_longest_is_alone_it_keeps_its_return_if_asked_for()
    {
        double[][] Of(bool noneAlone) =>
            OptimalTokenBaseline
                .Of(
                    [
                        [0, 1],
                        [1, 0],
                    ],
                    Old,
                    Squares,
                    [
                        [true, true],
                        [true, false],
                    ],
                    [0, 0],
                    new OptimalBaselineSettings { NoneAlone = noneAlone }
                )
                .Advantages;
        Assert.Equal(1, Of(true)[0][1], 12);
        Assert.Equal(0, Of(false)[0][1], 7); // its own return is its baseline
        Assert.Equal(0, Of(true)[1][1]);
    }

    [Fact]
    public void Own_tokens_are_aligned_across_what_a_tool_wrote()
    {
        bool[][] mask =
        [
            [false, true],
            [true, false],
        ];
        double[][] rewards =
        [
            [0, 1],
            [0, 0],
        ];
        (double[][] byToken, _) = OptimalTokenBaseline.Of(
            rewards,
            Old,
            Squares,
            mask,
            [0, 0],
            new OptimalBaselineSettings { OwnTokens = true, Epsilon = 0 }
        );
        (double[][] byPlace, _) = OptimalTokenBaseline.Of(
            rewards,
            Old,
            Squares,
            mask,
            [0, 0],
            new OptimalBaselineSettings { Epsilon = 0 }
        );
        Assert.Equal(1 - 1 / 1.75, byToken[0][1], 12);
        Assert.Equal(0, byPlace[0][1], 12);
    }

    [Fact]
    public void A_completion_alone_has_its_reward_and_shapes_that_differ_are_named()
    {
        Assert.Equal(
            [1, 1],
            OptimalTokenBaseline
                .Of(
                    [
                        [0, 1],
                    ],
                    Old[..1],
                    Squares[..1],
                    [
                        [true, true],
                    ],
                    [3],
                    new OptimalBaselineSettings()
                )
                .Advantages[0]
        );
        Assert.Contains(
            "squares",
            Assert
                .Throws<ArgumentException>(() =>
                    OptimalTokenBaseline.Of(
                        [
                            [0, 1],
                        ],
                        Old[..1],
                        [
                            [1],
                        ],
                        [
                            [true, true],
                        ],
                        [3],
                        new OptimalBaselineSettings()
                    )
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    // One of two completions is empty. By places it belongs to the group, and the other one is its own baseline; by own
    // tokens it has no place, and the other one is alone with its rewards to go.
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void An_empty_completion_counts_by_places_and_not_by_own_tokens(bool ownTokens, double advantage)
    {
        (double[][] advantages, _) = OptimalTokenBaseline.Of(
            [
                [0, 1],
                [0, 0],
            ],
            Old,
            Squares,
            [
                [true, true],
                [false, false],
            ],
            [0, 0],
            new OptimalBaselineSettings { Epsilon = 0, OwnTokens = ownTokens }
        );
        Assert.Equal([advantage, advantage], advantages[0]);
        Assert.Equal([0, 0], advantages[1]);
    }

    [Fact]
    public void One_row_of_another_length_is_refused() =>
        Assert.Throws<ArgumentException>(() =>
            OptimalTokenBaseline.Of(
                [
                    [0, 1],
                    [0],
                ],
                Old,
                Squares,
                [
                    [true, true],
                    [true, true],
                ],
                [0, 0],
                new OptimalBaselineSettings()
            )
        );
}
