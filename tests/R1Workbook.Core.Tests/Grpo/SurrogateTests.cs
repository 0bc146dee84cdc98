using R1Workbook.Core.Grpo;
using R1Workbook.Core.Grpo.Losses;

namespace R1Workbook.Core.Tests.Grpo;

/// <summary>The losses of one token, worked out by hand. Advantages are not 1 and probabilities not e⁻¹, so that a
/// product and a quotient differ.</summary>
public sealed class SurrogateTests
{
    private static readonly GrpoSettings Settings = new() { ClipLow = 0.2, ClipHigh = 0.28 };

    // Clip, A = 3: 1.5 is cut to 1.28, −3.84 without slope; 1.25 and 0.5 are not cut, −A ρ with the slope −A ρ.
    // A = −3: 1.5 is not cut, 4.5; 0.5 is cut to 0.8, 2.4 without slope.
    [Theory]
    [InlineData(1.5, 3, -3.84, 0, 1)]
    [InlineData(1.25, 3, -3.75, -3.75, 0)]
    [InlineData(0.5, 3, -1.5, -1.5, -1)]
    [InlineData(1.5, -3, 4.5, 4.5, 1)]
    [InlineData(0.5, -3, 2.4, 0, -1)]
    public void The_clipped_loss(double ratio, double advantage, double loss, double slope, int side) =>
        Check(new SurrogateTerm(loss, slope, 0, side, false), Settings, ratio, advantage);

    [Fact]
    public void The_dual_clip_decides_for_bad_completions_alone()
    {
        GrpoSettings dual = Settings with { DualClip = 2 };
        // A ρ = −12 is cut at 2 A = −6.
        Check(new SurrogateTerm(6, 0, 0, 1, true), dual, 4, -3);
        // At the ceiling itself it does not decide.
        Check(new SurrogateTerm(6, 6, 0, 1, false), dual, 2, -3);
        Check(new SurrogateTerm(-3.84, 0, 0, 1, false), dual, 4, 3);
    }

    [Fact]
    public void A_bound_of_the_ratio_stops_the_slope() =>
        Check(new SurrogateTerm(6, 0, 0, 1, false), Settings with { RatioBound = 2 }, 4, -3);

    [Fact]
    public void The_unclipped_loss() =>
        Check(
            new SurrogateTerm(-4.5, -4.5, 0, 1, false),
            Settings with
            {
                Surrogate = PolicySurrogate.Unclipped,
            },
            1.5,
            3
        );

    // −w A log π with w = 1.28 above the range and 0.8 below it: 1.28 · 3 · 2 and 0.8 · 3 · 2.
    [Theory]
    [InlineData(1.5, 7.68, -3.84, 1)]
    [InlineData(0.5, 4.8, -2.4, -1)]
    public void The_loss_of_CISPO(double ratio, double loss, double slope, int side) =>
        Check(
            new SurrogateTerm(loss, 0, slope, side, false),
            Settings with
            {
                Surrogate = PolicySurrogate.Cispo,
            },
            ratio,
            3
        );

    // At ρ = 1 the gate is ½ at every temperature τ: −2 A / τ, with the slope −A.
    [Theory]
    [InlineData(3, 0.5, -12)]
    [InlineData(-3, 4, 1.5)]
    public void The_loss_of_SAPO(double advantage, double temperature, double loss) =>
        Check(
            new SurrogateTerm(loss, -advantage, 0, 0, false),
            Settings with
            {
                Surrogate = PolicySurrogate.Sapo,
                Temperature = advantage > 0 ? new(temperature, 9) : new(9, temperature),
            },
            1,
            advantage
        );

    // −A log π = 3 · 2, and φ(1) = 1.
    [Theory]
    [InlineData(PolicySurrogate.Reinforce)]
    [InlineData(PolicySurrogate.Vespo)]
    public void A_loss_of_the_logarithm_alone(PolicySurrogate surrogate) =>
        Check(new SurrogateTerm(6, 0, -3, 0, false), Settings with { Surrogate = surrogate }, 1, 3);

    [Fact]
    public void An_advantage_of_0_is_weighted_as_a_good_one() =>
        // e^λ w^k e^(−λ w) with k = 2, λ = 3 and w = 2, and not with k = 1.
        Assert.Equal(
            Math.Exp(3) * 4 * Math.Exp(-6),
            Surrogate.VespoWeight(
                Settings with
                {
                    GammaPositive = new(2, 3),
                    GammaNegative = new(1, 3),
                },
                Math.Log(2),
                0
            ),
            12
        );

    [Fact]
    public void The_sampler_s_weights_are_part_of_VESPO_s_ratio()
    {
        GrpoSettings settings = LossPreset.Named("vespo");
        double weight = Math.Exp(0.3);
        GrpoBatch plain = Batch(-1.2);
        GrpoBatch weighted = plain with
        {
            SamplerWeights =
            [
                [weight, weight],
            ],
        };
        // log w is the sum of both logarithms: a weight of e^0.3 is as good as an old probability lower by that.
        double expected = Core.Grpo.Grpo.Loss(Batch(-1.5), settings).Loss;
        Assert.Equal(expected, Core.Grpo.Grpo.Loss(weighted, settings).Loss, 12);
        Assert.NotEqual(expected, Core.Grpo.Grpo.Loss(plain, settings).Loss, 3);
    }

    private static GrpoBatch Batch(double old) =>
        new(
            [
                [-1, -1.1],
            ],
            [2],
            [
                [true, true],
            ],
            [
                [old, old],
            ]
        );

    private static void Check(SurrogateTerm expected, GrpoSettings settings, double ratio, double advantage)
    {
        SurrogateTerm actual = Surrogate.Of(settings, ratio, -2, advantage);
        Assert.Equal(expected.Loss, actual.Loss, 12);
        Assert.Equal(expected.RatioSlope, actual.RatioSlope, 12);
        Assert.Equal(expected.LogProbSlope, actual.LogProbSlope, 12);
        Assert.Equal((expected.Side, expected.DualClipped), (actual.Side, actual.DualClipped));
    }
}
