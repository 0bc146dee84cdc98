using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Tests.Scoring;

/// <summary>The sample files of every benchmark, as they are, packed, cut and changed.</summary>
public abstract class EveryBenchmark : IDisposable
{
    private protected string Folder { get; } = Directory.CreateTempSubdirectory("r1-every-").FullName;

    /// <summary>Id, sample data, sample responses, the field of a response that carries the answer, a value of the
    /// wrong type for it.</summary>
    public static TheoryData<string, string, string, string, string> All =>
        new()
        {
            { "mmlu", "mmlu.csv", "responses.jsonl", "response", "5" },
            { "mmlu-redux", "mmlu_own_mixture.csv", "responses.jsonl", "output", "5" },
            { "mmlu-pro", "questions.jsonl", "responses.jsonl", "model_outputs", "{}" },
            { "drop", "drop.json", "responses.jsonl", "response", "10" },
            { "if-eval", "prompts.jsonl", "responses.jsonl", "response", "[1]" },
            { "gpqa-diamond", "gpqa_diamond.csv", "responses.jsonl", "response", "true" },
            { "simpleqa", "simple_qa.csv", "responses.jsonl", "grade", "1" },
            { "frames", "test.tsv", "responses.jsonl", "grade", "false" },
            { "alpaca-eval", "model_outputs.json", "annotations.json", "preference", "\"good\"" },
            { "arena-hard", "question.jsonl", "model_judgment.jsonl", "games", "5" },
            { "livecodebench", "problems.jsonl", "responses.jsonl", "response", "5" },
            { "codeforces", "contests.jsonl", "results.jsonl", "points", "\"five\"" },
            { "swe-verified", "instances.jsonl", "report.json", "tests_status", "\"passed\"" },
            { "aider-polyglot", "exercises.csv", "results.jsonl", "tests_outcomes", "\"yes\"" },
            { "aime-2024", "problems.jsonl", "responses.jsonl", "responses", "[1, 2, 3, 4]" },
            { "math-500", "problems.jsonl", "responses.jsonl", "response", "5" },
            { "cnmo-2024", "problems.jsonl", "responses.jsonl", "response", "5" },
            { "cluewsc", "dev.json", "responses.jsonl", "response", "5" },
            { "c-eval", "val", "responses.jsonl", "response", "5" },
            { "c-simpleqa", "questions.jsonl", "responses.jsonl", "grade", "5" },
            { "gsm8k", "test.jsonl", "responses.jsonl", "response", "10" },
            { "humaneval", "problems.jsonl", "responses.jsonl", "completion", "5" },
        };

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected static string Metrics(string id, string data, string responses) =>
        BenchmarkCatalogue
            .Find(id)
            .Benchmark.Score(new ScoreRequest(Path.Combine(RepositoryFolder.Samples(id), data), responses))
            .Metrics.ToJsonString();

    private protected static string Refusal(string id, string data, string responses) =>
        RefusalOf(id, Path.Combine(RepositoryFolder.Samples(id), data), responses);

    // What the command line turns into a message and the exit code 1.
    private protected static string RefusalOf(string id, string data, string responses)
    {
        Exception? exception = Record.Exception(() =>
            BenchmarkCatalogue.Find(id).Benchmark.Score(new ScoreRequest(data, responses))
        );
        Assert.True(
            exception is DataFileException or ScoringException or InvalidOperationException,
            $"{id}: {exception}"
        );
        Assert.DoesNotContain("(Parameter", exception!.Message, StringComparison.Ordinal);
        return exception.Message;
    }

    private protected static JsonObject[] Rows(string id, string responses) =>
        [
            .. DataFile.Read(
                Path.Combine(RepositoryFolder.Samples(id), responses),
                row =>
                {
                    JsonObject copy = (JsonObject)JsonNode.Parse(row.Fields.GetRawText())!;
                    // The harness's report is an object by instance; its rows name it themselves.
                    if (row.Key.Length > 0)
                        copy["instance_id"] = row.Key;
                    return copy;
                }
            ),
        ];

    private protected string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private protected static byte[] Lines(JsonObject[] rows) =>
        Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => row.ToJsonString() + "\n")));

    private protected static byte[] Gz(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream stream = new(packed, CompressionMode.Compress, leaveOpen: true))
            stream.Write(bytes);
        return packed.ToArray();
    }

    private protected static byte[] Zip(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (ZipArchive archive = new(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = archive.CreateEntry("r.jsonl").Open();
            entry.Write(bytes);
        }
        return packed.ToArray();
    }
}
