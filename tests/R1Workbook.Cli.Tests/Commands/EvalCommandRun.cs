using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Asking;
using R1Workbook.Benchmarks.Evaluating;
using R1Workbook.Benchmarks.Tests.Asking;
using R1Workbook.Cli.Commands;
using R1Workbook.Cli.Evaluation;

namespace R1Workbook.Cli.Tests.Commands;

/// <summary>A run of <c>r1 eval</c> in a folder of its own, with what it wrote.</summary>
public abstract class EvalCommandRun : IDisposable
{
    private protected const string Ten = """
        {"choices": [{"message": {"content": "#### 10", "reasoning_content": "5 and 5"}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 40, "completion_tokens": 8}}
        """;
    private protected static readonly EvaluationSettings Quick = new()
    {
        Samples = 0,
        Requests = new() { Backoff = TimeSpan.FromMilliseconds(1) },
    };

    private protected string Folder { get; } = Directory.CreateTempSubdirectory("r1-eval-").FullName;

    private protected StringWriter Output { get; } = new();

    private protected StringWriter Errors { get; } = new();

    private protected string Responses => Path.Combine(Folder, "out.jsonl");

    private protected JsonNode Metrics => JsonNode.Parse(Output.ToString())!;

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected string Data => Path.Combine(Folder, "test.jsonl");

    private protected static string Sample(string benchmark, string file) =>
        Path.Combine(RepositoryFolder.Samples(benchmark), file);

    private protected EvaluationRequest Gsm8k(StubServer server)
    {
        File.WriteAllText(
            Data,
            """
            {"question": "5 + 5?", "answer": "#### 10"}
            {"question": "5 + 6?", "answer": "#### 11"}
            """
        );
        return new EvaluationRequest(
            CountdownBenchmark.Find("gsm8k"),
            Data,
            new ModelChoice($"{server.Url}", "m"),
            Quick
        )
        {
            Responses = Responses,
        };
    }

    private protected Task<int> RunAsync(EvaluationRequest request) => EvalCommand.RunAsync(request, Output, Errors);
}
