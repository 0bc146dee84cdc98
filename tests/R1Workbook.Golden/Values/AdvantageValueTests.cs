using System.Text.Json.Nodes;
using R1Workbook.Core.Grpo.Advantages;
using R1Workbook.Core.Grpo.Losses;

namespace R1Workbook.Golden.Tests.Values;

/// <summary>Advantages, baselines and weights against those of the script.</summary>
public class AdvantageValueTests
{
    private static readonly JsonNode Batch = ValuesFile.Root["batches"]!["near"]!;

    private static readonly bool[][] Mask = ValuesFile.Mask(Batch);

    private static readonly double[] Rewards = ValuesFile.Row(Batch["rewards"]);

    private static readonly int[] Groups = ValuesFile.Integers(Batch["groups"]);

    private static readonly int[] Lengths = [.. Mask.Select(row => row.Count(kept => kept))];

    private static readonly double[][] AtEnd = TokenRewards.AtEnd(Rewards, Mask);

    [Fact]
    public void Group_relative_advantages_by_every_scale()
    {
        Check("GroupRelative", GroupAdvantage.Of(Rewards, 2));
        Check("GroupRelative_population", Relative(new() { Deviation = DeviationKind.Population }));
        Check("GroupRelative_batch", Relative(new() { Scale = AdvantageScale.Batch }));
        Check("GroupRelative_none", Relative(new() { Scale = AdvantageScale.None }));
    }

    [Fact]
    public void Advantages_of_the_other_estimators()
    {
        Check("LeaveOneOut", LeaveOneOut.Of(Rewards, Groups));
        Check("LengthWeighted", OutcomeBaselines.LengthWeighted(Rewards, Lengths, Groups));
        Check("Gpg", OutcomeBaselines.Gpg(Rewards, Groups));
        Check("PassAtK", OutcomeBaselines.PassAtK(Rewards, Groups, new AdvantageSettings()));
        Check("Greedy", OutcomeBaselines.Greedy(Rewards, ValuesFile.Row(Batch["greedy"])));
        Check("ReinforcePlusPlus", ReinforcePlusPlus.Of(AtEnd, Mask, 0.9).Advantages);
        Check("ReinforcePlusPlusBaseline", ReinforcePlusPlus.WithBaseline(Rewards, Groups, Mask));
    }

    [Fact]
    public void Every_estimator_is_in_the_file() =>
        Assert.All(Enum.GetNames<AdvantageEstimator>(), name => Assert.NotNull(ValuesFile.Root["advantages"]![name]));

    [Fact]
    public void Generalised_advantages_and_whitening()
    {
        double[][] values = ValuesFile.Rows(Batch["values"]);
        (double[][] advantages, double[][] returns) = GeneralizedAdvantage.Of(AtEnd, values, Mask, 0.99, 0.95);
        Check("gae", Masked(advantages));
        ValuesFile.Close(
            Masked([.. advantages.Zip(values, (row, value) => row.Zip(value, (a, v) => a + v).ToArray())]),
            Masked(returns),
            "returns"
        );
        Check("whitening", Masked(Whitening.Of(values, Mask)));
    }

    [Fact]
    public void The_critic_s_loss_and_its_gradient()
    {
        JsonNode expected = ValuesFile.Root["advantages"]!["value_loss"]!;
        ValueLoss loss = ValueLoss.Of(
            ValuesFile.Rows(Batch["values"]),
            ValuesFile.Rows(Batch["old_values"]),
            AtEnd,
            Mask,
            0.2,
            new() { Aggregation = LossAggregation.TokenMean }
        );
        ValuesFile.Close((double)expected["loss"]!, loss.Loss, "loss");
        ValuesFile.Close(ValuesFile.Rows(expected["gradient"]), loss.Gradient, "gradient");
        ValuesFile.Close((double)expected["clipped"]!, loss.ClippedShare, "clipped share");
    }

    [Fact]
    public void The_divergence_in_the_reward_and_the_optimal_token_baseline()
    {
        double[][] old = ValuesFile.Rows(Batch["old"]);
        Check("less_kl", TokenRewards.LessKl(AtEnd, old, ValuesFile.Rows(Batch["ref"]), Mask, 0.05));
        Check(
            "optimal_token_baseline",
            OptimalTokenBaseline.Of(AtEnd, old, ValuesFile.Rows(Batch["squares"]), Mask, Groups, new()).Advantages
        );
    }

    [Theory]
    [InlineData(SamplerCorrectionMode.TokenTruncate)]
    [InlineData(SamplerCorrectionMode.TokenMask)]
    [InlineData(SamplerCorrectionMode.SequenceTruncate)]
    [InlineData(SamplerCorrectionMode.SequenceMask)]
    public void Weights_of_the_sampler(SamplerCorrectionMode mode) =>
        Check(
            $"sampler_{mode}",
            SamplerCorrection.Weights(
                ValuesFile.Rows(Batch["old"]),
                ValuesFile.Rows(Batch["sampler"]),
                Mask,
                mode,
                high: 1.1
            )
        );

    [Theory]
    [InlineData(MultiObjective.SumThenNormalize)]
    [InlineData(MultiObjective.NormalizeThenSum)]
    public void Advantages_of_several_rewards(MultiObjective how) =>
        Check(
            $"several_{how}",
            RewardAggregation.Advantages(
                [.. ValuesFile.Rows(Batch["several"]).Select(row => row.Select(value => (double?)value).ToArray())],
                [1, 0.25],
                2,
                new AdvantageSettings(),
                how
            )
        );

    [Fact]
    public void Groups_that_teach_are_kept()
    {
        Check("kept", [.. DynamicSampling.Kept(Rewards, Groups).Select(i => (double)i)]);
        // By hand: the first group has equal rewards, the second has not.
        Assert.Equal([2, 3], DynamicSampling.Kept([1, 1, 0, 1], [0, 0, 1, 1]));
        Assert.Equal(0.5, DynamicSampling.ZeroVarianceShare([1, 1, 0, 1], [0, 0, 1, 1]));
    }

    private static double[] Relative(AdvantageSettings settings) => GroupAdvantage.Of(Rewards, Groups, settings);

    private static double[][] Masked(double[][] rows) =>
        [.. rows.Select((row, b) => row.Select((value, t) => Mask[b][t] ? value : 0).ToArray())];

    private static void Check(string name, double[] actual) =>
        ValuesFile.Close(ValuesFile.Row(ValuesFile.Root["advantages"]![name]), actual, name);

    private static void Check(string name, double[][] actual) =>
        ValuesFile.Close(ValuesFile.Rows(ValuesFile.Root["advantages"]![name]), actual, name);
}
