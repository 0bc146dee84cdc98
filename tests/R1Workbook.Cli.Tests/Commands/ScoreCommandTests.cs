using System.Text.Json.Nodes;
using R1Workbook.Benchmarks;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Cli.Commands;

namespace R1Workbook.Cli.Tests.Commands;

public sealed class ScoreCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-score-").FullName;
    private readonly StringWriter _output = new(),
        _errors = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Score_prints_one_object_of_metrics_and_the_questions_where_asked()
    {
        Assert.Equal(
            0,
            ScoreCommand.Run(
                "gsm8k",
                new ScoreRequest(Response("gsm8k", "test.jsonl"), Response("gsm8k", "responses.jsonl")),
                _output,
                _errors,
                details: true
            )
        );
        JsonNode metrics = JsonNode.Parse(
            Assert.Single(_output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        )!;
        Assert.Equal(
            ("gsm8k", 0.8, 5),
            ((string)metrics["benchmark"]!, (double)metrics["accuracy"]!, metrics["details"]!.AsArray().Count)
        );
        Assert.Equal("5 where -5 is right", (string)metrics["details"]![3]!["samples"]![0]!["reason"]!);
        Assert.Empty(_errors.ToString());
    }

    [Fact]
    public void Score_prints_nothing_where_the_figure_would_be_wrong()
    {
        string responses = Path.Combine(_folder, "r.jsonl");
        File.WriteAllText(responses, """{"id": "0", "response": "10"}""");
        Assert.Equal(
            1,
            ScoreCommand.Run("gsm8k", new ScoreRequest(Response("gsm8k", "test.jsonl"), responses), _output, _errors)
        );
        Assert.Empty(_output.ToString());
        Assert.Equal(
            $"r1 score gsm8k: {responses} for {Response("gsm8k", "test.jsonl")}: 4 of 5 questions have no response: "
                + $"1, 2, 3, 4. A score over the others would not be the benchmark's.",
            _errors.ToString().Trim()
        );
        Assert.Equal(
            1,
            ScoreCommand.Run(
                "gsm8k",
                new ScoreRequest(Path.Combine(_folder, "none.jsonl"), responses),
                _output,
                _errors
            )
        );
        Assert.Contains("none.jsonl: no such file", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_lists_every_benchmark_and_says_what_to_do_by_hand()
    {
        Assert.Equal(0, DataCommand.List(_output));
        Assert.All(
            BenchmarkCatalogue.All,
            entry => Assert.Contains($"{entry.Id}: ", _output.ToString(), StringComparison.Ordinal)
        );
        Assert.Equal(1, await DataCommand.GetAsync("gpqa-diamond", _folder, _output, _errors));
        Assert.Contains("accept the terms", _errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await DataCommand.GetAsync("gms8k", _folder, _output, _errors));
    }

    [Fact]
    public void Data_check_reads_every_row_and_compares_the_hash()
    {
        Assert.Equal(
            0,
            DataCommand.Check("gpqa-diamond", Response("gpqa-diamond", "gpqa_diamond.csv"), _folder, _output, _errors)
        );
        Assert.Contains(
            "5 rows can be read; the reported figure rests on 198",
            _output.ToString(),
            StringComparison.Ordinal
        );
        Assert.Equal(1, DataCommand.Check("gsm8k", Response("gsm8k", "test.jsonl"), _folder, _output, _errors));
        Assert.Contains("it is not the file that r1 data get downloads", _errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, DataCommand.Check("gsm8k", Response("frames", "test.tsv"), _folder, _output, _errors));
        Assert.Contains(
            "row 1: one of the fields answer, ground_truth is expected",
            _errors.ToString(),
            StringComparison.Ordinal
        );
    }

    private static string Response(string benchmark, string file)
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "R1Workbook.sln")))
            folder = folder.Parent!;
        return Path.Combine(folder.FullName, "data", "samples", benchmark, file);
    }
}
