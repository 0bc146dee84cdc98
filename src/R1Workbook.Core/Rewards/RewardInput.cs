using R1Workbook.Core.Instructions;

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

    /// <summary>Whether the answer is right, where somebody has judged it already.</summary>
    public bool? Correct { get; init; }

    /// <summary>What the prompt asks for that a program can check.</summary>
    public IReadOnlyList<Instruction>? Instructions { get; init; }

    /// <summary>Whether the prompt already ended in <c>&lt;think&gt;</c>.</summary>
    public bool Prefilled { get; init; }

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

/// <summary>In what a length is measured.</summary>
public enum LengthUnit
{
    /// <summary>Tokens, as the papers do.</summary>
    Tokens,

    /// <summary>UTF-16 characters, as open-r1 does.</summary>
    Characters,
}
