using R1Workbook.Core.Verification.Expressions;
using R1Workbook.Core.Verification.Extraction;
using R1Workbook.Core.Verification.Reading;

namespace R1Workbook.Core.Verification;

/// <summary>An answer that is judged: where it was found, and how it was read.</summary>
/// <param name="Found">The answer and its place.</param>
/// <param name="Reading">The answer as mathematics, if it is that.</param>
/// <param name="IsCutOff">Whether the text ended within it.</param>
internal sealed record JudgedAnswer(ExtractedAnswer Found, AnswerReading Reading, bool IsCutOff = false)
{
    /// <summary>The answer as mathematics; null where it is not read as that.</summary>
    public Expression? Expression => Reading.Expression;
}
