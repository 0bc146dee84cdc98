using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Evaluation;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Benchmarks.Tests.Endpoints;
using R1Workbook.Cli.Commands;

namespace R1Workbook.Cli.Tests.Commands;

public sealed class EvalCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-eval-").FullName;
    private readonly StringWriter _output = new(), _errors = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Eval_asks_the_endpoint_and_prints_the_metrics()
    {
        using StubServer server = new(_ => StubServer.Json("""{"choices": [{"message": {"content": "#### 10"}, "finish_reason": "stop"}]}"""));
        string data = Path.Combine(_folder, "test.jsonl");
        File.WriteAllText(data, """
            {"question": "5 + 5?", "answer": "#### 10"}
            {"question": "5 + 6?", "answer": "#### 11"}
            """);
        ScoreRequest request = new(data, Path.Combine(_folder, "out.jsonl")) { K = [2] };
        Assert.Equal(0, await EvalCommand.RunAsync("gsm8k", request, server.Url.ToString(), "m", new EvaluationSettings { Samples = 2 }, _output, _errors));
        JsonNode metrics = JsonNode.Parse(_output.ToString())!;
        Assert.Equal((2, 2, 0.5, 0.5), ((int)metrics["questions"]!, (int)metrics["samples"]!, (double)metrics["accuracy"]!, (double)metrics["cons@2"]!));
        Assert.Contains("4 of 4 responses", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_and_a_benchmark_without_questions_are_named()
    {
        using StubServer server = new(_ => StubServer.Json("{}", "401 Unauthorized"));
        string data = Path.Combine(_folder, "test.jsonl");
        File.WriteAllText(data, """{"question": "5 + 5?", "answer": "#### 10"}""");
        Assert.Equal(1, await EvalCommand.RunAsync("gsm8k", new ScoreRequest(data, Path.Combine(_folder, "out.jsonl")), server.Url.ToString(), "m", new EvaluationSettings(), _output, _errors));
        Assert.Contains("HTTP 401", _errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await EvalCommand.RunAsync("swe-verified", new ScoreRequest(data, data), null, null, new EvaluationSettings(), _output, _errors));
        Assert.Empty(_output.ToString());
    }
}
