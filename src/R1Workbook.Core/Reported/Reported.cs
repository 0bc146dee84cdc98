using System.Text.Json;
using System.Text.Json.Serialization;

namespace R1Workbook.Core.Reported;

/// <summary>The published figures of R1 with their sources, from <c>data/reported</c>. A test compares them with the
/// collected facts.</summary>
public static class Reported
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly Lazy<IReadOnlyList<ReportedTable>> LazyTables = new(() =>
        [
            .. Names()
                .Where(name =>
                    name is not ("reported/stages.json" or "reported/conflicts.json" or "reported/errata.json")
                )
                .Order(StringComparer.Ordinal)
                .Select(ReadTable),
        ]
    );

    private static readonly Lazy<IReadOnlyList<ReportedStage>> LazyStages = new(() =>
        Read<ReportedStage[]>("reported/stages.json")
    );

    private static readonly Lazy<IReadOnlyList<ReportedConflict>> LazyConflicts = new(() =>
        Read<ReportedConflict[]>("reported/conflicts.json")
    );

    private static readonly Lazy<IReadOnlyList<ReportedErratum>> LazyErrata = new(() =>
        Read<ReportedErratum[]>("reported/errata.json")
    );

    /// <summary>Every table.</summary>
    public static IReadOnlyList<ReportedTable> Tables => LazyTables.Value;

    /// <summary>The main table: R1 and five other models on 21 benchmarks (version 1, Table 4).</summary>
    public static IReadOnlyList<ReportedFigure> Table4 => Table("v1 Table 4").Figures;

    /// <summary>The hyper-parameters of every stage.</summary>
    public static IReadOnlyList<ReportedStage> Stages => LazyStages.Value;

    /// <summary>Where the sources disagree.</summary>
    public static IReadOnlyList<ReportedConflict> Conflicts => LazyConflicts.Value;

    /// <summary>What the text that this workbook began from says otherwise than the paper; its 126 numbers are the
    /// paper's.</summary>
    public static IReadOnlyList<ReportedErratum> Errata => LazyErrata.Value;

    /// <summary>A table by its name, such as "v1 Table 4".</summary>
    /// <exception cref="KeyNotFoundException">There is no such table; the message names those there are.</exception>
    public static ReportedTable Table(string id) =>
        Tables.FirstOrDefault(table => table.Id == id)
        ?? throw new KeyNotFoundException(
            $"There is no reported table \"{id}\". There are: {string.Join("; ", Tables.Select(table => table.Id))}."
        );

    /// <summary>One figure by table, model and benchmark, written as the table writes them.</summary>
    /// <exception cref="KeyNotFoundException">There is no such figure; the message names what the table
    /// has.</exception>
    public static ReportedFigure Find(string table, string model, string benchmark)
    {
        IReadOnlyList<ReportedFigure> figures = Table(table).Figures;
        IEnumerable<string> benchmarks = figures
            .Where(figure => figure.Model == model)
            .Select(figure => figure.Benchmark);
        return figures.FirstOrDefault(figure => figure.Model == model && figure.Benchmark == benchmark)
            ?? throw new KeyNotFoundException(
                figures.Any(figure => figure.Model == model)
                    ? $"{table} has no \"{benchmark}\" for {model}. It has: " + $"{string.Join("; ", benchmarks)}."
                    : $"{table} has no \"{model}\". It has: "
                        + $"{string.Join("; ", figures.Select(figure => figure.Model).Distinct())}."
            );
    }

    private static IEnumerable<string> Names() =>
        typeof(Reported)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("reported/", StringComparison.Ordinal));

    private static ReportedTable ReadTable(string name)
    {
        TableFile file = Read<TableFile>(name);
        return new ReportedTable(
            file.Id,
            file.Title,
            file.Source,
            [
                .. file.Figures.Select(row => new ReportedFigure(
                    file.Id,
                    row.Model,
                    row.Benchmark,
                    row.Category,
                    row.Metric,
                    row.Value,
                    row.Unit,
                    file.Source
                )),
            ]
        );
    }

    private static T Read<T>(string name)
    {
        using Stream stream = typeof(Reported).Assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<T>(stream, Json) ?? throw new InvalidDataException($"data/{name} is empty.");
    }

    private sealed record TableFile(string Id, string Title, ReportedSource Source, Row[] Figures);

    private sealed record Row(
        string Model,
        string Benchmark,
        string Category,
        string Metric,
        double? Value,
        string Unit
    );
}
