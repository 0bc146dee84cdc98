using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.CSharp.Editing;
using R1Workbook.Kernel.CSharp.Errors;
using R1Workbook.Kernel.CSharp.Submissions;
using R1Workbook.Kernel.Debugging;
using R1Workbook.Kernel.Interactive;
using R1Workbook.Kernel.Interrupts;
using R1Workbook.Kernel.References;

namespace R1Workbook.Kernel.CSharp;

/// <summary>Runs C# pieces one after the other as one growing script: what one declares, the next sees.</summary>
/// <remarks>The formatter registry and Console are one a process, so one engine a process is what notebooks
/// need.</remarks>
public sealed class CSharpLanguage : ICellLanguage
{
    private readonly SubmissionLoader _loader = new();
    private readonly SessionReferences _session;
    private readonly ReferenceResolver _references;
    private readonly List<MetadataReference> _pending = [];
    private readonly SubmissionChain _chain;
    private readonly LibraryCompiler _libraries;
    private readonly CodeEditing _editing;

    /// <summary>Starts the script with .NET, the display functions and the dialect's six usings in scope.</summary>
    /// <param name="folder">The notebook's folder: <c>#load</c> is relative to it.</param>
    /// <param name="references">Answers <c>#r</c>.</param>
    public CSharpLanguage(string folder, SessionReferences references)
    {
        (_session, _references) = (references, new ReferenceResolver(references));
        _chain = new SubmissionChain(
            folder,
            _references.Default(),
            CellScope.Imports,
            _loader,
            new GuardedSourceResolver(folder)
        );
        _libraries = new LibraryCompiler(_loader);
        _editing = new CodeEditing(_chain);
        _ = Task.Run(_chain.WarmUp);
    }

    /// <summary>Stops cells; null where nobody can attach a debugger.</summary>
    internal CellDebugger? Debugger { get; init; }

    /// <inheritdoc/>
    public string Name => "csharp";

    /// <inheritdoc/>
    public bool AnswersBesideCells => true;

    /// <inheritdoc/>
    public IReadOnlyList<CellVariable> Variables => _chain.Variables();

    /// <inheritdoc/>
    /// <remarks>A type that cells cannot name is seen as the nearest one that they can; else as <c>dynamic</c> or
    /// <c>object</c>.</remarks>
    public void SetVariable(string name, object? value, Type type)
    {
        if (!SyntaxFacts.IsValidIdentifier(name))
        {
            throw new NotSupportedException(
                $"'{name}' cannot name a C# variable. Choose a name of letters, digits and underscores."
            );
        }

        _pending.AddRange(_references.Of([type, .. value is null ? [] : new[] { value.GetType() }]));
        AssignedValue.Current = value;
        try
        {
            foreach (string spelled in TypeSpelling.Candidates(type, value))
            {
                string code = $"{spelled} @{name} = ({spelled})global::{typeof(AssignedValue).FullName}.Current!;";
                if (
                    Emit(SubmissionChain.Parse(code, "", CancellationToken.None), CancellationToken.None).Run is { } run
                )
                {
                    run().GetAwaiter().GetResult();
                    return;
                }
            }
        }
        finally
        {
            AssignedValue.Current = null;
        }
    }

    /// <inheritdoc/>
    public CompletionList Complete(string code, int cursor) => _editing.Complete(code, cursor);

    /// <inheritdoc/>
    public Inspection? Inspect(string code, int cursor) => _editing.Inspect(code, cursor);

    /// <inheritdoc/>
    public Completeness IsComplete(string code) => CodeEditing.IsComplete(code);

