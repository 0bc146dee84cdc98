using System.Text;
using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Benchmarks.Tests.Scoring;

/// <summary>What must hold for every benchmark alike: the same responses give the same score however they are packed,
/// and responses that do not fit the data give none.</summary>
public sealed class EveryBenchmarkTests : EveryBenchmark
{
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
            @"\b1 (of \d+ )?(questions|prompts|instructions|contests|instances|exercises)\b.* "
                + "no (response|annotation|judgement|result|report)",
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
}
