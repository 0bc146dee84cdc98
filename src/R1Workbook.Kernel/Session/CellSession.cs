using System.Globalization;
using System.Text.Json.Nodes;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.CSharp;
using R1Workbook.Kernel.Debugging;
using R1Workbook.Kernel.Interactive;
using R1Workbook.Kernel.Interrupts;
using R1Workbook.Kernel.Outputs;
using R1Workbook.Kernel.References;

namespace R1Workbook.Kernel.Session;

/// <summary>
/// The one engine behind both hosts, the headless runner and the Jupyter kernel: runs whole cells in this process,
/// splits them on magics, runs each part in its language, and answers what editors ask of the code.
/// </summary>
public sealed class CellSession : IDisposable
{
    private readonly ICellOutputs _outputs;
    private readonly SessionReferences _references;
    private readonly UserInput? _input;
    private readonly CSharpLanguage _csharp;
    private readonly CellDebugger _debugger;
    private readonly LanguageCatalog _languages;
    private readonly CellRunner _runner;
    private readonly CellEditing _editing;
    private readonly Lazy<SessionKernels> _kernels;
    private readonly CellThread _thread = new(TimeSpan.FromSeconds(5));

    /// <summary>Starts the engine.</summary>
    /// <param name="folder">The notebook's folder, to which all paths in cells are relative.</param>
    /// <param name="outputs">Takes what the cells show.</param>
    /// <param name="input">Asks the reader for <c>@input:</c> and <c>@password:</c>; null when nobody can
    /// answer.</param>
    public CellSession(string folder, ICellOutputs outputs, UserInput? input = null)
    {
        _input = input;
        _outputs = outputs;
        void Note(string note) => outputs.Stream("stdout", note + "\n");
        _references = new SessionReferences(folder, Note);
        _debugger = new CellDebugger((name, body) => DebugEvent(name, body));
        _csharp = new CSharpLanguage(folder, _references) { Debugger = _debugger };
        _languages = SessionLanguages.Create(folder, () => _csharp, _references, Note);
        _languages.Start(_languages.Find(_csharp.Name)!);
        _kernels = new Lazy<SessionKernels>(() => Kernels(_languages));
        _languages.Added = name => _kernels.Value.Foreign(name);
        var turns = new LanguageTurns();
        _editing = new CellEditing(_languages, turns, _kernels);
        _runner = new CellRunner(folder, outputs, _languages, input, turns, _kernels);
        Debug = new DebugSession(_debugger, new DebuggedSession(_csharp, _languages, turns));
        _references.LoadExtension = new ExtensionLoader(_kernels, _references, _runner, Note).LoadAsync;
        _ = Task.Run(() => _kernels.Value);
    }

    /// <summary>Answers a front end's debugger and variable panel, while a cell runs too.</summary>
    internal DebugSession Debug { get; }

    /// <summary>Takes the name and the body of what happens under the debugger.</summary>
    internal Action<string, JsonObject> DebugEvent { get; set; } = (_, _) => { };