    /// <inheritdoc/>
    public async Task<Evaluation> RunAsync(string code, string fileName, CancellationToken cancellationToken)
    {
        try
        {
            (code, IReadOnlyList<ReferenceDirective> directives) = ReferenceLines.Take(
                code,
                fileName,
                _session.AddSource,
                cancellationToken
            );
            _pending.AddRange(_references.Resolve(directives, cancellationToken));
            await _session.LoadExtensionsAsync(cancellationToken).ConfigureAwait(true);
        }
        catch (CellException e)
        {
            return Failed(
                new CellError(
                    CellErrorKind.Invalid,
                    "ReferenceError",
                    e.Message,
                    e.Line,
                    [$"{fileName}({e.Line},1): {e.Message}"]
                )
            );
        }

        SyntaxTree tree = SubmissionChain.Parse(code, fileName, cancellationToken);
        if (LibraryCell.Split(tree, cancellationToken) is { } library)
        {
            (MetadataReference? reference, IReadOnlyList<Diagnostic> faults) = _libraries.Compile(
                library,
                [.. _chain.References, .. _pending],
                Calls(fileName),
                cancellationToken
            );
            if (reference is null)
            {
                return Failed(CompileErrors.DescribeLibrary(faults, fileName, _chain.Variables()));
            }

            _pending.Add(reference);
            tree = SubmissionChain.Parse(library.Script, fileName, cancellationToken);
        }

        (Func<Task<object?>>? run, bool hasValue, IReadOnlyList<Diagnostic> errors) = Compile(
            tree,
            Calls(fileName),
            cancellationToken
        );
        if (run is null)
        {
            return Failed(CompileErrors.Describe(errors, fileName));
        }

        using DebuggedRun debugged = DebuggedRun.Begin(Calls(fileName) is null ? null : Debugger);
        try
        {
            CellRun.At(GuardedCode.FirstLine(tree.GetCompilationUnitRoot(cancellationToken)));
            object? value = await run().ConfigureAwait(true);
            return new Evaluation(hasValue, value, null);
        }
        catch (Exception e)
        {
            debugged.Thrown(e);
            return Failed(RuntimeErrors.Describe(e, fileName, CellRun.ReachedLine));
        }
    }

    /// <summary>Runs code beside the cells; see <see cref="ExpressionBeside"/>.</summary>
    internal Task<Evaluation> RunBesideAsync(
        string code,
        IReadOnlyList<CellVariable> locals,
        CancellationToken cancellationToken
    ) => new ExpressionBeside(_chain).RunAsync(code, locals, cancellationToken);

    // A debugger's calls, for the text of a cell that it knows and only while it is attached.
    private Func<SemanticModel, IStatementCalls>? Calls(string fileName) =>
        Debugger is { } debugger && CellDebugger.Attached == debugger && debugger.Sources.PathOf(fileName) is { } source
            ? model => new StatementPlaces(source, model)
            : null;

    // With guards; without them where they are what does not compile, and to report errors at the columns of the cell
    // as written.
    private (Func<Task<object?>>? Run, bool HasValue, IReadOnlyList<Diagnostic> Errors) Compile(
        SyntaxTree tree,
        Func<SemanticModel, IStatementCalls>? calls,
        CancellationToken cancellationToken
    )
    {
        if (!tree.GetDiagnostics(cancellationToken).Any(d => d.Severity == DiagnosticSeverity.Error))
        {
            var model = new Lazy<SemanticModel>(() => _chain.Compile(tree, _pending).GetSemanticModel(tree));
            IStatementCalls?[] further = calls is null ? [null] : [calls(model.Value), null];
            foreach (IStatementCalls? more in further)
            {
                SyntaxTree guarded = GuardedCode.Of(tree, () => model.Value, more, cancellationToken);
                if (guarded != tree && Emit(guarded, cancellationToken) is { Run: not null } emitted)
                {
                    return emitted;
                }
            }
        }

        return Emit(tree, cancellationToken);
    }

    private (Func<Task<object?>>? Run, bool HasValue, IReadOnlyList<Diagnostic> Errors) Emit(
        SyntaxTree tree,
        CancellationToken cancellationToken
    )
    {
        CSharpCompilation compilation = _chain.Compile(tree, _pending);
        (Func<Task<object?>>? run, IReadOnlyList<Diagnostic> errors) = _chain.Emit(
            compilation,
            [.. _pending],
            cancellationToken
        );
        if (run is null)
        {
            return (null, false, errors);
        }

        _pending.Clear();
        return (run, SubmissionResult.HasValue(compilation, tree), errors);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // What was loaded stays until the process ends.
    }

    private static Evaluation Failed(CellError error) => new(false, null, error);
}
