using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Benchmarks.Sets.AlpacaEval;

namespace R1Workbook.Benchmarks.Tests.Sets.AlpacaEval;

public sealed class LengthControlTests
{
    [Fact]
    public void A_model_that_wins_by_length_alone_is_even_at_equal_lengths()
    {
        Random random = new(3);
        // the model writes more
        double[] differences = [.. Enumerable.Range(0, 800).Select(_ => random.NextDouble() * 2000 - 1700)];
        double deviation = MathNet.Numerics.Statistics.Statistics.StandardDeviation(differences);
        double[] wins = [.. differences.Select(difference => Logistic.Sigmoid(-2 * Math.Tanh(difference / deviation)))];
        Assert.InRange(wins.Average(), 0.65, 0.9);
        Assert.Equal(0.5, LengthControl.WinRate(wins, differences), 2);
    }

    [Fact]
    public void With_the_gamed_baselines_the_official_regression_gives_the_figure_that_others_computed()
    {
        // A case of the test suite of JudgeArena (github.com), which calls scikit-learn as alpaca_eval does:
        // 0.7497336730523078 and a standard error.
        GamedBaseline[] gamed =
        [
            .. Enumerable
                .Range(0, 10)
                .SelectMany(index =>
                    Enumerable
                        .Range(0, 2)
                        .Select(run => new GamedBaseline(
                            index,
                            (index + run + 1) / 12.0,
                            (index - 4.5) / (2 + run),
                            (index - 4.5) / 5
                        ))
                ),
        ];
        double?[] wins = [0.9, 0.8, null, 0.6, 0.5, 0.4, 0.3, null, 0.1, 0];
        double[] differences = [.. Enumerable.Range(0, 10).Select(i => (double)(12 + 3 * i - (20 + i * i)))],
            difficulties = [.. Enumerable.Range(0, 10).Select(i => (i - 4.5) / 5)];
        // liblinear stops at a tolerance of 1e-4.
        Assert.Equal(0.7497336730523078, LengthControl.WinRate(wins, differences, difficulties, gamed), 3);
    }

    [Fact]
    public void Where_length_says_nothing_the_rate_stays()
    {
        double[] wins = [.. Enumerable.Range(0, 400).Select(i => i % 10 < 3 ? 0.95 : 0.05)],
            differences = [.. Enumerable.Range(0, 400).Select(i => (double)(i * 7 % 400 - 200))];
        Assert.Equal(wins.Average(), LengthControl.WinRate(wins, differences), 1);
    }

    [Fact]
    public void Without_a_penalty_that_matters_both_solvers_find_the_same_coefficients()
    {
        Random random = new(4);
        double[][] features =
        [
            .. Enumerable.Range(0, 200).Select(_ => new[] { random.NextDouble() - 0.5, 1.0, random.NextDouble() }),
        ];
        double[] targets =

            [
                .. features.Select(row =>
                    Math.Clamp(
                        Logistic.Sigmoid(1.5 * row[0] - 0.4 + 0.8 * row[2]) + 0.1 * (random.NextDouble() - 0.5),
                        0,
                        1
                    )
                ),
            ],
            weights = [.. features.Select(_ => 1.0)];
        double[] newton = Logistic.Fit(features, targets, weights),
            l1 = Logistic.FitL1(features, targets, weights, 1e6);
        for (int j = 0; j < 3; j++)
            Assert.Equal(newton[j], l1[j], 4);
        Assert.All(Logistic.FitL1(features, targets, weights, 1e-6), coefficient => Assert.Equal(0, coefficient));
    }
}
