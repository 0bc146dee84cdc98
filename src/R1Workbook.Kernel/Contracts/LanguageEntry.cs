namespace R1Workbook.Kernel.Contracts;

/// <summary>A language that cells may be written in, whether it was started or not.</summary>
/// <param name="Name">The name in metadata and in <c>#!name</c>.</param>
/// <param name="Aliases">Other names of the dialect.</param>
/// <param name="Summary">What its cells do, in one sentence.</param>
/// <param name="Create">Starts it; called at first use, because F# and SQL load large libraries.</param>
internal sealed record LanguageEntry(
    string Name,
    IReadOnlyList<string> Aliases,
    string Summary,
    Func<ICellLanguage> Create
)
{
    /// <summary>What may stand behind <c>#!name</c>.</summary>
    public IReadOnlyList<DirectiveParameter> Parameters { get; init; } = [];

    /// <summary>Whether cells can be written in it; false for a mere store of values.</summary>
    public bool HasCells { get; init; } = true;

    /// <summary>Whether its value is the cell's result (Out[n]); false when it is only shown.</summary>
    public bool HasResult { get; init; }
}
