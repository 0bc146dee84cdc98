namespace R1Workbook.Benchmarks.Scoring;

/// <summary>A further file or folder of others that a benchmark's official score needs beside data and responses.
/// </summary>
/// <param name="Option">The option of <c>r1 score</c> that names it, such as <c>--gamed</c>.</param>
/// <param name="Name">What it is, such as <c>df_gamed.csv</c>.</param>
/// <param name="Purpose">What the score needs it for, in words that follow its name.</param>
public sealed record Companion(string Option, string Name, string Purpose);
