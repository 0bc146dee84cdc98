using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Interactive;

namespace R1Workbook.Kernel.Directives;

/// <summary>What runs cells, as directives see it.</summary>
internal interface ICellRunner
{
    /// <summary>The notebook's folder, to which paths are relative.</summary>
    string Folder { get; }

    /// <summary>Takes what the cells show.</summary>
    ICellOutputs Outputs { get; }

    /// <summary>The languages of the session.</summary>
    LanguageCatalog Languages { get; }

    /// <summary>Asks the reader; null when nobody can answer.</summary>
    UserInput? Input { get; }

    /// <summary>Runs source that a cell imports.</summary>
    /// <param name="source">The text.</param>
    /// <param name="language">The language of lines before the first magic.</param>
    /// <param name="name">The name that errors carry.</param>
    /// <param name="depth">How many imports it lies inside of.</param>
    /// <param name="cancellationToken">Stops the cell.</param>
    /// <returns>The error; null when the source ran to its end.</returns>
    Task<CellError?> RunAsync(
        string source,
        string language,
        string name,
        int depth,
        CancellationToken cancellationToken
    );
}
