using System.Text.Json.Nodes;
using R1Workbook.Core.Metrics;

namespace R1Workbook.Core.Tests.Metrics;

public sealed class PassAtKTests
{
    [SharedCheck("cases")]
    public static void Single_estimates_equal_exact_rationals()
    {
        JsonNode[] rows =
        [
            .. SharedFiles.JsonLines("cases/pass_at_k.jsonl").Where(row => (string?)row["kind"] == "pass_at_k_single"),
        ];
        Assert.NotEmpty(rows);
        foreach (JsonNode row in rows.Where(row => (int)row["k"]! <= (int)row["n"]!))
        {
            Assert.Equal(
                (double)row["expected"]!,
                PassAtK.Estimate((int)row["n"]!, (int)row["c"]!, (int)row["k"]!),
                12
            );
        }
    }

    [Fact]
    public void By_hand() => Assert.Equal(1 - 11.0 / 16 * 10 / 15, PassAtK.Estimate(16, 5, 2), 14);

    [Fact]
    public void Ten_thousand_samples_do_not_overflow() =>
        Assert.InRange(PassAtK.Estimate(10_000, 3, 5_000), 0.874, 0.876);

    [Fact]
    public void The_mean_over_problems_is_plain() => Assert.Equal(0.5, PassAtK.Estimate([(4, 4), (4, 0)], 2), 14);

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(4, 5, 1)]
    [InlineData(4, -1, 1)]
    [InlineData(4, 2, 5)]
    [InlineData(4, 2, 0)]
    public void Impossible_numbers_are_refused(int n, int c, int k) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PassAtK.Estimate(n, c, k));

    [Fact]
    public void Pass_at_1_is_the_mean_of_means() =>
        Assert.Equal(
            0.625,
            PassAt1.Estimate([
                [true, false, true, false],
                [true, true, true, false],
            ]),
            14
        );

    [SharedCheck("cases")]
    public static void Majority_over_subsets_equals_nemo_rl_where_every_sample_answers()
    {
        // NeMo-RL lets "no answer" win a vote; here it has none, so rows with it are not comparable.
        JsonNode[] rows =
        [
            .. SharedFiles
                .JsonLines("cases/cons_at_k.jsonl")
                .Where(row =>
                    (string?)row["kind"] == "cons_at_k_subset_estimator"
                    && row["answers"]!.AsArray().All(answer => answer is not null)
                ),
        ];
        Assert.NotEmpty(rows);
        foreach (JsonNode row in rows.Where(row => (int)row["k"]! <= row["answers"]!.AsArray().Count))
        {
            Assert.Equal(
                (double)row["expected"]!,
                ConsAtK.Expected(
                    [.. row["answers"]!.AsArray().Select(answer => (string?)answer)],
                    (string)row["gold"]!,
                    (int)row["k"]!
                ),
                6
            );
        }
    }

    [Fact]
    public void Equal_answers_vote_together_and_the_first_of_equals_wins()
    {
        Assert.Equal(
            "1/2",
            ConsAtK.Majority(["3", "1/2", "0.5", null], (a, b) => a == b || (a == "1/2" && b == "0.5"))
        );
        Assert.Equal("7", ConsAtK.Majority(["7", "8"]));
        Assert.Null(ConsAtK.Majority([null, null]));
        Assert.Equal(0, ConsAtK.Score([null], "7"));
    }

    [Fact]
    public void Students_interval_equals_one_by_hand_and_needs_a_spread()
    {
        // Mean 2, deviation 1, t(0.975; 2) = 4.30265 (Student 1908, in any table): 2 ± 4.30265 / √3.
        ConfidenceInterval interval = ConfidenceInterval.Student([1, 2, 3]);
        Assert.Equal(2 - 4.30265273 / Math.Sqrt(3), interval.Low, 6);
        Assert.Equal(2 + 4.30265273 / Math.Sqrt(3), interval.High, 6);
        Assert.Throws<ArgumentException>(() => ConfidenceInterval.Student([1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceInterval.Student([1, 2], level: 1));
    }

    [Fact]
    public void Wilson_equals_the_value_in_newcombe_1998()
    {
        // Newcombe 1998, Statistics in Medicine 17, table I: 81 of 263 and 0 of 20 at 95 %.
        ConfidenceInterval interval = ConfidenceInterval.Wilson(81, 263);
        Assert.Equal(0.2553, interval.Low, 4);
        Assert.Equal(0.3662, interval.High, 4);
        Assert.Equal(0, ConfidenceInterval.Wilson(0, 20).Low, 12);
        Assert.Equal(0.1611, ConfidenceInterval.Wilson(0, 20).High, 4);
    }

    [Fact]
    public void The_bootstrap_repeats_with_its_seed_and_covers_the_mean()
    {
        double[] values = [.. Enumerable.Range(0, 50).Select(i => (double)(i % 2))];
        ConfidenceInterval interval = ConfidenceInterval.Bootstrap(values, new Random(1), 2000);
        Assert.Equal(interval, ConfidenceInterval.Bootstrap(values, new Random(1), 2000));
        Assert.InRange(interval.Low, 0.3, 0.42);
        Assert.InRange(interval.High, 0.58, 0.7);
    }
}
