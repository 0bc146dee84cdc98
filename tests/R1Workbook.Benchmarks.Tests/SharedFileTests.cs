namespace R1Workbook.Benchmarks.Tests;

/// <summary>Official files: their rows, columns and hashes.</summary>
public sealed class OfficialFileTests() : SharedChecks("files");

/// <summary>Figures that others published, from the files they were computed from.</summary>
public sealed class PublishedFigureTests() : SharedChecks("figures");

/// <summary>Official programs, run in the sandbox.</summary>
public sealed class OfficialProgramTests() : SharedChecks("programs");
