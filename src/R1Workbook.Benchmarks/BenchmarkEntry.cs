using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks;

/// <summary>Where a user gets a file of a benchmark.</summary>
/// <param name="Name">The name under which it is kept.</param>
/// <param name="Url">The address of the file; null where it cannot be got without an agreement, or is nowhere as one
/// file.</param>
/// <param name="Sha256">Its hash, 64 hexadecimal digits; null where none is known for certain.</param>
/// <param name="ByHand">What to do where it cannot be fetched.</param>
public sealed record BenchmarkFile(string Name, Uri? Url, string? Sha256, string ByHand)
{
    /// <summary>Files that belong beside it, such as examples for prompts; their <see cref="ByHand"/> says what for.
    /// Without them it can be scored all the same.</summary>
    public IReadOnlyList<BenchmarkFile> Beside { get; init; } = [];
}

/// <summary>What there is to know of a benchmark before one has its data.</summary>
/// <param name="Benchmark">Its scorer.</param>
/// <param name="Name">Its name.</param>
/// <param name="PaperRow">The row of the R1 paper (version 1, Table 4) as the workbook's data call it; null where there
/// is none.</param>
/// <param name="Metric">What is reported.</param>
/// <param name="Size">How many questions the reported figure rests on.</param>
/// <param name="Licence">Under what its data are published.</param>
/// <param name="File">Where a user gets them.</param>
/// <param name="Responses">What the file of responses holds.</param>
public sealed record BenchmarkEntry(
    IBenchmark Benchmark,
    string Name,
    string? PaperRow,
    string Metric,
    int Size,
    string Licence,
    BenchmarkFile File,
    string Responses
)
{
    /// <summary>The id on the command line.</summary>
    public string Id => Benchmark.Id;
}
