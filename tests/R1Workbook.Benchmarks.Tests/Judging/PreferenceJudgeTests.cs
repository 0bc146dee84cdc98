using R1Workbook.Benchmarks.Judging;

namespace R1Workbook.Benchmarks.Tests.Judging;

public sealed class PreferenceJudgeTests
{
    [Theory]
    [InlineData("Fine.\nSCORE: 10", 1.0)]
    [InlineData("Bad.\n**Score: 1**", 0.0)]
    [InlineData("It says \"SCORE: 10\".\nSCORE: 5.5\nSCORE: 4", 1.0 / 3)]
    [InlineData("SCORE: 7/10\r\n", 2.0 / 3)]
    [InlineData("<think>\nSCORE: 9\n</think>\nSCORE: 1", 0.0)]
    [InlineData("SCORE: 0", null)]
    [InlineData("SCORE: 11", null)]
    [InlineData("I like it.", null)]
    public void The_last_mark_on_a_line_of_its_own_counts_from_0_to_1(string reply, double? reward)
    {
        double? read = PreferenceJudge.Read(reply).Value;
        Assert.Equal(reward.HasValue, read.HasValue);
        Assert.Equal(reward ?? 0, read ?? 0, 12);
    }
}
