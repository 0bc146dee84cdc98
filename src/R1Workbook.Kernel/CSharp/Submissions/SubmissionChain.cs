using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Text;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Interrupts;

namespace R1Workbook.Kernel.CSharp.Submissions;

/// <summary>
/// The script that grows cell by cell: each submission is compiled on top of the one before, so it sees what all before
/// it declared.
/// </summary>
/// <remarks>
/// Built on compilations and not on <see cref="Script"/>, so that a cell is parsed once, guarded, compiled once, and
/// completion can stand on the same compilations. References and imports go into the first submission only: repeated in
/// each, memory grows quadratically.
/// </remarks>
internal sealed class SubmissionChain
{
    private static readonly EmitOptions Emission = new(debugInformationFormat: DebugInformationFormat.PortablePdb);

    private readonly CSharpCompilationOptions _options;
    private readonly SubmissionLoader _loader;
    private object?[] _states = new object?[64];
    private int _evaluations;

    // One object, so that an editor's question beside a running cell sees a whole state.
    private volatile ChainHead _head;

    /// <summary>Starts the script.</summary>
    /// <param name="folder">The folder to which <c>#load</c> is relative.</param>
    /// <param name="references">What the script can use.</param>
    /// <param name="imports">The namespaces and static types that need no using.</param>
    /// <param name="loader">Loads what is compiled.</param>
    /// <param name="sources">Reads the files of <c>#load</c>.</param>
    public SubmissionChain(
        string folder,
        IReadOnlyList<MetadataReference> references,
        IReadOnlyList<string> imports,
        SubmissionLoader loader,
        SourceReferenceResolver sources
    )
    {
        _loader = loader;

        // A script's options hold what only Roslyn itself can set: a higher version of a reference takes the place of a
        // lower one.
        ScriptOptions script = ScriptOptions
            .Default.WithAllowUnsafe(true)
            .WithOptimizationLevel(OptimizationLevel.Release)
            .WithMetadataResolver(ScriptMetadataResolver.Default.WithBaseDirectory(folder))
            .WithSourceResolver(sources);
        _options = ((CSharpCompilation)CSharpScript.Create("", script).GetCompilation()).Options.WithUsings();
        var first = CSharpCompilation.CreateScriptCompilation(
            "Submission#0",
            CSharpSyntaxTree.ParseText("", ParseOptions),
            references,
            _options.WithUsings(imports).WithScriptClassName("Submission#0"),
            returnType: typeof(object)
        );
        _head = new ChainHead(first, 0, [.. references]);
    }

    /// <summary>How cells are read.</summary>
    public static CSharpParseOptions ParseOptions { get; } =
        new(LanguageVersion.Latest, DocumentationMode.Parse, SourceCodeKind.Script);

    /// <summary>All references that submissions have brought so far.</summary>
    public IReadOnlyList<MetadataReference> References => _head.References;

    /// <summary>The newest submission that ran.</summary>
    public CSharpCompilation Last => _head.Last;

    /// <summary>Parses a cell.</summary>
    /// <param name="code">Its text.</param>
    /// <param name="fileName">The name that errors and stack traces carry.</param>
    /// <param name="cancellationToken">Ends the parsing.</param>
    public static SyntaxTree Parse(string code, string fileName, CancellationToken cancellationToken) =>
        CSharpSyntaxTree.ParseText(SourceText.From(code, Encoding.UTF8), ParseOptions, fileName, cancellationToken);

    /// <summary>The compilation of a cell on top of the script, without taking it into the script.</summary>
    /// <param name="tree">The cell.</param>
    /// <param name="added">References that it adds.</param>
    public CSharpCompilation Compile(SyntaxTree tree, IReadOnlyList<MetadataReference> added)
    {
        ChainHead head = _head;
        return OnTop(string.Create(CultureInfo.InvariantCulture, $"Submission#{head.Count + 1}"), tree, added, head);
    }

    /// <summary>The compilation of code that nothing after it will see, under a name of its own: the next cell takes
    /// the next number.</summary>
    /// <param name="tree">The code.</param>
    public CSharpCompilation CompileBeside(SyntaxTree tree) =>
        OnTop(
            string.Create(CultureInfo.InvariantCulture, $"Evaluation#{Interlocked.Increment(ref _evaluations)}"),
            tree,
            [],
            _head
        );

