namespace R1Workbook.Benchmarks.Files;

/// <summary>The type of a field.</summary>
/// <param name="Wire">Its number in the protocol, or that of a list's elements.</param>
/// <param name="IsList">Whether it is a list.</param>
/// <param name="Structure">The name of its structure, or null.</param>
internal sealed record ThriftField(int Wire, bool IsList, string? Structure);
