using MathNet.Numerics.Statistics;
using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Sets.AlpacaEval;

/// <summary>
/// The length-controlled win rate (Dubois et al. 2024, arXiv 2404.04475; alpaca_eval, glm_winrate.py): a logistic
/// regression of the preference on tanh of the standardised difference in length, on the difficulty of the instruction
/// and on the model, then the mean win rate that it predicts where both outputs are equally long.
/// </summary>
/// <remarks>
/// The difficulties, and two runs of a baseline told to be long or short that the regression is held by, are in a file
/// that is only on Hugging Face. Without it there is the smaller regression on length and model: its figure is not
/// the official one and may be points away (gemma-7b-it: 13.00 where the leaderboard has 10.43).
/// </remarks>
public static class LengthControl
{
    internal const int Folds = 5;

    // The two runs of the gamed baseline weigh 0.2 of the model's rows, one half each.
    private const double GamedWeight = 0.2 / 2;

    // LogisticRegressionCV's ten strengths, 10^-4 to 10^4.
    private static readonly double[] Strengths =
    [
        .. Enumerable.Range(0, 10).Select(i => Math.Pow(10, -4 + 8 * i / 9.0)),
    ];

    /// <summary>The win rate, 0 to 1, at equal lengths, by the smaller regression.</summary>
    /// <param name="wins">[N] The preference for the model, 0 to 1.</param>
    /// <param name="lengthDifferences">[N] By how many characters the baseline's output is longer.</param>
    /// <exception cref="ArgumentException">There are fewer annotations than folds of the cross-validation, or not as
    /// many differences.</exception>
    public static double WinRate(IReadOnlyList<double> wins, IReadOnlyList<double> lengthDifferences)
    {
        Check(wins.Count, lengthDifferences.Count, wins.Count);
        double[] lengths = Standardised(lengthDifferences);
        Observation[] observations = [.. wins.Select((win, i) => new Observation([lengths[i], 1], win, 1))];
        return Logistic.Sigmoid(Coefficients(observations)[1]);
    }

    /// <summary>The official win rate, 0 to 1, at equal lengths.</summary>
    /// <param name="wins">[N] The preference for the model, 0 to 1; null where the judge gave none, whose instruction
    /// is still predicted.</param>
    /// <param name="lengthDifferences">[N] By how many characters the baseline's output is longer.</param>
    /// <param name="difficulties">[N] The difficulty of each instruction.</param>
    /// <param name="gamed">The runs of the gamed baseline.</param>
    /// <exception cref="ArgumentException">There are fewer preferences than folds of the cross-validation, or the lists
    /// have different lengths.</exception>
    public static double WinRate(
        IReadOnlyList<double?> wins,
        IReadOnlyList<double> lengthDifferences,
        IReadOnlyList<double> difficulties,
        IEnumerable<GamedBaseline> gamed
    )
    {
        Check(wins.Count(win => win is not null), lengthDifferences.Count, wins.Count);
        if (difficulties.Count != wins.Count)
        {
            throw new ArgumentException(
                "each annotation needs the difficulty of its instruction.",
                nameof(difficulties)
            );
        }

        double[] lengths = Standardised(lengthDifferences);
        Observation[] observations =
        [
            .. gamed
                .Where(row => row.Win is not null)
                .Select(row => new Observation(
                    [Math.Tanh(row.StandardisedLength), row.Difficulty, 0],
                    row.Win!.Value,
                    GamedWeight
                )),
            .. wins.Select((win, i) => (win, i))
                .Where(one => one.win is not null)
                .Select(one => new Observation([lengths[one.i], difficulties[one.i], 1], one.win!.Value, 1)),
        ];
        double[] beta = Coefficients(observations);
        return difficulties.Average(difficulty => Logistic.Sigmoid(beta[1] * difficulty + beta[2]));
    }

    private static void Check(int preferences, int differences, int annotations)
    {
        if (preferences < Folds || differences != annotations)
        {
            throw new ArgumentException(
                $"a regression with {Folds} folds needs at least {Folds} preferences, and each annotation a length."
            );
        }
    }

    private static double[] Standardised(IReadOnlyList<double> differences)
    {
        double deviation = differences.StandardDeviation();
        return [.. differences.Select(difference => deviation > 0 ? Math.Tanh(difference / deviation) : 0)];
    }

    // L1-penalised, with the strength that cross-validation finds best.
    private static double[] Coefficients(Observation[] observations) =>
        Fit(observations, Strengths.MinBy(c => Loss(observations, c)));

    // The mean weighted log loss over the folds; row i is left out in fold (N − 1 − i) mod 5, as GroupKFold deals out
    // groups of one size.
    private static double Loss(Observation[] observations, double c)
    {
        int Fold(int i) => (observations.Length - 1 - i) % Folds;
        return Enumerable
            .Range(0, Folds)
            .Average(fold =>
            {
                double[] beta = Fit([.. observations.Where((_, i) => Fold(i) != fold)], c);
                return observations
                    .Where((_, i) => Fold(i) == fold)
                    .Average(row =>
                    {
                        double p = Math.Clamp(
                            Logistic.Sigmoid(row.Features.Zip(beta, (x, b) => x * b).Sum()),
                            1e-15,
                            1 - 1e-15
                        );
                        return -row.Weight * (row.Target * Math.Log(p) + (1 - row.Target) * Math.Log(1 - p));
                    });
            });
    }

    private static double[] Fit(Observation[] observations, double c) =>
        Logistic.FitL1(
            [.. observations.Select(row => row.Features)],
            [.. observations.Select(row => row.Target)],
            [.. observations.Select(row => row.Weight)],
            c
        );

    private sealed record Observation(double[] Features, double Target, double Weight);
}
