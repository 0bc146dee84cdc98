using R1Workbook.Benchmarks.Endpoints;
using R1Workbook.Benchmarks.Evaluation;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Gsm8k;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Benchmarks.Tests.Endpoints;

namespace R1Workbook.Benchmarks.Tests.Evaluation;

public sealed class EvaluationRunTests : IDisposable
{
    private const string Answer = """{"choices": [{"message": {"content": "\\boxed{10}", "reasoning_content": "3 * 4 - 2"}, "finish_reason": "stop"}], "usage": {"prompt_tokens": 30, "completion_tokens": 9}}""";
    private static readonly EvaluationSettings Quick = new() { Samples = 2, Concurrency = 2, Backoff = TimeSpan.FromMilliseconds(1) };
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-evaluation-").FullName;
    private readonly IQuestion[] _questions = [.. Gsm8kProblem.Read(Path.Combine(SharedFiles.Samples("gsm8k"), "test.jsonl"))];

    private string Responses => Path.Combine(_folder, "responses.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_asked_is_scored_with_the_reasoning_apart()
    {
        using StubServer server = new(_ => StubServer.Json(Answer));
        await AskAsync(server, Quick);
        Assert.Equal(10, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.Contains("\"temperature\":0.6,\"top_p\":0.95,\"max_tokens\":32768", request, StringComparison.Ordinal));
        BenchmarkScore score = BenchmarkScore.Of(_questions, ResponseRow.Read(Responses));
        Assert.Equal((2, 0.4), (score.Samples, score.Accuracy));
        Assert.Equal(["<think>\n3 * 4 - 2\n</think>\n\\boxed{10}"], DataFile.Read(Responses, row => row.Text("response")).Distinct());
    }

    [Fact]
    public async Task A_server_that_fails_for_a_while_is_asked_again()
    {
        using StubServer server = new(n => n switch { 0 => StubServer.Json("{}", "429 Too Many Requests"), 1 => StubServer.Json("{}", "500 Internal Server Error"), 2 => "", _ => StubServer.Json(Answer) });
        await AskAsync(server, Quick);
        Assert.Equal(13, server.Requests.Count);
        Assert.Equal(10, File.ReadLines(Responses).Count());
    }

    [Fact]
    public async Task One_that_keeps_failing_or_refuses_ends_the_run_and_keeps_what_came()
    {
        using StubServer server = new(n => n < 3 ? StubServer.Json(Answer) : StubServer.Json("{}", "401 Unauthorized"));
        await Assert.ThrowsAsync<EndpointException>(() => AskAsync(server, Quick with { Concurrency = 1 }));
        Assert.Equal((3, 4), (File.ReadLines(Responses).Count(), server.Requests.Count));
        using StubServer failing = new(_ => StubServer.Json("{}", "503 Service Unavailable"));
        await Assert.ThrowsAsync<EndpointException>(() => AskAsync(failing, Quick with { Concurrency = 1, Tries = 3 }));
        Assert.Equal(3, failing.Requests.Count);
    }

    [Fact]
    public async Task A_killed_evaluation_goes_on_and_asks_nothing_twice()
    {
        using (StubServer first = new(n => StubServer.Json(n < 6 ? Answer : "{}", n < 6 ? "200 OK" : "401 Unauthorized")))
            await Assert.ThrowsAsync<EndpointException>(() => AskAsync(first, Quick with { Concurrency = 1 }));
        File.AppendAllText(Responses, """{"id": "3", "sample": 0, "respo"""); // killed while it wrote
        using StubServer second = new(_ => StubServer.Json(Answer));
        await AskAsync(second, Quick);
        Assert.Equal(4, second.Requests.Count);
        Assert.Equal(10, DataFile.Read(Responses, row => (row.Id("id"), row.Integer("sample"))).Distinct().Count());
    }

    [Fact]
    public async Task The_responses_to_other_questions_or_prompts_are_not_taken()
    {
        using StubServer server = new(_ => StubServer.Json(Answer));
        File.WriteAllText(Responses, """{"id": "77", "sample": 0, "response": "x", "prompt_sha256": "0"}""" + "\n");
        Assert.Contains("line 1: question \"77\" is not in the data", (await Assert.ThrowsAsync<DataFileException>(() => AskAsync(server, Quick))).Message, StringComparison.Ordinal);
        File.WriteAllText(Responses, """{"id": "0", "sample": 0, "response": "x", "prompt_sha256": "0"}""" + "\n");
        Assert.Contains("put in other words", (await Assert.ThrowsAsync<DataFileException>(() => AskAsync(server, Quick))).Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    private async Task AskAsync(StubServer server, EvaluationSettings settings)
    {
        using OpenAiChatClient client = new(new ModelEndpoint(server.Url, "m"));
        using EvaluationRun run = new(client, settings);
        await run.AskAsync(_questions, Responses);
    }
}