    private CSharpCompilation OnTop(
        string name,
        SyntaxTree tree,
        IReadOnlyList<MetadataReference> added,
        ChainHead head
    )
    {
        return CSharpCompilation.CreateScriptCompilation(
            name,
            tree,
            added,
            _options.WithScriptClassName(name),
            head.Last,
            typeof(object)
        );
    }

    /// <summary>Emits and loads a submission.</summary>
    /// <param name="compilation">From <see cref="Compile"/>.</param>
    /// <param name="added">The references that it adds.</param>
    /// <param name="cancellationToken">Ends the compilation.</param>
    /// <returns>The entry point, or the diagnostics when there are errors.</returns>
    public (Func<Task<object?>>? Run, IReadOnlyList<Diagnostic> Errors) Emit(
        CSharpCompilation compilation,
        IReadOnlyList<MetadataReference> added,
        CancellationToken cancellationToken
    )
    {
        (Func<object?[], Task<object?>>? run, IReadOnlyList<Diagnostic> errors) = Load(compilation, cancellationToken);
        if (run is null)
        {
            // A submission of usings only is not emitted, and no error.
            return errors.Count == 0 && Take(compilation, added)
                ? (() => Task.FromResult<object?>(null), [])
                : (null, errors);
        }

        Take(compilation, added);
        return (() => run(_states), []);
    }

    /// <summary>Emits and loads code of <see cref="CompileBeside"/>. It sees the variables of all cells, also of one
    /// that runs.</summary>
    /// <param name="compilation">The code.</param>
    /// <param name="cancellationToken">Ends the compilation.</param>
    /// <returns>The entry point, or the diagnostics when there are errors.</returns>
    public (Func<Task<object?>>? Run, IReadOnlyList<Diagnostic> Errors) EmitBeside(
        CSharpCompilation compilation,
        CancellationToken cancellationToken
    )
    {
        (Func<object?[], Task<object?>>? run, IReadOnlyList<Diagnostic> errors) = Load(compilation, cancellationToken);
        if (run is null)
        {
            return (null, errors);
        }

        // A copy: code of a submission writes itself behind the last one.
        return (() => run([.. _states, null, null]), []);
    }

    // The entry point of the emitted assembly; null, with the errors, where nothing was emitted.
    private (Func<object?[], Task<object?>>? Run, IReadOnlyList<Diagnostic> Errors) Load(
        CSharpCompilation compilation,
        CancellationToken cancellationToken
    )
    {
        using var assembly = new MemoryStream();
        using var symbols = new MemoryStream();
        EmitResult result = compilation.Emit(
            assembly,
            symbols,
            options: Emission,
            cancellationToken: cancellationToken
        );
        if (!result.Success)
        {
            return (null, [.. result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)]);
        }

        assembly.Position = 0;
        symbols.Position = 0;
        Assembly loaded = _loader.LoadSubmission(assembly, symbols);
        IMethodSymbol entry = compilation.GetEntryPoint(cancellationToken)!;
        MethodInfo method = loaded
            .GetType(entry.ContainingType.MetadataName, throwOnError: true)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        return (method.CreateDelegate<Func<object?[], Task<object?>>>(), []);
    }

    private bool Take(CSharpCompilation compilation, IReadOnlyList<MetadataReference> added)
    {
        ChainHead head = _head;
        _head = new ChainHead(
            compilation,
            head.Count + 1,
            added.Count == 0 ? head.References : [.. head.References, .. added]
        );
        if (_states.Length < _head.Count + 2)
        {
            Array.Resize(ref _states, _states.Length * 2);
        }

        return true;
    }

    /// <summary>Compiles a cell that nobody sees, so that the first one need not wait for the compiler to be loaded and
    /// the references to be read.</summary>
    public void WarmUp()
    {
        SyntaxTree tree = Parse(
            "var warm = Enumerable.Range(0, 1).Select(x => x + 1).ToList();\nwhile (warm.Count > 1) await "
                + "Task.Yield();\nwarm",
            "",
            CancellationToken.None
        );
        SyntaxTree guarded = GuardedCode.Of(
            tree,
            () => Compile(tree, []).GetSemanticModel(tree),
            null,
            CancellationToken.None
        );
        Compile(guarded, []).Emit(Stream.Null, Stream.Null, options: Emission);
    }

    /// <summary>The variables of all cells; of those declared again, the newest.</summary>
    public IReadOnlyList<CellVariable> Variables() => SubmissionVariables.In(_states);

    /// <summary>What the newest submission stands on.</summary>
    private sealed record ChainHead(CSharpCompilation Last, int Count, IReadOnlyList<MetadataReference> References);
}
