using System.Globalization;
using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Benchmarks.Sets.AlpacaEval;

namespace R1Workbook.Benchmarks.Tests.Sets.AlpacaEval;

public sealed class AlpacaEvalBenchmarkTests : IDisposable
{
    private const string Header = ",model,index,preference,std_delta_len,instruction_difficulty,not_gamed_baseline";
    private readonly string _file = Path.ChangeExtension(Path.GetTempFileName(), ".csv");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Without_the_official_file_the_figure_has_another_name_and_says_how_it_differs()
    {
        JsonObject metrics = Score(null);
        Assert.False(metrics.ContainsKey("length_controlled_winrate"));
        Assert.True(metrics.ContainsKey("length_controlled_without_difficulty"));
        Assert.Contains(
            "13.00 where the leaderboard has 10.43",
            (string)metrics["length_control"]!,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void With_the_official_file_the_figure_has_the_official_name()
    {
        File.WriteAllLines(_file, [Header, .. Rows(6)]);
        JsonObject metrics = Score(_file);
        Assert.InRange((double)metrics["length_controlled_winrate"]!, 0, 100);
        Assert.False(metrics.ContainsKey("length_controlled_without_difficulty"));
        Assert.Equal(12, GamedBaselines.Read(_file).Rows.Count);
    }

    [Fact]
    public void A_file_of_other_instructions_is_named()
    {
        File.WriteAllLines(_file, [Header, .. Rows(4)]);
        Assert.Contains(
            "no row with index 4",
            Assert.Throws<DataFileException>(() => Score(_file)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("0,m,0,0.5,0.1,x,False", "\"instruction_difficulty\" should be a number")]
    [InlineData("0,m,0,1.5,0.1,0.2,False", "\"preference\" should be a number from 0 to 1")]
    [InlineData("0,m,0,0.5,0.1,0.2,True", "\"not_gamed_baseline\" should be False")]
    public void A_bad_row_is_named_by_row_and_field(string row, string problem)
    {
        File.WriteAllLines(_file, [Header, row]);
        string message = Assert.Throws<DataFileException>(() => GamedBaselines.Read(_file)).Message;
        Assert.Contains("row 1", message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Rows(int instructions) =>
        Enumerable
            .Range(0, 2 * instructions)
            .Select(i =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{i},gpt4_1106_preview_{(i < instructions ? "verbose" : "concise")},{i % instructions},"
                        + $"{(i % 3) / 2.0},{(i < instructions ? -1 : 1) * 0.7},{i % instructions * 0.1 - 0.2},False"
                )
            );

    private static JsonObject Score(string? gamed)
    {
        string samples = RepositoryFolder.Samples("alpaca-eval");
        return BenchmarkCatalogue
            .Find("alpaca-eval")
            .Benchmark.Score(
                new ScoreRequest(Path.Combine(samples, "model_outputs.json"), Path.Combine(samples, "annotations.json"))
                {
                    Companion = gamed,
                }
            )
            .Metrics;
    }
}
