using R1Workbook.Core.Tasks;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification;

/// <summary>The verdict of the mathematical verifier: with both answers as they were read.</summary>
/// <param name="Outcome">How the answer was judged.</param>
/// <param name="Reason">Why, in one line that a person can read.</param>
/// <param name="Answer">The answer that was judged; null where none could be read.</param>
public sealed record MathVerdict(Outcome Outcome, string Reason, string? Answer = null)
    : Verdict(Outcome, Reason, Answer)
{
    /// <summary>The gold answer as it was read; null where it was not read as mathematics.</summary>
    public Expression? GoldExpression { get; init; }

    /// <summary>The answer as it was read; null where it was not read as mathematics.</summary>
    public Expression? AnswerExpression { get; init; }

    /// <summary>The parse tree of the gold answer, a node a line; null where it was not read as mathematics.</summary>
    public string? GoldTree => GoldExpression?.Tree;

    /// <summary>The parse tree of the answer, a node a line; null where it was not read as mathematics.</summary>
    public string? AnswerTree => AnswerExpression?.Tree;
}
