namespace R1Workbook.Kernel.Contracts;

/// <summary>A language of cells. One instance a session: what one piece declares, the next sees.</summary>
public interface ICellLanguage : IDisposable
{
    /// <summary>The name in the notebook's metadata and in <c>#!name</c>, for example csharp.</summary>
    string Name { get; }

    /// <summary>Runs one piece.</summary>
    /// <param name="code">The text; blank lines before it keep its line numbers those of the cell.</param>
    /// <param name="fileName">The name that errors and stack traces carry, for example In[7].</param>
    /// <param name="cancellationToken">Cancelled when the cell is to stop; the language then ends the piece and keeps
    /// its variables.</param>
    /// <returns>The value or the error; only a broken language throws.</returns>
    Task<Evaluation> RunAsync(string code, string fileName, CancellationToken cancellationToken);

    /// <summary>The variables that cells declared, by name.</summary>
    IReadOnlyList<CellVariable> Variables => [];

    /// <summary>Declares a variable, or gives it another value.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value, by reference.</param>
    /// <param name="type">The type under which code sees it.</param>
    /// <exception cref="NotSupportedException">The language has no variables, or no place for this type; the message
    /// says what to do.</exception>
    void SetVariable(string name, object? value, Type type) =>
        throw new NotSupportedException($"{Name} has no variables.");

    /// <summary>Whether it completes and inspects while a cell of its own runs.</summary>
    bool AnswersBesideCells => false;

    /// <summary>What may stand at the cursor.</summary>
    /// <param name="code">The whole cell.</param>
    /// <param name="cursor">The place, in UTF-16 units.</param>
    CompletionList Complete(string code, int cursor) => CompletionList.Empty(cursor);

    /// <summary>What stands at the cursor; null when nothing is known of it.</summary>
    /// <param name="code">The whole cell.</param>
    /// <param name="cursor">The place, in UTF-16 units.</param>
    Inspection? Inspect(string code, int cursor) => null;

    /// <summary>Whether the code can run as it is, or its writer is still in the middle of it.</summary>
    /// <param name="code">The whole cell.</param>
    Completeness IsComplete(string code) => Completeness.Complete;
}
