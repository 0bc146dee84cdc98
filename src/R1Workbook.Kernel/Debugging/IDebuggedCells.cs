using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Debugging;

/// <summary>The cells as a debugger sees them: what they declared, and how to compute something with it.</summary>
internal interface IDebuggedCells
{
    /// <summary>The variables of all languages, as they are now.</summary>
    IReadOnlyList<CellVariable> Variables();

    /// <summary>Runs C# beside the cells; what it declares is gone afterwards.</summary>
    /// <param name="code">An expression, or statements.</param>
    /// <param name="locals">Values that it can name. They are copies: to assign to one changes nothing.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<Evaluation> EvaluateAsync(
        string code,
        IReadOnlyList<CellVariable> locals,
        CancellationToken cancellationToken
    );

    /// <summary>Declares a variable of the notebook.</summary>
    /// <exception cref="NotSupportedException">No such variable is possible; the message says why.</exception>
    void Declare(string name, object? value);
}
