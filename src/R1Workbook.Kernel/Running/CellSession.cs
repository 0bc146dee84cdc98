using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive;
using R1Workbook.Kernel.Languages;
using R1Workbook.Kernel.Languages.CSharp;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Running;

/// <summary>
/// The one engine behind both hosts, the headless runner and the Jupyter kernel: runs whole cells in this process, splits them on
/// magics, runs each part in its language, and answers what editors ask of the code.
/// </summary>
public sealed class CellSession : IDisposable
{
    private readonly ICellOutputs _outputs;
    private readonly CSharpLanguage _csharp;
    private readonly LanguageCatalog _languages;
    private readonly CellRunner _runner;
    private readonly CellEditing _editing;

    /// <summary>Starts the engine.</summary>
    /// <param name="folder">The notebook's folder, to which all paths in cells are relative.</param>
    /// <param name="outputs">Takes what the cells show.</param>
    /// <param name="input">Asks the reader for <c>@input:</c> and <c>@password:</c>; null when nobody can answer.</param>
    public CellSession(string folder, ICellOutputs outputs, UserInput? input = null)
    {
        _outputs = outputs;
        void Note(string note) => outputs.Stream("stdout", note + "\n");
        _csharp = new CSharpLanguage(folder, Note);
        _languages = SessionLanguages.Create(folder, () => _csharp, HostPackages.Assemblies, Note);
        _languages.Start(_languages.Find(_csharp.Name)!);
        _editing = new CellEditing(_languages);
        _runner = new CellRunner(folder, outputs, _languages, input);
    }

    /// <summary>Runs one cell to its end or its first error.</summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="language">The language of lines before the first magic.</param>
    /// <param name="executionCount">The number n of In[n].</param>
    /// <param name="cancellationToken">Stops the cell; the session and its variables survive.</param>
    /// <returns>The error; null when the cell ran to its end.</returns>
    public async Task<CellError?> RunAsync(string source, string language, int executionCount, CancellationToken cancellationToken)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"In[{executionCount}]");
        KernelInvocationContext.Current = new KernelInvocationContext(_outputs, cancellationToken);
        return await _runner.RunAsync(source, language, name, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _languages.Dispose();

    /// <summary>The values of expressions, as <c>user_expressions</c> of a Jupyter client asks for them.</summary>
    /// <param name="expression">A C# expression; it may use the variables of cells.</param>
    /// <param name="cancellationToken">Stops the evaluation.</param>
    /// <returns>The value's mime bundle, or the error.</returns>
    public async Task<(JsonObject? Bundle, CellError? Error)> EvaluateAsync(string expression, CancellationToken cancellationToken)
    {
        Evaluation evaluation = await _csharp.RunAsync(expression, "expression", cancellationToken).ConfigureAwait(false);
        return evaluation.Error is { } error ? (null, error) : (MimeBundle.Of(evaluation.Value), null);
    }

    /// <summary>What may stand at the cursor of a cell.</summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="language">The language of lines before the first magic.</param>
    /// <param name="cursor">The place, in UTF-16 units.</param>
    public CompletionList Complete(string source, string language, int cursor) => _editing.Complete(source, language, cursor);

    /// <summary>What stands at the cursor of a cell; null when nothing is known of it.</summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="language">The language of lines before the first magic.</param>
    /// <param name="cursor">The place, in UTF-16 units.</param>
    public Inspection? Inspect(string source, string language, int cursor) => _editing.Inspect(source, language, cursor);

    /// <summary>Whether a cell can run as it is.</summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="language">The language of lines before the first magic.</param>
    public Completeness IsComplete(string source, string language) => _editing.IsComplete(source, language);
}
