namespace R1Workbook.Kernel.Directives;

/// <summary>All directives that are no languages.</summary>
internal static class DirectiveCatalog
{
    /// <summary>The directives, by name.</summary>
    public static IReadOnlyList<ICellDirective> All { get; } =
    [
        new AboutDirective(),
        new ConnectDirective(),
        new ImportDirective(),
        new LsmagicDirective(),
        new SetDirective(),
        new ShareDirective(),
        new TimeDirective(),
        new ValueDirective(),
        new WhoDirective(),
        new WhosDirective(),
    ];

    /// <summary>The directive of a name; null when there is none.</summary>
    public static ICellDirective? Find(string name) =>
        All.FirstOrDefault(d => d.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
