using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive;
using R1Workbook.Kernel.Cells;
using R1Workbook.Kernel.Interactive;
using R1Workbook.Kernel.Languages;
using R1Workbook.Kernel.Languages.CSharp;
using R1Workbook.Kernel.Notebooks;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Running;

/// <summary>
/// The one engine behind both hosts, the headless runner and the Jupyter kernel: runs whole cells in this process, splits them on
/// magics, runs each part in its language, and answers what editors ask of the code.
/// </summary>
public sealed class CellSession : IDisposable
{
    private const int DeepestImport = 20;

    private readonly string _folder;
    private readonly ICellOutputs _outputs;
    private readonly UserInput? _input;
    private readonly ICellLanguage _csharp;

    /// <summary>Starts the engine.</summary>
    /// <param name="folder">The notebook's folder, to which all paths in cells are relative.</param>
    /// <param name="outputs">Takes what the cells show.</param>
    /// <param name="input">Asks the user; null when there is none.</param>
    public CellSession(string folder, ICellOutputs outputs, UserInput? input = null)
    {
        _folder = folder;
        _input = input;
        _outputs = outputs;
        _csharp = new CSharpLanguage(folder, note => outputs.Stream("stdout", note + "\n"));
    }

    /// <summary>Runs one cell to its end or its first error.</summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="language">The language of lines before the first magic.</param>
    /// <param name="executionCount">The number n of In[n].</param>
    /// <param name="cancellationToken">Stops the cell; the session and its variables survive.</param>
    /// <returns>The error; null when the cell ran to its end.</returns>
    public async Task<CellError?> RunAsync(string source, string language, int executionCount, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        string name = string.Create(CultureInfo.InvariantCulture, $"In[{executionCount}]");
        KernelInvocationContext.Current = new KernelInvocationContext(_outputs, cancellationToken, _input);
        try
        {
            IReadOnlyList<CellPart> parts = CellSplitter.Split(source, language);
            CellError? error = await RunPartsAsync(parts, name, 0).ConfigureAwait(false);
            if (parts.Any(p => p.Kind == CellPartKind.Time))
            {
                string time = string.Create(CultureInfo.InvariantCulture, $"Wall time: {clock.Elapsed.TotalMilliseconds:0.0##}ms");
                _outputs.Display(MimeBundle.Text(time), null);
            }

            return error;
        }
        catch (CellException e)
        {
            return Describe(e, name);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _csharp.Dispose();

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
    public CompletionList Complete(string source, string language, int cursor) => _csharp.Complete(source, cursor);

    /// <summary>What stands at the cursor of a cell; null when nothing is known of it.</summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="language">The language of lines before the first magic.</param>
    /// <param name="cursor">The place, in UTF-16 units.</param>
    public Inspection? Inspect(string source, string language, int cursor) => _csharp.Inspect(source, cursor);

    /// <summary>Whether a cell can run as it is.</summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="language">The language of lines before the first magic.</param>
    public Completeness IsComplete(string source, string language) => _csharp.IsComplete(source);

    private async Task<CellError?> RunPartsAsync(IReadOnlyList<CellPart> parts, string name, int depth)
    {
        foreach (CellPart part in parts)
        {
            CellError? error = part.Kind switch
            {
                CellPartKind.Import => await ImportAsync(part, name, depth).ConfigureAwait(false),
                CellPartKind.Text when part.Language == "csharp" => await RunCSharpAsync(part, name, depth).ConfigureAwait(false),
                CellPartKind.Text => Show(part),
                _ => null,
            };
            if (error is not null)
            {
                return error;
            }
        }

        return null;
    }

    private async Task<CellError?> RunCSharpAsync(CellPart part, string name, int depth)
    {
        // Blank lines in front keep the line numbers those of the cell.
        Evaluation evaluation = await _csharp.RunAsync(new string('\n', part.FirstLine - 1) + part.Text, name, KernelInvocationContext.Current!.CancellationToken).ConfigureAwait(false);
        if (evaluation.HasValue)
        {
            if (depth == 0)
            {
                _outputs.Result(MimeBundle.Of(evaluation.Value));
            }
            else
            {
                _outputs.Display(MimeBundle.Of(evaluation.Value), null);
            }
        }

        return evaluation.Error;
    }

    private CellError? Show(CellPart part)
    {
        _outputs.Display(part.Language switch
        {
            "html" => MimeBundle.Raw(part.Text, "text/html"),
            "markdown" => MimeBundle.Raw(part.Text, "text/markdown"),
            _ => MimeBundle.Raw($"<script type=\"text/javascript\">{part.Text}</script>", "text/html"),
        }, null);
        return null;
    }

    // Paths stay relative to the notebook, inside imported files too: the dialect's rule.
    private async Task<CellError?> ImportAsync(CellPart part, string name, int depth)
    {
        string path = Path.GetFullPath(Path.Combine(_folder, part.Text));
        string extension = Path.GetExtension(path).ToLowerInvariant();
        if (!File.Exists(path))
        {
            return Describe(new CellException($"#!import {part.Text}: no such file: {path}.", part.FirstLine), name);
        }

        if (depth == DeepestImport)
        {
            return Describe(new CellException($"#!import {part.Text}: {DeepestImport} imports inside each other; does the file import itself?", part.FirstLine), name);
        }

        CellError? error = extension switch
        {
            ".cs" or ".csx" => await RunSourceAsync(await File.ReadAllTextAsync(path).ConfigureAwait(false), "csharp", part.Text, depth + 1).ConfigureAwait(false),
            ".ipynb" => await RunNotebookAsync(path, part.Text, depth + 1).ConfigureAwait(false),
            _ => new CellError("ImportError", $"#!import {part.Text}: only .cs, .csx and .ipynb files can be imported.", null, []),
        };

        // To the reader of this cell the fault is at the import; the message says where in the file.
        return error is null ? null : error with
        {
            Line = part.FirstLine,
            Message = error.Line is { } line ? string.Create(CultureInfo.InvariantCulture, $"{part.Text}, line {line}: {error.Message}") : error.Message,
        };
    }

    private async Task<CellError?> RunNotebookAsync(string path, string name, int depth)
    {
        Notebook notebook;
        try
        {
            notebook = NotebookReader.Read(path);
        }
        catch (NotebookException e)
        {
            return new CellError("ImportError", e.Message, null, [e.Message]);
        }

        int number = 0;
        foreach (NotebookCell cell in notebook.Cells)
        {
            CellError? error = null;
            if (cell.Kind == "markdown")
            {
                _outputs.Display(MimeBundle.Raw(cell.Source, "text/markdown"), null);
            }
            else if (cell.IsCode)
            {
                string cellName = string.Create(CultureInfo.InvariantCulture, $"{name} cell {++number}");
                error = await RunSourceAsync(cell.Source, cell.Language, cellName, depth).ConfigureAwait(false);
            }

            if (error is not null)
            {
                return error;
            }
        }

        return null;
    }

    private async Task<CellError?> RunSourceAsync(string source, string language, string name, int depth)
    {
        try
        {
            return await RunPartsAsync(CellSplitter.Split(source, language), name, depth).ConfigureAwait(false);
        }
        catch (CellException e)
        {
            return Describe(e, name);
        }
    }

    private static CellError Describe(CellException e, string name) =>
        new("CellError", e.Message, e.Line, [string.Create(CultureInfo.InvariantCulture, $"{name}({e.Line},1): {e.Message}")]);
}
