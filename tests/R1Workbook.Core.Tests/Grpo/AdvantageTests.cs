using R1Workbook.Core.Grpo.Advantages;

namespace R1Workbook.Core.Tests.Grpo;

public sealed class AdvantageTests
{
    private static readonly double[] Rewards = [1, 0, 0, 3];
    private static readonly int[] One = [7, 7, 7, 7];

    [Fact]
    public void The_deviation_is_over_n_or_over_n_minus_1()
    {
        // Mean 1, squares 0 + 1 + 1 + 4 = 6.
        double[] sample = GroupAdvantage.Of(Rewards, One, new AdvantageSettings { Epsilon = 0 });
        double[] population = GroupAdvantage.Of(
            Rewards,
            One,
            new AdvantageSettings { Epsilon = 0, Deviation = DeviationKind.Population }
        );
        Assert.Equal(2 / Math.Sqrt(6.0 / 3), sample[3], 12);
        Assert.Equal(2 / Math.Sqrt(6.0 / 4), population[3], 12);
    }

    [Fact]
    public void Groups_may_lie_in_any_order_and_differ_in_size()
    {
        double[] advantages = GroupAdvantage.Of(
            [1, 10, 3, 20, 30, 5],
            [0, 1, 0, 1, 1, 2],
            new AdvantageSettings { Scale = AdvantageScale.None }
        );
        Assert.Equal([-1, -10, 1, 0, 10, 0], advantages);
    }

    [Fact]
    public void A_group_of_equal_rewards_teaches_nothing()
    {
        double[] advantages = GroupAdvantage.Of([0.1, 0.1, 0.1, 0, 1, 1], 3);
        Assert.All(advantages[..3], advantage => Assert.Equal(0, advantage));
        Assert.Equal(0.5, DynamicSampling.ZeroVarianceShare([0.1, 0.1, 0.1, 0, 1, 1], [0, 0, 0, 1, 1, 1]));
        Assert.Equal(1, DynamicSampling.ZeroVarianceShare([double.NaN, 1, 1], [0, 0, 0]));
        Assert.Equal([1, 2, 5], DynamicSampling.Kept([1, 0, 1, 1, 1, 1], [0, 1, 1, 0, 0, 1]));
    }

    [Fact]
    public void A_completion_alone_gets_nothing_or_its_reward()
    {
        Assert.Equal([0], GroupAdvantage.Of([2], [0], new AdvantageSettings()));
        Assert.Equal(2 / (1 + 1e-6), GroupAdvantage.Of([2], [0], AdvantageSettings.Verl)[0], 12);
        Assert.Equal([2], LeaveOneOut.Of([2], [0]));
        Assert.Equal([0], LeaveOneOut.Of([2], [0], LoneCompletion.Nothing));
    }

    [Fact]
    public void A_completion_that_nothing_could_score_leaves_the_mean()
    {
        var none = new AdvantageSettings { Scale = AdvantageScale.None };
        Assert.Equal(
            [-1, 1, 0],
            RewardAggregation.Advantages(
                [
                    [1, null],
                    [2, 1],
                    [null, null],
                ],
                [1, 1],
                3,
                none
            )
        );
    }

    [Fact]
    public void Normalising_first_gives_a_function_of_small_spread_its_say()
    {
        double?[][] rewards =
        [
            [100, 0],
            [0, 0],
            [100, 0.01],
            [0, 0.01],
        ];
        double[] sum = RewardAggregation.Advantages(rewards, [1, 1], 4, new AdvantageSettings());
        double[] each = RewardAggregation.Advantages(
            rewards,
            [1, 1],
            4,
            new AdvantageSettings(),
            MultiObjective.NormalizeThenSum
        );
        Assert.InRange(sum[2] - sum[0], 0, 0.001);
        Assert.InRange(each[2] - each[0], 1, 2);
        Assert.Equal(0, each.Sum(), 12);
    }

    [Fact]
    public void The_leave_one_out_baseline_is_the_mean_of_the_others()
    {
        Assert.Equal(
            [0, -4.0 / 3, -4.0 / 3, 8.0 / 3],
            LeaveOneOut.Of(Rewards, One).Select(advantage => Math.Round(advantage, 12)),
            (a, b) => Math.Abs(a - b) < 1e-9
        );
    }

    [Fact]
    public void Pass_at_k_rewards_only_the_best_and_by_its_lead()
    {
        var none = new AdvantageSettings { Scale = AdvantageScale.None };
        Assert.Equal([0, 0, 0, 2], OutcomeBaselines.PassAtK(Rewards, One, none));
        Assert.Equal([0, 0], OutcomeBaselines.PassAtK([1, 1], [0, 0], none));
        Assert.Contains(
            "Group 4 has one",
            Assert.Throws<ArgumentException>(() => OutcomeBaselines.PassAtK([1], [4], none)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Generalized_advantages_are_returns_less_values_where_lambda_is_1_and_errors_of_one_step_where_it_is_0()
    {
        double[][] rewards =

            [
                [0, 0, 1, 0],
            ],
            values =

            [
                [0.5, 0.25, 0.5, 9],
            ];
        bool[][] mask =
        [
            [true, true, true, false],
        ];
        (double[][] whole, double[][] returns) = GeneralizedAdvantage.Of(rewards, values, mask, 0.5, 1);
        Assert.Equal([0.25 - 0.5, 0.5 - 0.25, 1 - 0.5], whole[0][..3]);
        Assert.Equal([0.25, 0.5, 1], returns[0][..3]);
        (double[][] step, _) = GeneralizedAdvantage.Of(rewards, values, mask, 0.5, 0);
        Assert.Equal([0.125 - 0.5, 0.25 - 0.25, 1 - 0.5], step[0][..3]);
    }

    [Fact]
    public void Whitened_advantages_have_mean_0_and_variance_1_over_tokens()
    {
        bool[][] mask =
        [
            [true, true, false],
            [true, true, true],
            [true, false, false],
        ];
        (double[][] advantages, _) = ReinforcePlusPlus.Of(TokenRewards.AtEnd([1, 0, 0.5], mask), mask, 0.9);
        double[] tokens = [.. advantages.SelectMany((row, b) => row.Where((_, t) => mask[b][t]))];
        Assert.Equal(0, tokens.Average(), 7);
        Assert.Equal(1, tokens.Sum(value => value * value) / (tokens.Length - 1), 6);
        Assert.Equal(0, advantages[0][2]);
        double[][] baseline = ReinforcePlusPlus.WithBaseline([1, 0, 0.5], [0, 0, 0], mask);
        Assert.Equal(baseline[1][0], baseline[1][2]);
        Assert.True(baseline[0][0] > baseline[2][0] && baseline[2][0] > baseline[1][0]);
    }

    [Fact]
    public void Kl_in_the_reward_is_taken_from_each_token()
    {
        double[][] rewards = TokenRewards.LessKl(
            TokenRewards.AtEnd(
                [1],
                [
                    [true, true, false],
                ]
            ),
            [
                [-1, -2, -3],
            ],
            [
                [-2, -1, -9],
            ],
            [
                [true, true, false],
            ],
            0.5
        );
        Assert.Equal([-0.5, 1.5, 0], rewards[0]);
    }
}
