namespace R1Workbook.Cli.Streams;

/// <summary>Nobody reads standard output any more (<c>r1 verify rows | head -1</c>): the verb ends, and nothing is
/// wrong.</summary>
internal sealed class ClosedOutputException() : OperationCanceledException("nobody reads standard output any more");
