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
