using MathNet.Numerics.Statistics;
using R1Workbook.Core.Metrics;

namespace R1Workbook.Core.Tests.Metrics;

public class EvaluationNoiseTests
{
    [Fact]
    public void With_one_sample_the_error_over_problems_is_the_binomial_one()
    {
        var aime = new EvaluationNoise(0.798, 30, 1, 0.7);
        Assert.Equal(Math.Sqrt(0.798 * 0.202 / 30), aime.OverProblems, 12);
    }

    // By hand: p = 1/2, c = 1: E[θ(1 − θ)] = 1/4 · 1/2 = 1/8, Var θ = 1/8. N = 8, k = 4: samples √(1/8/32) = 1/16,
    // problems √((1/8 + 1/32)/8).
    [Fact]
    public void The_two_errors_are_those_computed_by_hand()
    {
        var noise = new EvaluationNoise(0.5, 8, 4);
        Assert.Equal(1 / 16.0, noise.OverSamples, 12);
        Assert.Equal(Math.Sqrt(5 / 32.0 / 8), noise.OverProblems, 12);
    }

    [Theory]
    [InlineData(0.8, 30, 1, 1)]
    [InlineData(0.8, 30, 16, 0.5)]
    [InlineData(0.3, 100, 4, 5)]
    public void Scores_over_other_problems_scatter_as_the_formula_says(
        double mean,
        int problems,
        int samples,
        double concentration
    )
    {
        var noise = new EvaluationNoise(mean, problems, samples, concentration);
        double[] scores = noise.OtherProblems(4000, new Random(1));
        Assert.Equal(mean, scores.Mean(), 4 * noise.OverProblems / Math.Sqrt(4000));
        Assert.Equal(1, scores.StandardDeviation() / noise.OverProblems, 0.06);
    }

    [Fact]
    public void Scores_on_the_same_problems_scatter_as_the_formula_says_on_average()
    {
        var noise = new EvaluationNoise(0.6, 30, 8, 2);
        var random = new Random(2);
        double variance = Enumerable.Range(0, 200).Average(_ => noise.SameProblems(200, random).Variance());
        Assert.Equal(1, Math.Sqrt(variance) / noise.OverSamples, 0.03);
    }

    [Fact]
    public void Two_equal_models_come_in_the_wrong_order_half_of_the_time_and_a_clearly_better_one_never()
    {
        var noise = new EvaluationNoise(0.5, 200, 8, 3);
        Assert.InRange(noise.WrongOrder(0, 2000, new Random(3)), 0.46, 0.54);
        Assert.Equal(0, noise.WrongOrder(0.2, 200, new Random(4)));
    }

    [Fact]
    public void A_mean_of_1_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => new EvaluationNoise(1, 30, 1).DrawProblems(new Random(1)));
}
