using R1Workbook.Core.Grpo;
using R1Workbook.Core.Grpo.Losses;

namespace R1Workbook.Core.Tests.Grpo;

public sealed class GradientTests
{
    public static TheoryData<PolicySurrogate, RatioLevel> Kinds
    {
        get
        {
            var data = new TheoryData<PolicySurrogate, RatioLevel>();
            foreach (PolicySurrogate surrogate in Enum.GetValues<PolicySurrogate>())
            {
                foreach (RatioLevel level in Enum.GetValues<RatioLevel>())
                    data.Add(surrogate, level);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_gradient_equals_finite_differences_of_what_is_not_held_constant(
        PolicySurrogate surrogate,
        RatioLevel level
    )
    {
        foreach (LossAggregation aggregation in Enum.GetValues<LossAggregation>())
        {
            for (int seed = 0; seed < 12; seed++)
            {
                GrpoSettings settings = RandomBatch.Settings(seed, surrogate, level, aggregation);
                // A straight-through estimator has, on purpose, another gradient than its value's.
                if (settings.Kl is KlKind.K1StraightThrough or KlKind.K3StraightThrough)
                    settings = settings with { Kl = KlKind.K2 };
                GrpoBatch batch = RandomBatch.Of(seed);
                double[][] gradient = Core.Grpo.Grpo.Loss(batch, settings).Gradient;
                for (int b = 0; b < RandomBatch.Rows; b++)
                {
                    for (int t = 0; t < RandomBatch.Width; t++)
                        Assert.Equal(Difference(batch, settings, b, t), gradient[b][t], 6);
                }
            }
        }
    }

    /// <summary>
    /// The central difference by log π of one token, where what the method of each loss holds constant is held
    /// constant: a weight before log π (CISPO, VESPO), the completion's value in a token's ratio (GSPO-token).
    /// </summary>
    private static double Difference(GrpoBatch batch, GrpoSettings settings, int b, int t)
    {
        const double step = 1e-6;
        // Which completions are left out does not depend on a step this small.
        batch = batch with
        {
            SamplerLogProbs = batch.OldLogProbs,
        };
        if (settings.Ratio == RatioLevel.SequenceToken)
        {
            // Ratios of tokens that have, here, the value of the completion's.
            double[][] ratios = Core.Grpo.Grpo.Loss(batch, settings with { LogRatioRange = null }).Ratios;
            batch = batch with
            {
                OldLogProbs =
                [
                    .. batch.LogProbs.Zip(
                        ratios,
                        (row, values) => row.Zip(values, (now, ratio) => now - Math.Log(ratio)).ToArray()
                    ),
                ],
            };
            settings = settings with { Ratio = RatioLevel.Token };
        }
        return (At(step) - At(-step)) / (2 * step);

        double At(double by)
        {
            GrpoBatch there = batch with { LogProbs = Shifted(batch.LogProbs, b, t, by) };
            double loss = Core.Grpo.Grpo.Loss(there, settings).Loss;
            if (settings.Surrogate is not (PolicySurrogate.Cispo or PolicySurrogate.Vespo))
                return loss;
            // A weight stays as it is where log π_old moves along with log π; the KL term has no such weight.
            GrpoSettings policyOnly = settings with
            {
                KlCoefficient = 0,
            };
            double klTerm = loss - Core.Grpo.Grpo.Loss(there, policyOnly).Loss;
            return klTerm
                + Core.Grpo.Grpo.Loss(
                    there with
                    {
                        OldLogProbs = Shifted(batch.OldLogProbs!, b, t, by),
                    },
                    policyOnly
                ).Loss;
        }
    }

    [Fact]
    public void The_weight_before_the_logarithm_is_held_constant_in_cispo()
    {
        // One token, ρ = 2 cut to 1.28, A = 1: L = −1.28 log π, whose slope is −1.28 whatever π does to ρ.
        var batch = new GrpoBatch(
            [
                [Math.Log(0.5)],
            ],
            [1],
            [
                [true],
            ],
            [
                [Math.Log(0.25)],
            ]
        );
        GrpoLoss loss = Core.Grpo.Grpo.Loss(
            batch,
            new GrpoSettings { Surrogate = PolicySurrogate.Cispo, ClipHigh = 0.28 }
        );
        Assert.Equal(-1.28 * Math.Log(0.5), loss.Loss, 12);
        Assert.Equal(-1.28, loss.Gradient[0][0], 12);
    }

    [Fact]
    public void The_weight_of_vespo_is_1_where_the_policy_sampled_and_less_elsewhere()
    {
        var settings = new GrpoSettings { Surrogate = PolicySurrogate.Vespo };
        Assert.Equal(1, Surrogate.VespoWeight(settings, 0, 1), 12);
        Assert.Equal(1, Surrogate.VespoWeight(settings, 0, -1), 12);
        // e^3 · 2² · e^(−6) at w = 2, A ≥ 0.
        Assert.Equal(4 * Math.Exp(-3), Surrogate.VespoWeight(settings, Math.Log(2), 1), 12);
        Assert.Equal(8 * Math.Exp(-2), Surrogate.VespoWeight(settings, Math.Log(2), -1), 12);
    }

    [Fact]
    public void The_value_loss_has_the_gradient_of_finite_differences()
    {
        GrpoBatch batch = RandomBatch.Of(1);
        var mean = new GrpoSettings { Aggregation = LossAggregation.TokenMean };
        ValueLoss At(double[][] values) =>
            ValueLoss.Of(values, batch.OldLogProbs!, batch.RefLogProbs!, batch.Mask, 0.2, mean);
        ValueLoss loss = At(batch.LogProbs);
        Assert.InRange(loss.ClippedShare, 0.05, 0.95);
        for (int b = 0; b < RandomBatch.Rows; b++)
        {
            for (int t = 0; t < RandomBatch.Width; t++)
            {
                Assert.Equal(
                    (At(Shifted(batch.LogProbs, b, t, 1e-6)).Loss - At(Shifted(batch.LogProbs, b, t, -1e-6)).Loss)
                        / 2e-6,
                    loss.Gradient[b][t],
                    7
                );
            }
        }
    }

    private static double[][] Shifted(double[][] rows, int b, int t, double by)
    {
        double[][] moved = [.. rows.Select(row => row.ToArray())];
        moved[b][t] += by;
        return moved;
    }
}
