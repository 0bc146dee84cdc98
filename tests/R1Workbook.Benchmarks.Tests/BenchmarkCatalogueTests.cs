using System.Text.RegularExpressions;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Reported;

namespace R1Workbook.Benchmarks.Tests;

public sealed partial class BenchmarkCatalogueTests
{
    private static BenchmarkFile[] Files =>
        [.. BenchmarkCatalogue.All.SelectMany(entry => entry.File.Beside.Prepend(entry.File))];

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
    public void Each_download_names_a_commit_where_its_host_knows_commits()
    {
        // OpenAI's store of files has one version of each.
        string[] unversioned =
        [
            .. Files
                .Where(file => file.Download is { } download && !Commit().IsMatch(download.Url.AbsolutePath))
                .Select(file => file.Name),
        ];
        Assert.Equal(["mmlu.csv", "drop.jsonl.gz", "drop-train.jsonl.gz", "simpleqa.csv"], unversioned);
        Assert.All(
            Files.Where(file => unversioned.Contains(file.Name)),
            file => Assert.Equal("openaipublic.blob.core.windows.net", file.Download!.Url.Host)
        );
    }

    [Fact]
    public void No_two_files_have_the_same_name_address_or_hash()
    {
        Assert.Equal(25, Files.Length);
        Assert.Distinct(Files.Select(file => file.Name));
        Assert.Distinct(Files.Select(file => file.Download).OfType<PinnedDownload>().Select(one => one.Url));
        Assert.Distinct(Files.Select(file => file.Download).OfType<PinnedDownload>().Select(one => one.Sha256));
    }

    [Fact]
    public void What_cannot_be_downloaded_says_from_where_it_comes()
    {
        Assert.Equal(
            ["mmlu-redux", "gpqa-diamond", "livecodebench", "codeforces", "aider-polyglot", "cnmo-2024", "cluewsc"],
            BenchmarkCatalogue.All.Where(entry => entry.File.Download is null).Select(entry => entry.Id)
        );
        Assert.All(
            Files.Where(file => file.Download is null),
            file => Assert.Matches("https?://|huggingface.co/|Hugging Face|API", file.ByHand)
        );
    }

    [Fact]
    public void A_file_is_kept_under_a_name_that_its_reader_understands() =>
        Assert.All(
            Files.Where(file => file.Download is not null),
            file => Assert.Equal(Format(file.Download!.Url.AbsolutePath), Format(file.Name))
        );

    [Fact]
    public void The_table_of_downloads_in_the_documentation_has_each_file_with_the_start_of_its_hash()
    {
        string[] rows = [.. File.ReadLines(RepositoryFolder.Of("data", "DATASETS.md"))];
        Assert.All(
            Files.Where(file => file.Download is not null),
            file =>
                Assert.Single(
                    rows,
                    row =>
                        row.StartsWith($"| `{file.Name}` |", StringComparison.Ordinal)
                        && row.Contains($"`{file.Download!.Sha256[..12]}`", StringComparison.Ordinal)
                        && row.Contains(file.Download.Url.Host, StringComparison.Ordinal)
                )
        );
    }

    [Fact]
    public void Where_a_judge_grades_the_responses_hold_its_reply_or_are_its_file() =>
        Assert.All(
            BenchmarkCatalogue.All,
            entry => Assert.Equal(entry.Judge is not null, entry.Responses.Contains("judge", StringComparison.Ordinal))
        );

    [Fact]
    public void An_unknown_id_is_answered_with_those_there_are() =>
        Assert.Contains(
            "gsm8k",
            Assert.Throws<KeyNotFoundException>(() => BenchmarkCatalogue.Find("gms8k")).Message,
            StringComparison.Ordinal
        );

    [SharedCheck("files")]
    [SharedRow("math-500.jsonl", "math500/test.jsonl", 500)]
    [SharedRow("gsm8k.jsonl", "gsm8k/test.jsonl", 1_319)]
    [SharedRow("humaneval.jsonl.gz", "humaneval/HumanEval.jsonl.gz", 164)]
    [SharedRow("humaneval-cs.jsonl", "humaneval_mul/humaneval-cs.jsonl", 158)]
    [SharedRow("c-simpleqa.jsonl", "chinese_simpleqa/chinese_simpleqa.jsonl", 3_000)]
    [SharedRow("simpleqa.csv", "simpleqa/simple_qa_test_set.csv", 4_326)]
    [SharedRow("if-eval.jsonl", "ifeval/input_data.jsonl", 541)]
    [SharedRow("arena-hard.jsonl", "arena_hard/question.v0.1.jsonl", 500)]
    [SharedRow("alpaca-eval.json", "alpaca_eval/gpt4_1106_preview.model_outputs.json", 805)]
    public static void Hash_and_size_are_those_of_the_official_file(string name, string path, int rows)
    {
        string file = SharedFiles.Find("datasets/" + path);
        Assert.Null(Files.Single(one => one.Name == name).Download!.Mismatch(file));
        Assert.Equal(rows, DataFile.Read(file, row => row.Line).Count());
        if (BenchmarkCatalogue.All.FirstOrDefault(entry => entry.File.Name == name) is { } entry)
            Assert.Equal(rows, entry.Size);
    }

    // The part of a name by which DataFile finds the reader.
    private static string Format(string name) =>
        string.Concat(Path.GetFileName(name).Split('.').Skip(1).Select(part => "." + part));

    [GeneratedRegex("/[0-9a-f]{40}/")]
    private static partial Regex Commit();
}
