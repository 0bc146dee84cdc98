using R1Workbook.Core.Instructions;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Core.Rewards;

/// <summary>What a reward function may look at. Each function says what it needs and throws where that is
/// missing.</summary>
/// <param name="Completion">What the model wrote.</param>
public sealed record RewardInput(string Completion)
{
    /// <summary>The prompt, for judges and preference models.</summary>
    public string Prompt { get; init; } = "";

    /// <summary>The right answer.</summary>
    public string? Gold { get; init; }

    /// <summary>The completion as token ids.</summary>
    public IReadOnlyList<int>? TokenIds { get; init; }

    /// <summary>How many tokens the completion has, where the ids are not at hand.</summary>
    public int? TokenCount { get; init; }

    /// <summary>The verdict of the task, where it judges its responses itself. Rewards that ask whether an answer is
    /// right, or what form it has, then take it from here.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>Whether the answer is right, where somebody has judged it already: the row that it stands in, or the
    /// task.</summary>
    public bool? Correct
    {
        get => field ?? Verdict?.IsCorrect;
        init;
    }

    /// <summary>The kind of the problem in a task that mixes several.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The language of the prompt, an ISO 639-1 code; null where it is not known.</summary>
    public string? Language { get; init; }

    /// <summary>Tests that a program in the completion must pass, as the row or the problem has them; rewards of code
    /// read them.</summary>
    public System.Text.Json.Nodes.JsonNode? Tests { get; init; }

    /// <summary>What the prompt asks for that a program can check.</summary>
    public IReadOnlyList<Instruction>? Instructions { get; init; }

    /// <summary>Whether the prompt already ended in <c>&lt;think&gt;</c>.</summary>
    public bool Prefilled { get; init; }

    /// <summary>What a reward sees of a judged response.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="response">The response.</param>
    /// <param name="verdict">Its verdict.</param>
    public static RewardInput Of(IProblem problem, Response response, Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(response);
        return new RewardInput(response.Text)
        {
            Prompt = problem.Text,
            Gold = problem.Gold,
            Kind = problem.Kind,
            Language = problem.Language,
            TokenIds = response.Tokens,
            Verdict = verdict,
        };
    }

    /// <summary>The length in a unit.</summary>
    /// <exception cref="ArgumentException">Tokens are asked for, and neither their ids nor their number are
    /// known.</exception>
    public int Length(LengthUnit unit) =>
        unit == LengthUnit.Characters
            ? Completion.Length
            : TokenIds?.Count
                ?? TokenCount
                ?? throw new ArgumentException(
                    "The length in tokens needs the token ids of the completion, or their number."
                );
}
