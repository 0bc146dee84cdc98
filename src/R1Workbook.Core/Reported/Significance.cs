using System.Globalization;
using MathNet.Numerics.Distributions;
using R1Workbook.Core.Metrics;

namespace R1Workbook.Core.Reported;

/// <summary>How much a reported score can mean, from nothing but the score and the numbers of questions and samples
/// behind it.</summary>
/// <param name="Percent">The score, 0 to 100.</param>
/// <param name="Questions">How many questions it rests on.</param>
/// <param name="Samples">How many samples each question got.</param>
/// <param name="PointsPerQuestion">What one question is worth, in points.</param>
/// <param name="OtherQuestions">The 95 % interval over questions, in percent: what another set of as many, equally
/// hard, might have given.</param>
/// <param name="OtherSamples">
/// The 95 % interval over samples, in percent: what the same questions might give when sampled again. It is as wide as
/// it can be: the spread is taken for that of questions all equally hard, and is less where some are always and others
/// never solved.
/// </param>
public sealed record Significance(
    double Percent,
    int Questions,
    int Samples,
    double PointsPerQuestion,
    ConfidenceInterval OtherQuestions,
    ConfidenceInterval OtherSamples
)
{
    /// <summary>What a score can mean. The intervals are Wilson's (<see cref="ConfidenceInterval.Wilson"/>).</summary>
    /// <param name="percent">The score, 0 to 100.</param>
    /// <param name="questions">How many questions it rests on: 30 for AIME 2024.</param>
    /// <param name="samples">How many samples each question got: 64 for AIME in the paper of R1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The score is not within 0 to 100, or there are no questions or
    /// samples.</exception>
    public static Significance Of(double percent, int questions, int samples = 1)
    {
        if (percent is not (>= 0 and <= 100))
            throw new ArgumentOutOfRangeException(nameof(percent), percent, "A score lies between 0 and 100 percent.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(questions);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        double share = percent / 100;
        return new Significance(
            percent,
            questions,
            samples,
            100.0 / questions,
            Percents(questions),
            Percents((double)questions * samples)
        );

        ConfidenceInterval Percents(double trials)
        {
            ConfidenceInterval interval = ConfidenceInterval.Wilson(share * trials, trials);
            return interval with { Low = 100 * interval.Low, High = 100 * interval.High };
        }
    }

    /// <summary>
    /// How likely two models that are equally good differ as much as this by the choice of questions alone: the
    /// two-sided p of the test of two proportions. Both met the same questions, so that the true p is smaller where
    /// they solve the same ones; only single verdicts could tell.
    /// </summary>
    /// <param name="first">The first score, in percent.</param>
    /// <param name="second">The second score, in percent.</param>
    /// <param name="questions">How many questions both rest on.</param>
    /// <exception cref="ArgumentOutOfRangeException">A score is not within 0 to 100, or there are no
    /// questions.</exception>
    public static double Difference(double first, double second, int questions)
    {
        double p = Of(first, questions).Percent / 100,
            q = Of(second, questions).Percent / 100,
            mean = (p + q) / 2;
        double error = Math.Sqrt(2 * mean * (1 - mean) / questions);
        return p == q ? 1 : 2 * Normal.CDF(0, 1, -Math.Abs(p - q) / error);
    }

    /// <summary>The same in one sentence.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Percent:0.0} rests on {Questions} questions with {Samples} "
                + $"{(Samples == 1 ? "sample" : "samples")} each: "
        )
        + string.Create(
            CultureInfo.InvariantCulture,
            $"one question is {PointsPerQuestion:0.0} points, other questions might give {OtherQuestions.Low:0.0} "
                + $"to {OtherQuestions.High:0.0}, "
        )
        + string.Create(
            CultureInfo.InvariantCulture,
            $"other samples at most {OtherSamples.Low:0.0} to {OtherSamples.High:0.0} (95 %)."
        );
}
