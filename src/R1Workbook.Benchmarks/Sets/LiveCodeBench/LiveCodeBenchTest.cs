namespace R1Workbook.Benchmarks.Sets.LiveCodeBench;

/// <summary>One test of a problem.</summary>
/// <param name="Input">Standard input, or one JSON argument a line.</param>
/// <param name="Output">Standard output, or the JSON value that is returned.</param>
/// <param name="IsFunctional">Whether a function is called, not a program run.</param>
public sealed record LiveCodeBenchTest(string Input, string Output, bool IsFunctional);
