using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Reported;

namespace R1Workbook.Benchmarks.Tests;

public sealed class BenchmarkCatalogueTests
{
    [Fact]
    public void Each_row_of_the_papers_table_has_a_benchmark_and_each_benchmark_names_a_row_that_is_there()
    {
        string[] rows =
        [
            .. Reported.Table4.Where(figure => figure.Value is not null).Select(figure => figure.Benchmark).Distinct(),
        ];
        string[] named = [.. BenchmarkCatalogue.All.Select(entry => entry.PaperRow).OfType<string>()];
        Assert.Equal(22, BenchmarkCatalogue.All.Select(entry => entry.Id).Distinct().Count());
        Assert.Equal(["Codeforces (Rating)"], rows.Except(named)); // scored together with the percentile
        Assert.Empty(named.Except(rows));
    }

    [Fact]
    public void They_come_in_the_order_of_the_papers_table_and_then_by_id()
    {
        string[] rows = [.. Reported.Table4.Select(figure => figure.Benchmark).Distinct()];
        string[] ids = [.. BenchmarkCatalogue.All.Select(entry => entry.Id)];
        Assert.Equal(
            rows.Except(["Codeforces (Rating)"]),
            BenchmarkCatalogue.All.Select(entry => entry.PaperRow).OfType<string>()
        );
        Assert.Equal(("mmlu", "gsm8k", "humaneval"), (ids[0], ids[^2], ids[^1]));
    }

    [Fact]
    public void Each_folder_of_Sets_is_one_benchmark_and_has_its_id() =>
        Assert.Equal(
            Directory
                .EnumerateDirectories(RepositoryFolder.Of("src", "R1Workbook.Benchmarks", "Sets"))
                .Select(folder => Path.GetFileName(folder).ToLowerInvariant())
                .Order(StringComparer.Ordinal),
            BenchmarkCatalogue
                .All.Select(entry => entry.Id.Replace("-", "", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void A_benchmark_that_is_one_folder_is_found_and_scores()
    {
        BenchmarkEntry entry = Assert.Single(BenchmarkCatalogue.In(typeof(BenchmarkCatalogueTests).Assembly));
        Assert.Equal("parity", entry.Id);
        string folder = Directory.CreateTempSubdirectory("r1-parity-").FullName;
        try
        {
            (string data, string responses) = (Path.Combine(folder, "n.jsonl"), Path.Combine(folder, "r.jsonl"));
            File.WriteAllText(data, "{\"n\": 3}\n{\"n\": 4}\n");
            File.WriteAllText(responses, "{\"id\": 1, \"response\": \"1\"}\n{\"id\": 2, \"response\": \"1\"}\n");
            Assert.Equal(0.5, (double)entry.Benchmark.Score(new ScoreRequest(data, responses)).Metrics["accuracy"]!);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Two_benchmarks_of_one_id_are_refused()
    {
        BenchmarkEntry entry = BenchmarkCatalogue.Find("gsm8k");
        Assert.Contains(
            "\"gsm8k\"",
            Assert
                .Throws<InvalidOperationException>(() =>
                    BenchmarkCatalogue.Ordered([entry, entry with { Name = "another" }])
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_hash_is_whole_and_whoever_cannot_fetch_is_told_what_to_do() =>
        Assert.All(
            BenchmarkCatalogue.All,
            entry =>
            {
                Assert.Matches("^([0-9a-f]{64})?$", entry.File.Sha256 ?? "");
                Assert.NotEmpty(entry.File.ByHand);
            }
        );

    [Fact]
    public void An_unknown_id_is_answered_with_those_there_are() =>
        Assert.Contains(
            "gsm8k",
            Assert.Throws<KeyNotFoundException>(() => BenchmarkCatalogue.Find("gms8k")).Message,
            StringComparison.Ordinal
        );

    [SharedCheck("files")]
    [SharedRow("math-500", "math500/test.jsonl")]
    [SharedRow("gsm8k", "gsm8k/test.jsonl")]
    [SharedRow("humaneval", "humaneval/HumanEval.jsonl.gz")]
    [SharedRow("c-simpleqa", "chinese_simpleqa/chinese_simpleqa.jsonl")]
    [SharedRow("arena-hard", "arena_hard/question.v0.1.jsonl")]
    [SharedRow("alpaca-eval", "alpaca_eval/gpt4_1106_preview.model_outputs.json")]
    public static void The_known_hashes_are_those_of_the_official_files(string benchmark, string path) =>
        Assert.Null(
            R1Workbook.Benchmarks.Files.Download.Mismatch(
                SharedFiles.Find("datasets/" + path),
                BenchmarkCatalogue.Find(benchmark).File.Sha256 ?? ""
            )
        );
}
