namespace R1Workbook.Kernel.Contracts;

/// <summary>What running a piece of code gave.</summary>
/// <param name="HasValue">Whether its last expression has a value (which may be null).</param>
/// <param name="Value">The value of the last expression.</param>
/// <param name="Error">Why it stopped; null when it ran to its end.</param>
public sealed record Evaluation(bool HasValue, object? Value, CellError? Error);
