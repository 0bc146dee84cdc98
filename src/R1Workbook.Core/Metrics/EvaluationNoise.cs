using MathNet.Numerics.Distributions;

namespace R1Workbook.Core.Metrics;

/// <summary>
/// How a benchmark's score would scatter if it were measured again. A model solves problem i with chance θ_i, where θ
/// has the mean p and lies Beta-distributed between problems that are always and never solved; a score is the mean over
/// N problems of the share of k samples that are right. Two questions, two standard errors (Miller 2024, arXiv
/// 2411.00640, section 2): how exactly were these problems measured, and how far would other problems lie?
/// </summary>
/// <param name="Mean">p, from 0 to 1.</param>
/// <param name="Problems">N.</param>
/// <param name="Samples">k, samples a problem.</param>
/// <param name="Concentration">
/// a + b of the Beta distribution: small where most problems are either always or never solved, large where all are
/// solved about equally often.
/// </param>
public sealed record EvaluationNoise(double Mean, int Problems, int Samples, double Concentration = 1)
{
    /// <summary>The standard error of the score on the same problems, from drawing samples: √(E[θ (1 − θ)] / (N k))
    /// with E[θ (1 − θ)] = p (1 − p) c / (c + 1).</summary>
    public double OverSamples => Math.Sqrt(Within / ((double)Problems * Samples));

    /// <summary>The standard error of the score over other problems of the same kind: √((Var θ + E[θ (1 − θ)] / k) /
    /// N).</summary>
    public double OverProblems => Math.Sqrt((Mean * (1 - Mean) - Within + Within / Samples) / Problems);

    private double Within => Mean * (1 - Mean) * Concentration / (Concentration + 1);

    /// <summary>Draws the chances of a set of problems.</summary>
    /// <param name="random">The seeded source of randomness.</param>
    /// <returns>[N] θ.</returns>
    /// <exception cref="InvalidOperationException">A parameter is out of its range.</exception>
    public double[] DrawProblems(Random random)
    {
        if (Mean is not (> 0 and < 1))
            throw new InvalidOperationException($"The mean lies between 0 and 1; {Mean} does not.");
        if (Problems < 1 || Samples < 1)
        {
            throw new InvalidOperationException(
                $"{Problems} problems and {Samples} samples: at least one of each is needed."
            );
        }

        if (!(Concentration > 0))
            throw new InvalidOperationException($"The concentration is above 0; {Concentration} is not.");
        double[] chances = new double[Problems];
        for (int i = 0; i < Problems; i++)
            chances[i] = Beta.Sample(random, Mean * Concentration, (1 - Mean) * Concentration);
        return chances;
    }

    /// <summary>Measures a model once.</summary>
    /// <param name="chances">[N] θ of each problem.</param>
    /// <param name="random">The seeded source of randomness.</param>
    /// <returns>The score, from 0 to 1.</returns>
    public double Measure(IReadOnlyList<double> chances, Random random)
    {
        ArgumentNullException.ThrowIfNull(chances);
        long right = 0;
        foreach (double chance in chances)
        {
            for (int k = 0; k < Samples; k++)
            {
                if (random.NextDouble() < chance)
                    right++;
            }
        }

        return right / ((double)chances.Count * Samples);
    }

    /// <summary>Measures the same problems again and again.</summary>
    /// <param name="repeats">How often, R.</param>
    /// <param name="random">The seeded source of randomness.</param>
    /// <returns>[R] Scores.</returns>
    public double[] SameProblems(int repeats, Random random)
    {
        double[] chances = DrawProblems(random);
        return [.. Enumerable.Range(0, repeats).Select(_ => Measure(chances, random))];
    }

    /// <summary>Measures other problems each time.</summary>
    /// <param name="repeats">How often, R.</param>
    /// <param name="random">The seeded source of randomness.</param>
    /// <returns>[R] Scores.</returns>
    public double[] OtherProblems(int repeats, Random random) =>
        [.. Enumerable.Range(0, repeats).Select(_ => Measure(DrawProblems(random), random))];

    /// <summary>How often the worse of two models scores higher when both answer one set of problems; a tie counts
    /// half.</summary>
    /// <param name="better">By how much the other's chance is higher at every problem, as far as 1 allows.</param>
    /// <param name="repeats">How many sets are drawn.</param>
    /// <param name="random">The seeded source of randomness.</param>
    /// <returns>A share, from 0 to 1.</returns>
    public double WrongOrder(double better, int repeats, Random random)
    {
        double wrong = 0;
        for (int i = 0; i < repeats; i++)
        {
            double[] chances = DrawProblems(random);
            double ahead =
                Measure([.. chances.Select(chance => Math.Min(1, chance + better))], random) - Measure(chances, random);
            wrong +=
                ahead < 0 ? 1
                : ahead > 0 ? 0
                : 0.5;
        }
        return wrong / repeats;
    }
}
