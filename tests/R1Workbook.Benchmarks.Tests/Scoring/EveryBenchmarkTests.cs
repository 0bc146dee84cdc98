using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Benchmarks.Tests.Scoring;

/// <summary>What must hold for every benchmark alike: a file that is not whole or not right is named, and no score is
/// given.</summary>
public sealed class EveryBenchmarkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-every-").FullName;

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

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void None_is_forgotten() =>
        Assert.Equal(BenchmarkCatalogue.All.Select(entry => entry.Id), All.Select(row => (string)((object[])row)[0]));

    [SkippableTheory]
    [MemberData(nameof(All))]
    public void The_samples_are_scored_as_lines_in_gz_and_in_zip_alike(
        string id,
        string data,
        string responses,
        string field,
        string wrong
    )
    {
        _ = (field, wrong);
        Skip.If(Sandbox.Unavailable is not null && id is "humaneval" or "livecodebench", Sandbox.Unavailable ?? "");
        JsonObject[] rows = Rows(id, responses);
        string expected = Metrics(id, data, Path.Combine(RepositoryFolder.Samples(id), responses));
        Assert.Equal(expected, Metrics(id, data, Write("r.jsonl", Lines(rows))));
        Assert.Equal(expected, Metrics(id, data, Write("r.jsonl.gz", Gz(Lines(rows)))));
        Assert.Equal(expected, Metrics(id, data, Write("r.zip", Zip(Lines(rows)))));
        Assert.Equal(
            expected,
            Metrics(
                id,
                data,
                Write(
                    "r.json",
                    Encoding.UTF8.GetBytes(new JsonArray([.. rows.Select(row => row.DeepClone())]).ToJsonString())
                )
            )
        );
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_missing_a_doubled_and_a_stray_response_are_named(
        string id,
        string data,
        string responses,
        string field,
        string wrong
    )
    {
        _ = (field, wrong);
        JsonObject[] rows = Rows(id, responses);
        Assert.Matches(
            @"\b1 (of \d+ )?(questions|prompts|instructions|contests|instances|exercises)\b.* no (response|annotation|judgement|result|report)",
            Refusal(id, data, Write("r.jsonl", Lines(rows[..^1])))
        );
        string doubled = Refusal(id, data, Write("r.jsonl", Lines([.. rows, (JsonObject)rows[0].DeepClone()])));
        Assert.Matches($@"r\.jsonl, line {rows.Length + 1}: .*(already|twice)", doubled);
        JsonObject stray = (JsonObject)rows[0].DeepClone();
        foreach (
            string name in (string[])
                [
                    "id",
                    "question_id",
                    "task_id",
                    "uid",
                    "contest_id",
                    "instance_id",
                    "testcase",
                    "instruction",
                    "prompt",
                ]
        )
        {
            if (stray.ContainsKey(name))
                stray[name] = "nobody";
        }
        Assert.Matches(
            $@"r\.jsonl, line {rows.Length + 1}: .*nobody",
            Refusal(id, data, Write("r.jsonl", Lines([.. rows, stray])))
        );
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_missing_field_a_wrong_type_and_a_row_that_is_none_are_named_by_line_and_field(
        string id,
        string data,
        string responses,
        string field,
        string wrong
    )
    {
        JsonObject[] rows = Rows(id, responses);
        JsonObject without = (JsonObject)rows[1].DeepClone(),
            other = (JsonObject)rows[1].DeepClone();
        without.Remove(field);
        other[field] = JsonNode.Parse(wrong);
        // Without a preference the judge had none, which is counted; without its tests a report of the harness still
        // says what is resolved.
        if (id is not ("alpaca-eval" or "swe-verified") && field != "grade")
        {
            Assert.Matches(
                $@"r\.jsonl, line 2: .*{field}",
                Refusal(id, data, Write("r.jsonl", Lines([rows[0], without, .. rows[2..]])))
            );
        }

        if (field == "grade")
        {
            Assert.Contains(
                "\"grade\"",
                Refusal(id, data, Write("r.jsonl", Lines([rows[0], without, .. rows[2..]]))),
                StringComparison.Ordinal
            );
        }

        Assert.Matches(
            $@"r\.jsonl, line 2: .*""{field}""",
            Refusal(id, data, Write("r.jsonl", Lines([rows[0], other, .. rows[2..]])))
        );
        byte[] list = [.. Lines(rows[..2]), .. Encoding.UTF8.GetBytes("[1, 2]\n"), .. Lines(rows[2..])];
        Assert.Matches(@"r\.jsonl, line 3: a JSON object is expected", Refusal(id, data, Write("r.jsonl", list)));
        Assert.Contains(
            "no such file",
            Refusal(id, data, Path.Combine(_folder, "none.jsonl")),
            StringComparison.Ordinal
        );
        Assert.Contains("the file is empty", Refusal(id, data, Write("r.jsonl", [])), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_file_that_is_cut_short_is_named_wherever_it_is_cut(
        string id,
        string data,
        string responses,
        string field,
        string wrong
    )
    {
        _ = (field, wrong);
        JsonObject[] rows = Rows(id, responses);
        byte[] lines = Lines(rows),
            gz = Gz(lines),
            zip = Zip(lines);
        Assert.Matches(
            $@"r\.jsonl, line {rows.Length}: no JSON.*cut short",
            Refusal(id, data, Write("r.jsonl", lines[..^5]))
        );
        foreach (int left in (int[])[gz.Length / 4, gz.Length / 2, gz.Length - 12])
            Assert.Matches(@"r\.jsonl\.gz.*(cut short|empty)", Refusal(id, data, Write("r.jsonl.gz", gz[..left])));
        foreach (int left in (int[])[zip.Length / 2, zip.Length - 1])
            Assert.Matches(@"r\.zip.*cut short", Refusal(id, data, Write("r.zip", zip[..left])));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void More_samples_than_there_are_are_not_estimated(
        string id,
        string data,
        string responses,
        string field,
        string wrong
    )
    {
        _ = (field, wrong);
        ScoreRequest request = new(
            Path.Combine(RepositoryFolder.Samples(id), data),
            Path.Combine(RepositoryFolder.Samples(id), responses)
        )
        {
            K = [64],
        };
        if (Sandbox.Unavailable is not null && id is "humaneval" or "livecodebench")
            return;
        Assert.Matches(
            "64 samples a question are asked for, and there are|one sample",
            Assert.Throws<ScoringException>(() => BenchmarkCatalogue.Find(id).Benchmark.Score(request)).Message
        );
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_data_file_that_is_another_is_named(
        string id,
        string data,
        string responses,
        string field,
        string wrong
    )
    {
        _ = (data, field, wrong);
        string path = Path.Combine(RepositoryFolder.Samples(id), responses);
        string ending = data == "val" ? ".csv" : Path.GetExtension(data);
        Assert.Matches(
            @"d\.[a-z]+(, (line|row) 1|:)",
            RefusalOf(id, Write("d" + ending, "<!DOCTYPE html>\n<html>Sign in, please</html>\n"u8.ToArray()), path)
        );
        Assert.Matches(
            "empty|no questions|no contests|no instances|no exercises|no response|not in the data|belongs to no|no prompts",
            RefusalOf(id, Write("d" + ending, []), path)
        );
    }

    private static string Metrics(string id, string data, string responses) =>
        BenchmarkCatalogue
            .Find(id)
            .Benchmark.Score(new ScoreRequest(Path.Combine(RepositoryFolder.Samples(id), data), responses))
            .Metrics.ToJsonString();

    private static string Refusal(string id, string data, string responses) =>
        RefusalOf(id, Path.Combine(RepositoryFolder.Samples(id), data), responses);

    // What the command line turns into a message and the exit code 1.
    private static string RefusalOf(string id, string data, string responses)
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

    private static JsonObject[] Rows(string id, string responses) =>
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

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static byte[] Lines(JsonObject[] rows) =>
        Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => row.ToJsonString() + "\n")));

    private static byte[] Gz(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream stream = new(packed, CompressionMode.Compress, leaveOpen: true))
            stream.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Zip(byte[] bytes)
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
