using MathNet.Numerics.Statistics;
using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.AlpacaEval;

/// <summary>
/// The length-controlled win rate (Dubois et al. 2024, arXiv 2404.04475; alpaca_eval, glm_winrate.py): a logistic regression of the preference on
/// tanh of the standardised difference in length and on the model, then the win rate that it predicts where both outputs are equally long.
/// </summary>
/// <remarks>
/// The official regression has two more parts, the difficulty of each instruction and two runs of a model told to be long or short, both in
/// a file that lies on Hugging Face alone. Without them this is the smaller regression: its figure is near the official one and is not it.
/// </remarks>
public static class LengthControl
{
    private const int Folds = 5;

    // LogisticRegressionCV's ten strengths, 10^-4 to 10^4.
    private static readonly double[] Strengths = [.. Enumerable.Range(0, 10).Select(i => Math.Pow(10, -4 + 8 * i / 9.0))];

    /// <summary>The win rate, 0 to 1, at equal lengths.</summary>
    /// <param name="wins">[N] The preference for the model, 0 to 1.</param>
    /// <param name="lengthDifferences">[N] By how many characters the baseline's output is longer.</param>
    /// <exception cref="ArgumentException">There are fewer annotations than folds of the cross-validation, or not as many differences.</exception>
    public static double WinRate(IReadOnlyList<double> wins, IReadOnlyList<double> lengthDifferences)
    {
        if (wins.Count < Folds || wins.Count != lengthDifferences.Count)
            throw new ArgumentException($"a regression with {Folds} folds needs at least {Folds} annotations, each with a length.", nameof(wins));
        double deviation = lengthDifferences.StandardDeviation();
        double[][] features = [.. lengthDifferences.Select(difference => new[] { deviation > 0 ? Math.Tanh(difference / deviation) : 0, 1.0 })]; // [N][2]
        double[] targets = [.. wins], weights = [.. Enumerable.Repeat(1.0, targets.Length)];
        double strength = Strengths.MinBy(c => Loss(features, targets, c));
        return Logistic.Sigmoid(Logistic.FitL1(features, targets, weights, strength)[1]);
    }

    // The mean log loss over the folds; annotation i is left out in fold (N − 1 − i) mod 5, as GroupKFold deals out groups of one size.
    private static double Loss(double[][] features, double[] targets, double c)
    {
        int n = targets.Length;
        return Enumerable.Range(0, Folds).Average(fold =>
        {
            int[] inside = [.. Enumerable.Range(0, n).Where(i => (n - 1 - i) % Folds != fold)], outside = [.. Enumerable.Range(0, n).Where(i => (n - 1 - i) % Folds == fold)];
            double[] beta = Logistic.FitL1([.. inside.Select(i => features[i])], [.. inside.Select(i => targets[i])], [.. inside.Select(_ => 1.0)], c);
            return outside.Average(i =>
            {
                double p = Math.Clamp(Logistic.Sigmoid(features[i][0] * beta[0] + features[i][1] * beta[1]), 1e-15, 1 - 1e-15);
                return -(targets[i] * Math.Log(p) + (1 - targets[i]) * Math.Log(1 - p));
            });
        });
    }
}
