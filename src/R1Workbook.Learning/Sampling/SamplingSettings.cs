namespace R1Workbook.Learning.Sampling;

/// <summary>How completions are drawn.</summary>
public sealed record SamplingSettings
{
    /// <summary>Divides the logits; 0 takes the most probable token. (The paper evaluates at 0.6 and trains at
    /// 1.)</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Only so many of the most probable tokens; 0 for all.</summary>
    public int TopK { get; init; }

    /// <summary>Only the most probable tokens that together reach this share; 1 for all. (The paper evaluates at 0.95.
    /// Holtzman et al. 2020, arXiv 1904.09751.)</summary>
    public double TopP { get; init; } = 1;

    /// <summary>Only tokens with at least this share of the most probable one's probability; 0 for all. (Nguyen et al.
    /// 2024, arXiv 2407.01082.)</summary>
    public double MinP { get; init; }

    /// <summary>Most tokens of a completion.</summary>
    public int MaxTokens { get; init; } = 110;

    /// <summary>The token that ends a completion.</summary>
    public int EndOfSequence { get; init; } = 1;

    /// <summary>Sequences of tokens that end a completion too.</summary>
    public IReadOnlyList<int[]> Stops { get; init; } = [];

    /// <summary>How long a completion may think; null for as long as it likes.</summary>
    public ThinkingBudget? Budget { get; init; }

    /// <summary>Rows that one thread decodes together. The draw depends on it, not on the number of threads.</summary>
    public int RowsTogether { get; init; } = 256;

    /// <summary>Checks that every number is possible.</summary>
    /// <exception cref="ArgumentException">One is not; the message names it.</exception>
    public void Validate()
    {
        if (Temperature is not (>= 0 and < double.PositiveInfinity))
            throw new ArgumentException($"{nameof(Temperature)} is {Temperature}; it is 0 or more.");
        if (TopK < 0)
            throw new ArgumentException($"{nameof(TopK)} is {TopK}; it is 0 for all tokens, or positive.");
        if (TopP is not (> 0 and <= 1))
            throw new ArgumentException($"{nameof(TopP)} is {TopP}; it is above 0 and at most 1.");
        if (MinP is not (>= 0 and <= 1))
            throw new ArgumentException($"{nameof(MinP)} is {MinP}; it is from 0 to 1.");
        if (MaxTokens < 1)
            throw new ArgumentException($"{nameof(MaxTokens)} is {MaxTokens}; a completion has at least one token.");
        if (RowsTogether < 1)
            throw new ArgumentException($"{nameof(RowsTogether)} is {RowsTogether}; it is positive.");
        if (Stops.Any(stop => stop.Length == 0))
            throw new ArgumentException($"{nameof(Stops)} has an empty sequence, which would stop at once.");
        if (Budget is { } budget && (budget.Tokens < 0 || budget.Then.Count == 0))
        {
            throw new ArgumentException(
                $"{nameof(Budget)} is {budget.Tokens} tokens and then {budget.Then.Count}; it needs 0 or more, and "
                    + $"at least one token that ends the thinking."
            );
        }
    }
}

/// <summary>
/// A limit on thinking: where a completion has not closed its chain of thought after so many tokens, it is closed for
/// it and the answer begins (budget forcing; Muennighoff et al. 2025, arXiv 2501.19393, section 3).
/// </summary>
/// <param name="Tokens">Tokens that may be thought before <paramref name="Close"/>.</param>
/// <param name="Close">The token that ends the thinking by itself.</param>
/// <param name="Then">What is written in the policy's place when the budget is spent, for example <c>&lt;/think&gt;
/// &lt;answer&gt;</c>.</param>
public sealed record ThinkingBudget(int Tokens, int Close, IReadOnlyList<int> Then);
