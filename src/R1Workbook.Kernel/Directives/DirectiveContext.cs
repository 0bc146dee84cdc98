using System.Diagnostics;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Directives;

/// <summary>The session and the running cell, as a directive sees them.</summary>
/// <param name="Runner">Runs further source.</param>
/// <param name="Language">The language in which the directive stands.</param>
/// <param name="Depth">How many imports the source lies inside of.</param>
/// <param name="Clock">Runs since the cell began.</param>
/// <param name="AtEnd">Done when the cell ends, whether well or not.</param>
/// <param name="CancellationToken">Cancelled when the cell is to stop.</param>
internal sealed record DirectiveContext(
    ICellRunner Runner,
    LanguageEntry Language,
    int Depth,
    Stopwatch Clock,
    IList<Action> AtEnd,
    CancellationToken CancellationToken
)
{
    public ICellOutputs Outputs => Runner.Outputs;

    public LanguageCatalog Languages => Runner.Languages;

    public string Folder => Runner.Folder;

    /// <summary>The variable of a language.</summary>
    /// <exception cref="CellException">No such language or variable.</exception>
    public CellVariable Variable(string language, string name, DirectiveArguments arguments)
    {
        LanguageEntry entry =
            Languages.Find(language)
            ?? throw arguments.Error(
                $"no language '{language}'{ClosestName.Question(language, Languages.Names)} Known: "
                    + $"{string.Join(", ", Languages.Names)}."
            );
        IReadOnlyList<CellVariable> variables = Languages.Started(entry)?.Variables ?? [];
        return variables.FirstOrDefault(v => v.Name == name)
            ?? throw arguments.Error(
                $"{entry.Name} has no variable '{name}'{ClosestName.Question(name, variables.Select(v => v.Name))} "
                    + $"Declare it in a {entry.Name} cell that runs before this one."
            );
    }

    /// <summary>Declares a variable in the directive's own language.</summary>
    /// <exception cref="CellException">The language takes no variable of this type.</exception>
    public void SetVariable(string name, object? value, Type type, DirectiveArguments arguments)
    {
        try
        {
            Languages.Start(Language).SetVariable(name, value, type);
        }
        catch (NotSupportedException e)
        {
            throw arguments.Error(e.Message);
        }
    }
}
