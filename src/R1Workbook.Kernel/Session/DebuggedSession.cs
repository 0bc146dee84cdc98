using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.CSharp;
using R1Workbook.Kernel.Debugging;

namespace R1Workbook.Kernel.Session;

/// <summary>A session as a debugger sees it.</summary>
internal sealed class DebuggedSession(CSharpLanguage csharp, LanguageCatalog languages, LanguageTurns turns)
    : IDebuggedCells
{
    public IReadOnlyList<CellVariable> Variables()
    {
        List<CellVariable> found = [];
        foreach (ICellLanguage language in languages.All.Select(languages.Started).OfType<ICellLanguage>())
        {
            IReadOnlyList<CellVariable> own = turns.Ask(language, () => language.Variables, []);

            // One that was shared is one value: it is listed where it was seen first.
            found.AddRange(own.Where(v => !found.Exists(f => f.Name == v.Name)));
        }

        return found;
    }

    public Task<Evaluation> EvaluateAsync(
        string code,
        IReadOnlyList<CellVariable> locals,
        CancellationToken cancellationToken
    ) => csharp.RunBesideAsync(code, locals, cancellationToken);

    public void Declare(string name, object? value) =>
        csharp.SetVariable(name, value, value?.GetType() ?? typeof(object));
}
