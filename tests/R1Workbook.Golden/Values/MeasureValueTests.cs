using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Sets.ArenaHard;
using R1Workbook.Benchmarks.Sets.Codeforces;
using R1Workbook.Core.Metrics;
using R1Workbook.Core.Rewards.Shape;

namespace R1Workbook.Golden.Tests.Values;

/// <summary>Metrics against those of the script.</summary>
public class MeasureValueTests
{
    [Fact]
    public void Pass_at_k() =>
        Each("pass_at_k", row => Pass(row[3], PassAtK.Estimate((int)row[0], (int)row[1], (int)row[2])));

    [Fact]
    public void Cons_at_k_over_all_subsets()
    {
        JsonNode values = ValuesFile.Measure("cons_at_k");
        string[] answers = [.. values["answers"]!.AsArray().Select(answer => (string)answer!)];
        double[] expected = ValuesFile.Row(values["expected"]);
        Assert.Equal(answers.Length, expected.Length);
        for (int k = 1; k <= expected.Length; k++)
            Pass(expected[k - 1], ConsAtK.Expected(answers, (string)values["gold"]!, k));
    }

    [Fact]
    public void Wilson_s_interval() =>
        Each(
            "wilson",
            row =>
            {
                var interval = ConfidenceInterval.Wilson(row[0], row[1], row[2]);
                Pass(row[3], interval.Low);
                Pass(row[4], interval.High);
            }
        );

    [Fact]
    public void Student_s_interval()
    {
        JsonNode values = ValuesFile.Measure("student");
        double[] expected = ValuesFile.Row(values["interval"]);
        var interval = ConfidenceInterval.Student(ValuesFile.Row(values["values"]));
        Pass(expected[0], interval.Low);
        Pass(expected[1], interval.High);
    }

    [Fact]
    public void The_noise_of_an_evaluation() =>
        Each(
            "noise",
            row =>
            {
                EvaluationNoise noise = new(row[0], (int)row[1], (int)row[2], row[3]);
                Pass(row[4], noise.OverSamples);
                Pass(row[5], noise.OverProblems);
            }
        );

    [Fact]
    public void A_rating_of_bradley_and_terry_is_that_of_the_share_of_wins() =>
        Each(
            "bradley_terry",
            row =>
            {
                // A model alone against the baseline: its rating is the logarithm of its odds. Twenty battles have it
                // exactly; the fit ends where a step is small, so six digits are compared.
                int wins = (int)Math.Round(row[0] * 20);
                IEnumerable<ArenaBattle> battles = Enumerable
                    .Range(0, 20)
                    .Select(i => new ArenaBattle($"q{i}", "own", i < wins ? 1 : 0, 1));
                Assert.Equal(row[1], ArenaRating.Ratings(battles)["own"], 3);
                Assert.Equal(row[0], ArenaRating.WinRate(row[1]), 9);
            }
        );

    [Fact]
    public void The_rating_of_a_place()
    {
        JsonNode values = ValuesFile.Measure("codeforces");
        double[] others = ValuesFile.Row(values["others"]);
        foreach (double[] row in ValuesFile.Rows(values["ratings"]))
            Assert.Equal(row[1], CodeforcesRating.OfRank(row[0], others), 6);
        // By hand: two of the six have less than 1300.
        Assert.Equal(100.0 / 3, CodeforcesRating.Percentile(1300, others), 9);
    }

    [Fact]
    public void Rewards_of_length()
    {
        foreach (JsonNode? row in ValuesFile.Measure("cosine").AsArray())
        {
            CosineLengthSettings settings = new() { MaxLength = (int)row![2]! };
            Pass((double)row[3]!, CosineLengthReward.Of((bool)row[0]!, (int)row[1]!, settings));
        }
        Each(
            "overlong",
            row =>
            {
                OverlongSettings settings = new() { MaxLength = (int)row[1], Cache = (int)row[2] };
                Pass(row[3], OverlongReward.Of((int)row[0], settings));
            }
        );
    }

    private static void Each(string name, Action<double[]> check) =>
        AllOf.Check(ValuesFile.Rows(ValuesFile.Measure(name)), row => $"{name} {string.Join(", ", row)}", check);

    private static void Pass(double expected, double actual) => ValuesFile.Close(expected, actual, "value");
}
