namespace R1Workbook.Kernel.Languages.Mermaid;
internal sealed class MermaidLanguage : ICellLanguage
{
    public string Name => "mermaid";
    public IReadOnlyList<string> Aliases => [];
    public Task<Evaluation> RunAsync(string code, string fileName, CancellationToken cancellationToken) => throw new NotSupportedException();
    public void Dispose() { }
}
