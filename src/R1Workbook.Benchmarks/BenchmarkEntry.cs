using R1Workbook.Benchmarks.Judging;
using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks;

/// <summary>An entry of the catalogue: what a user must know of a benchmark before they have its data.</summary>
/// <param name="Benchmark">Its scorer.</param>
public sealed record BenchmarkEntry(IBenchmark Benchmark)
{
    /// <summary>The usual value of <see cref="Responses"/>.</summary>
    internal const string PlainResponses = "rows {id, response}, or {id, responses: [...]} for several samples";

    /// <summary>The id on the command line.</summary>
    public string Id => Benchmark.Id;

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its row in the R1 paper (version 1, Table 4), as the workbook's data name it; null where the paper has
    /// none.</summary>
    public string? PaperRow { get; init; }

    /// <summary>The metric that is reported.</summary>
    public required string Metric { get; init; }

    /// <summary>How many questions the reported figure is computed from.</summary>
    public required int Size { get; init; }

    /// <summary>What <see cref="Size"/> counts.</summary>
    public string Unit { get; init; } = "questions";

    /// <summary>The licence of its data.</summary>
    public required string Licence { get; init; }

    /// <summary>Where a user gets the data.</summary>
    public required BenchmarkFile File { get; init; }

    /// <summary>What a file of responses holds.</summary>
    public required string Responses { get; init; }

    /// <summary>How another model judges the responses; null where none does.</summary>
    public JudgeProtocol? Judge { get; init; }
}
