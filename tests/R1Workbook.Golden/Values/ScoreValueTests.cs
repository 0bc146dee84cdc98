using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Sets.AlpacaEval;
using R1Workbook.Benchmarks.Sets.Drop;

namespace R1Workbook.Golden.Tests.Values;

/// <summary>Scores of benchmarks against those of the script.</summary>
public class ScoreValueTests
{
    private static readonly JsonNode Control = ValuesFile.Root["scores"]!["length_control"]!;

    private static readonly double[] Lengths = ValuesFile.Row(Control["lengths"]);

    [Fact]
    public void Exact_match_and_F1_of_DROP() =>
        AllOf.Check(
            ValuesFile.Root["scores"]!["drop"]!.AsArray(),
            row => (string)row!["why"]!,
            row => Same(row!["scores"], DropF1.Of(Texts(row["answer"]), Texts(row["reference"])))
        );

    [Fact]
    public void The_best_of_several_references_of_DROP() =>
        AllOf.Check(
            ValuesFile.Root["scores"]!["drop_best"]!.AsArray(),
            row => row!.ToJsonString(),
            row =>
                Same(row!["scores"], DropF1.Best(Texts(row["answer"]), [.. row["references"]!.AsArray().Select(Texts)]))
        );

    [Fact]
    public void The_win_rate_at_equal_lengths()
    {
        double[] wins = ValuesFile.Row(Control["wins"]);
        Near("small", LengthControl.WinRate(wins, Lengths));
        // By hand: turned round, every win is a loss and every length its opposite, so the rate is 1 less the first.
        Near("small", 1 - LengthControl.WinRate([.. wins.Select(win => 1 - win)], [.. Lengths.Select(n => -n)]));
    }

    [Fact]
    public void The_official_win_rate_at_equal_lengths() =>
        Near(
            "official",
            LengthControl.WinRate(
                [.. Control["missing"]!.AsArray().Select(win => (double?)win)],
                Lengths,
                ValuesFile.Row(Control["difficulties"]),
                Control["gamed"]!
                    .AsArray()
                    .Select((row, i) => new GamedBaseline(i, (double?)row![0], (double)row[1]!, (double)row[2]!))
            )
        );

    [Fact]
    public void Length_changes_the_win_rate() =>
        // A model that wins where it writes more wins less often at equal lengths.
        Assert.True((double)Control["small"]! < (double)Control["mean"]! - 0.01);

    // The script goes by false position and the library takes Newton's steps: seven digits are compared.
    private static void Near(string name, double actual) => Assert.Equal((double)Control[name]!, actual, 7);

    private static void Same(JsonNode? expected, (double ExactMatch, double F1) actual)
    {
        ValuesFile.Close((double)expected![0]!, actual.ExactMatch, "exact match");
        ValuesFile.Close((double)expected[1]!, actual.F1, "F1");
    }

    private static string[] Texts(JsonNode? node) => [.. node!.AsArray().Select(text => (string)text!)];
}
