using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Reading;

/// <summary>An answer as it was read.</summary>
/// <param name="Expression">The answer as mathematics; null where it is not read as mathematics, or not to its
/// end.</param>
/// <param name="Conditions">What it says of its letters.</param>
/// <param name="Error">Why it is not read as mathematics; null where it is.</param>
internal sealed record AnswerReading(Expression? Expression, AnswerConditions Conditions, string? Error = null)
{
    /// <summary>Whether it is a measure in several units: 3 h 20 min.</summary>
    public bool IsCompound { get; init; }
}
