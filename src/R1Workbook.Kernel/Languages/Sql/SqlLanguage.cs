namespace R1Workbook.Kernel.Languages.Sql;
internal sealed class SqlLanguage(string folder, LanguageCatalog catalog, Action<string> note) : ICellLanguage
{
    public string Name => folder + catalog + note;
    public IReadOnlyList<string> Aliases => [];
    public Task<Evaluation> RunAsync(string code, string fileName, CancellationToken cancellationToken) => throw new NotSupportedException();
    public void Dispose() { }
}
