using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification;

/// <summary>How an answer was judged.</summary>
public enum Outcome
{
    /// <summary>It means the same as the gold answer.</summary>
    Correct,

    /// <summary>It does not.</summary>
    Incorrect,

    /// <summary>No answer could be read, or there is no gold answer.</summary>
    Unverifiable,
}

/// <summary>The judgement of a verifier.</summary>
/// <param name="Outcome">How the answer was judged.</param>
/// <param name="Reason">Why, in one line, for a person to read.</param>
/// <param name="Extracted">The answer that was judged; null where none could be read.</param>
public sealed record Verdict(Outcome Outcome, string Reason, string? Extracted = null)
{
    /// <summary>Whether the answer is right.</summary>
    public bool IsCorrect => Outcome == Outcome.Correct;

    /// <summary>The gold answer as it was read; null where it was not read as mathematics.</summary>
    public Expression? Gold { get; init; }

    /// <summary>The answer as it was read; null where it was not read as mathematics.</summary>
    public Expression? Answer { get; init; }

    /// <summary>The parse tree of the gold answer, a node a line; null where it was not read as mathematics.</summary>
    public string? GoldTree => Gold?.Tree;

    /// <summary>The parse tree of the answer, a node a line; null where it was not read as mathematics.</summary>
    public string? AnswerTree => Answer?.Tree;
}
