using R1Workbook.Benchmarks.Asking;
using R1Workbook.Core.Metrics;

namespace R1Workbook.Benchmarks.Tests.Asking;

public sealed class SamplingIntervalsTests
{
    // Question means ½, 1, 0, ½; each ½ has variance ⅓ over its four samples.
    private static readonly double[][] Four =
    [
        [1, 0, 1, 0],
        [1, 1, 1, 1],
        [0, 0, 0, 0],
        [1, 1, 0, 0],
    ];

    [Fact]
    public void Over_samples_only_questions_that_are_sometimes_right_count()
    {
        // se² = (⅓ + ⅓) / 4 / 4² = 1/96, and 1.959964 / √96 = 0.200038.
        ConfidenceInterval interval = SamplingIntervals.OverSamples(Four)!.Value;
        Assert.Equal(0.299962, interval.Low, 6);
        Assert.Equal(0.700038, interval.High, 6);
    }

    [Fact]
    public void Over_questions_samples_of_one_question_are_not_trials_of_their_own()
    {
        // se² = ((½)² + (½)²) / 3 / 4 = 1/24; ¼ · 24 = 6 trials where there are 16 samples; Wilson of 3 in 6.
        ConfidenceInterval interval = SamplingIntervals.OverQuestions(Four);
        Assert.Equal(0.187616, interval.Low, 5);
        Assert.Equal(0.812384, interval.High, 5);
    }

    [Fact]
    public void With_one_sample_a_question_it_is_Wilsons_interval_and_there_is_none_over_samples()
    {
        double[][] one =
        [
            [1],
            [0],
            [1],
            [0],
        ];
        Assert.Equal(ConfidenceInterval.Wilson(2, 4), SamplingIntervals.OverQuestions(one));
        Assert.Null(SamplingIntervals.OverSamples(one));
    }

    [Fact]
    public void Where_all_is_right_questions_leave_doubt_and_samples_none()
    {
        double[][] right = [.. Enumerable.Range(0, 10).Select(_ => new double[] { 1, 1 })];
        Assert.Equal(ConfidenceInterval.Wilson(10, 10), SamplingIntervals.OverQuestions(right));
        Assert.Equal(
            (1, 1),
            (SamplingIntervals.OverSamples(right)!.Value.Low, SamplingIntervals.OverSamples(right)!.Value.High)
        );
    }

    [Fact]
    public void Where_questions_are_all_alike_every_sample_is_a_trial() =>
        Assert.Equal(
            ConfidenceInterval.Wilson(10, 20),
            SamplingIntervals.OverQuestions([.. Enumerable.Range(0, 10).Select(_ => new double[] { 1, 0 })])
        );

    [Fact]
    public void Nothing_has_no_interval()
    {
        Assert.Throws<ArgumentException>(() => SamplingIntervals.OverQuestions([]));
        Assert.Throws<ArgumentException>(() =>
            SamplingIntervals.OverSamples([
                [],
            ])
        );
    }
}
