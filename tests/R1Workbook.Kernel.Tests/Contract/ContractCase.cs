using System.Text.Json;

namespace R1Workbook.Kernel.Tests.Contract;

/// <summary>One promise of the kernel: cells, and what they show or how they fail. <c>cases.json</c> holds them, so
/// that the real .NET Interactive runs the same list (<c>real_kernel.py</c>).</summary>
/// <param name="Name">The promise in words.</param>
/// <param name="Cells">Run one after the other. All cases run in one kernel, so names of variables differ.</param>
/// <param name="Files">Files that the cells read, beside the notebook: name to text.</param>
/// <param name="Theirs">Why the real one keeps it otherwise or not at all; null where both keep it.</param>
public sealed record ContractCase(
    string Name,
    IReadOnlyList<ContractCell> Cells,
    IReadOnlyDictionary<string, string>? Files = null,
    string? Theirs = null
)
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    /// <summary>All promises.</summary>
    public static IReadOnlyList<ContractCase> All { get; } =
        JsonSerializer.Deserialize<ContractCase[]>(
            File.ReadAllText(RepositoryFolder.Of("tests/R1Workbook.Kernel.Tests/Contract/cases.json")),
            CamelCase
        )!;
}

/// <summary>One cell of a case. It is run, or completed or inspected at its end.</summary>
/// <param name="Run">What is run.</param>
/// <param name="Complete">What is completed.</param>
/// <param name="Inspect">What is inspected.</param>
/// <param name="Shows">Texts that its outputs hold, in this order.</param>
/// <param name="Not">Texts that its outputs do not hold.</param>
/// <param name="Fails">A text that its error holds; null where it must not fail.</param>
/// <param name="Line">The line of the cell that the error names.</param>
/// <param name="Interrupt">Whether it is interrupted at the first thing that it shows.</param>
/// <param name="Offers">Names that the completion offers.</param>
/// <param name="Says">Texts that the inspection holds.</param>
public sealed record ContractCell(
    string? Run = null,
    string? Complete = null,
    string? Inspect = null,
    IReadOnlyList<string>? Shows = null,
    IReadOnlyList<string>? Not = null,
    string? Fails = null,
    int? Line = null,
    bool Interrupt = false,
    IReadOnlyList<string>? Offers = null,
    IReadOnlyList<string>? Says = null
);
