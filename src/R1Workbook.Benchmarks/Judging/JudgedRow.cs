using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Judging;

/// <summary>A row of the file that is scored: what the judge is asked, and the row that its replies give.</summary>
/// <param name="Asked">One conversation, or two where a comparison is made with sides swapped.</param>
/// <param name="Row">Makes the row from the replies, in the same order.</param>
public sealed record JudgedRow(
    IReadOnlyList<IReadOnlyList<ChatMessage>> Asked,
    Func<IReadOnlyList<ChatResponse>, JsonObject> Row
);

/// <summary>What is judged.</summary>
/// <param name="Data">The official data file.</param>
/// <param name="Answered">Each question with the samples of the model; their reasoning is left out, as R1's judges saw
/// the summary alone.</param>
/// <param name="Model">The model that answered.</param>
/// <param name="Judge">The model that judges.</param>
/// <param name="Prompt">What the judge is asked.</param>
/// <param name="Baseline">The file with the answers that the model's are compared with; null where there is
/// none.</param>
public sealed record JudgeRequest(
    string Data,
    IReadOnlyList<(IProblem Question, IReadOnlyList<Response> Samples)> Answered,
    string Model,
    string Judge,
    JudgePrompt Prompt,
    string? Baseline
);

/// <summary>How a benchmark is judged.</summary>
/// <param name="Benchmark">The benchmark's id.</param>
/// <param name="Prompt">The workbook's own prompt.</param>
/// <param name="Options">How the judge draws.</param>
/// <param name="Rows">The rows of the judged file.</param>
public sealed record JudgeProtocol(
    string Benchmark,
    JudgePrompt Prompt,
    ChatOptions Options,
    Func<JudgeRequest, IEnumerable<JudgedRow>> Rows
)
{
    /// <summary>Whether the responses are compared with another model's.</summary>
    public bool Compares { get; init; }
}
