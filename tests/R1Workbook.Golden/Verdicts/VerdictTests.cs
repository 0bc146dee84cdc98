using R1Workbook.Core.Tasks;

namespace R1Workbook.Golden.Tests.Verdicts;

/// <summary>The verifier against verdicts that were worked out by hand.</summary>
public class VerdictTests
{
    public static TheoryData<string> Kinds => [.. VerdictRow.All.Select(row => row.Kind).Distinct()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_verdict_is_that_of_mathematics(string kind) =>
        AllOf.Check(
            VerdictRow.All.Where(row => row.Kind == kind && row.KnownFault is null),
            row => $"{row.Id} ({row.Gold} against {row.Prediction}: {row.Why})",
            row =>
            {
                Verdict verdict = row.Judged();
                Assert.True(verdict.Outcome == row.Verdict, $"{verdict.Outcome}: {verdict.Reason}");
            }
        );

    [Fact]
    public void Exactly_the_marked_rows_fail() =>
        Assert.Equal(
            VerdictRow.All.Where(row => row.KnownFault is not null).Select(row => row.Id),
            VerdictRow.All.Where(row => row.Judged().Outcome != row.Verdict).Select(row => row.Id)
        );

    [Fact]
    public void There_are_at_least_400_rows_of_which_about_half_are_not_correct()
    {
        Assert.Equal(VerdictRow.All.Count, VerdictRow.All.DistinctBy(row => row.Id).Count());
        Assert.True(VerdictRow.All.Count >= 400);
        double correct = VerdictRow.All.Count(row => row.Verdict == Outcome.Correct);
        Assert.InRange(correct / VerdictRow.All.Count, 0.4, 0.6);
        Assert.All(VerdictRow.All, row => Assert.EndsWith(".", row.Why, StringComparison.Ordinal));
    }
}
