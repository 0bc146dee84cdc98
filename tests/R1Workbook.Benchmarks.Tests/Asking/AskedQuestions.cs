using R1Workbook.Benchmarks.Asking;
using R1Workbook.Benchmarks.Sets.Gsm8k;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Tests.Asking;

/// <summary>The five sample questions of GSM8K, a response file in a folder of its own, and how a stub is
/// asked.</summary>
public abstract class AskedQuestions : IDisposable
{
    private protected const string Answer = """
        {"choices": [{"message": {"content": "\\boxed{10}", "reasoning_content": "3 * 4 - 2"},
        "finish_reason": "stop"}], "usage": {"prompt_tokens": 30, "completion_tokens": 9}}
        """;
    private protected static readonly EvaluationSettings Quick = new()
    {
        Samples = 2,
        Concurrency = 2,
        Requests = new() { Backoff = TimeSpan.FromMilliseconds(1) },
    };
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-evaluation-").FullName;

    private protected IProblem[] Questions { get; } =
    [.. Gsm8kProblem.Read(Path.Combine(RepositoryFolder.Samples("gsm8k"), "test.jsonl"))];

    private protected string Responses => Path.Combine(_folder, "responses.jsonl");

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected async Task AskAsync(StubServer server, EvaluationSettings settings, string model = "m")
    {
        using OpenAiChatClient client = new(new ModelEndpoint(server.Url, model));
        await new EvaluationRun(client, settings).AskAsync(Questions, Responses);
    }
}
