using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Parsing;

/// <summary>What the parser made of a text: an expression, or the reason why there is none.</summary>
/// <param name="Expression">The expression; null where the text could not be read.</param>
/// <param name="Error">Why the text could not be read, in one line; null where it could.</param>
public sealed record ParseResult(Expression? Expression, string? Error);
