using System.Text.Json.Nodes;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Languages.Markup;

/// <summary>A language whose cells are shown, not run: each cell becomes one output.</summary>
/// <param name="name">Its name.</param>
/// <param name="show">The mime bundle of a cell's text.</param>
internal sealed class MarkupLanguage(string name, Func<string, JsonObject> show) : ICellLanguage
{
    public string Name => name;

    public Task<Evaluation> RunAsync(string code, string fileName, CancellationToken cancellationToken) =>
        Task.FromResult(new Evaluation(true, new ShownContent(show(code)), null));

    public void Dispose() { }
}