    /// <summary>Runs one cell to its end or its first error.</summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="language">The language of lines before the first magic.</param>
    /// <param name="executionCount">The number n of In[n].</param>
    /// <param name="cancellationToken">Stops the cell; the session and its variables survive.</param>
    /// <returns>
    /// The error; null when the cell ran to its end. An interrupted cell ends as
    /// <see cref="CellErrorKind.Interrupted"/>. As <see cref="CellErrorKind.NotInterrupted"/> it goes on in the
    /// background, because a call in it cannot be stopped: then the process has to be replaced.
    /// </returns>
    public Task<CellError?> RunAsync(
        string source,
        string language,
        int executionCount,
        CancellationToken cancellationToken
    )
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"In[{executionCount}]");
        if (CellDebugger.Attached == _debugger)
        {
            _debugger.Sources.Begin(name, source);
        }

        return InterruptibleAsync(
            () => _runner.RunAsync(source, language, name, cancellationToken),
            source,
            language,
            name,
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _debugger.Detach();
        Debug.Dispose();
        _thread.Dispose();
        _languages.Dispose();
        if (_kernels.IsValueCreated)
        {
            _kernels.Value.Dispose();
        }

        _references.Dispose();
    }

    private SessionKernels Kernels(LanguageCatalog languages)
    {
        var kernels = new SessionKernels(languages);
        OwnDirectives.Add(kernels, _runner);
        return kernels;
    }

    // On the thread of cells, where an interrupt ends them, whatever their language.
    private async Task<CellError?> InterruptibleAsync(
        Func<Task<CellError?>> run,
        string source,
        string language,
        string name,
        CancellationToken cancellationToken
    )
    {
        RunningCell.Current = new RunningCell(name, _outputs, _input ?? RunningCell.Nobody, cancellationToken);
        async Task<CellError?> InContextAsync()
        {
            // Within the flow of the cell, on its thread.
            LanguageEntry? entry = _languages.Find(language);
            using IDisposable context = _kernels.Value.Begin(source, entry, _outputs, cancellationToken);
            return await run().ConfigureAwait(true);
        }

        CellError? error;
        try
        {
            error = await _thread.RunAsync(InContextAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (CellNotInterruptedException e)
        {
            return new CellError(
                CellErrorKind.NotInterrupted,
                "NotInterrupted",
                e.Message,
                null,
                [$"{name}: {e.Message}"]
            );
        }
        catch (Exception e)
            when (cancellationToken.IsCancellationRequested
                && e is OperationCanceledException or ThreadInterruptedException
            )
        {
            error = new CellError(CellErrorKind.Interrupted, "Interrupted", e.Message, null, [$"{name}: {e.Message}"]);
        }

        return error is { Kind: not CellErrorKind.NotInterrupted } && cancellationToken.IsCancellationRequested
            ? error with
            {
                Kind = CellErrorKind.Interrupted,
                Name = "Interrupted",
                Message = "The cell was interrupted.",
            }
            : error;
    }

    /// <summary>The values of expressions, as <c>user_expressions</c> of a Jupyter client asks for them.</summary>
    /// <param name="expression">A C# expression; it may use the variables of cells.</param>
    /// <param name="cancellationToken">Stops the evaluation.</param>
    /// <returns>The value's mime bundle, or the error.</returns>
    public async Task<(JsonObject? Bundle, CellError? Error)> EvaluateAsync(
        string expression,
        CancellationToken cancellationToken
    )
    {
        JsonObject? bundle = null;
        CellError? failed = await InterruptibleAsync(
                async () =>
                {
                    Evaluation evaluation = await _csharp
                        .RunAsync(expression, "expression", cancellationToken)
                        .ConfigureAwait(true);
                    bundle = evaluation.Error is null ? MimeBundle.Of(evaluation.Value) : null;
                    return evaluation.Error;
                },
                expression,
                _csharp.Name,
                "expression",
                cancellationToken
            )
            .ConfigureAwait(false);
        return failed is null ? (bundle, null) : (null, failed);
    }

    /// <summary>Runs the handlers of cells that wait for their turn.</summary>
    /// <param name="cancellationToken">Interrupts the one that runs.</param>
    /// <returns>The error that ended the thread of cells; those of handlers are told by themselves.</returns>
    internal Task<CellError?> RunHandlersAsync(CancellationToken cancellationToken) =>
        InterruptibleAsync(
            () =>
            {
                while (CellVisits.RunOne())
                {
                    CellRun.ThrowIfStopped();
                }

                return Task.FromResult<CellError?>(null);
            },
            "",
            _csharp.Name,
            "handler",
            cancellationToken
        );

    /// <summary>What may stand at the cursor of a cell.</summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="language">The language of lines before the first magic.</param>
    /// <param name="cursor">The place, in UTF-16 units.</param>
    public CompletionList Complete(string source, string language, int cursor) =>
        _editing.Complete(source, language, cursor);

    /// <summary>What stands at the cursor of a cell; null when nothing is known of it.</summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="language">The language of lines before the first magic.</param>
    /// <param name="cursor">The place, in UTF-16 units.</param>
    public Inspection? Inspect(string source, string language, int cursor) =>
        _editing.Inspect(source, language, cursor);

    /// <summary>Whether a cell can run as it is.</summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="language">The language of lines before the first magic.</param>
    public Completeness IsComplete(string source, string language) => _editing.IsComplete(source, language);
}
