using R1Workbook.Core.Reported;

namespace R1Workbook.Core.Tests.Reported;

public sealed class SignificanceTests
{
    [Fact]
    public void One_question_of_aime_is_three_points_and_the_interval_is_wide()
    {
        Significance r1 = Significance.Of(79.8, 30, 64);
        Assert.Equal(3.33, r1.PointsPerQuestion, 2);
        // Wilson's interval with z = 1.959964, worked out apart.
        Assert.Equal((62.5, 90.4), (Math.Round(r1.OtherQuestions.Low, 1), Math.Round(r1.OtherQuestions.High, 1)));
        Assert.Equal((77.9, 81.5), (Math.Round(r1.OtherSamples.Low, 1), Math.Round(r1.OtherSamples.High, 1)));
        Assert.Equal(
            "79.8 rests on 30 questions with 64 samples each: one question is 3.3 points, other questions might "
                + "give 62.5 to 90.4, other samples at most 77.9 to 81.5 (95 %).",
            r1.ToString()
        );
    }

    [Fact]
    public void R1_and_o1_cannot_be_told_apart_on_aime_and_v3_can()
    {
        Assert.InRange(Significance.Difference(79.8, 79.2, 30), 0.94, 0.96);
        Assert.InRange(Significance.Difference(79.8, 39.2, 30), 0.0005, 0.003);
        Assert.Equal(1, Significance.Difference(100, 100, 30));
    }

    [Theory]
    [InlineData(-1, 30, 1)]
    [InlineData(100.1, 30, 1)]
    [InlineData(double.NaN, 30, 1)]
    [InlineData(50, 0, 1)]
    [InlineData(50, 30, 0)]
    public void What_is_no_score_is_refused(double percent, int questions, int samples) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Significance.Of(percent, questions, samples));
}
