using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;
using R1Workbook.Kernel.Cells;

namespace R1Workbook.Kernel.Languages.CSharp;

/// <summary>Runs C# pieces one after the other as one growing script: what one declares, the next sees.</summary>
/// <remarks>The formatter registry and Console are one a process, so one engine a process is what notebooks need.</remarks>
public sealed class CSharpLanguage : ICellLanguage
{
    private static readonly string[] Imports =
    [
        "System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq",
        "Microsoft.DotNet.Interactive.Kernel",
    ];

    // Internal to Roslyn, and the only way to tell "no value" from a value that is null; a test holds it.
    private static readonly MethodInfo? HasReturnValue =
        typeof(Script).GetMethod("HasReturnValue", BindingFlags.Instance | BindingFlags.NonPublic);

    private readonly InteractiveAssemblyLoader _loader = new();
    private readonly ReferenceResolver _references;
    private readonly List<MetadataReference> _pending = [];
    private readonly ScriptOptions _options;
    private ScriptState<object?> _state;

    /// <summary>Starts the script with .NET, the display functions and the dialect's six usings in scope.</summary>
    /// <param name="folder">The notebook's folder: <c>#r</c> and <c>#load</c> are relative to it.</param>
    /// <param name="note">Takes remarks about references.</param>
    public CSharpLanguage(string folder, Action<string> note)
    {
        _references = new ReferenceResolver(_loader, folder, note);
        _options = ScriptOptions.Default
            .WithLanguageVersion(LanguageVersion.Latest)
            .WithAllowUnsafe(true)
            .WithOptimizationLevel(OptimizationLevel.Release)
            .WithEmitDebugInformation(true)
            .WithFileEncoding(Encoding.UTF8)
            .WithMetadataResolver(ScriptMetadataResolver.Default.WithBaseDirectory(folder))
            .WithSourceResolver(ScriptSourceResolver.Default.WithBaseDirectory(folder))
            .WithImports()
            .WithReferences(Array.Empty<MetadataReference>());

        // References and imports go into this first piece only: repeated in each piece, memory grows quadratically.
        ScriptOptions first = _options.WithReferences(_references.Default()).WithImports(Imports);
        _state = CSharpScript.Create<object?>("", first, assemblyLoader: _loader).RunAsync().GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public string Name => "csharp";

    /// <inheritdoc/>
    public IReadOnlyList<string> Aliases { get; } = ["c#", "cs", "C#"];

    /// <inheritdoc/>
    public IReadOnlyList<CellVariable> Variables =>
        [.. _state.Variables.Select(v => v.Name).Distinct().Select(name => _state.GetVariable(name)).Select(v => new CellVariable(v.Name, v.Type, v.Value))];

    /// <inheritdoc/>
    public void SetVariable(string name, object? value, Type type)
    {
        CSharpVariable variable = CSharpVariable.Of(name, value, type);
        _pending.AddRange(variable.Assemblies.SelectMany(a => _references.Resolve(a, 1)));
        CSharpVariable.Handed = value;
        Evaluation declared = RunAsync(variable.Declaration, "shared", CancellationToken.None).GetAwaiter().GetResult();
        CSharpVariable.Handed = null;
        if (declared.Error is { } error)
        {
            throw new NotSupportedException($"'{name}' cannot be declared in C#: {error.Message}");
        }
    }

    /// <inheritdoc/>
    public Completeness IsComplete(string code)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Latest, kind: SourceCodeKind.Script));
        return !SyntaxFactory.IsCompleteSubmission(tree) ? Completeness.Incomplete
            : tree.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error) ? Completeness.Invalid
            : Completeness.Complete;
    }

    /// <inheritdoc/>
    public async Task<Evaluation> RunAsync(string code, string fileName, CancellationToken cancellationToken)
    {
        try
        {
            code = TakeReferences(code, fileName);
        }
        catch (CellException e)
        {
            return Failed(new CellError("ReferenceError", e.Message, e.Line, [$"{fileName}({e.Line},1): {e.Message}"]));
        }

        ScriptOptions options = _options.WithFilePath(fileName).WithReferences(_pending);
        Script<object?> script = _state.Script.ContinueWith<object?>(code, options);
        IReadOnlyList<Diagnostic> errors = [.. script.Compile(cancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error)];
        if (errors.Count > 0)
        {
            return Failed(CompileErrors.Describe(errors, fileName));
        }

        _pending.Clear();
        bool hasValue = HasReturnValue?.Invoke(script, null) is true;
        _state = await script.RunFromAsync(_state, catchException: _ => true, cancellationToken).ConfigureAwait(false);
        return _state.Exception is { } exception
            ? Failed(RuntimeErrors.Describe(exception, fileName))
            : new Evaluation(hasValue, _state.ReturnValue, null);
    }

    /// <inheritdoc/>
    public void Dispose() => _loader.Dispose();

    private static Evaluation Failed(CellError error) => new(false, null, error);

    // Resolves the #r lines and blanks them out: Roslyn would load second copies, and knows no packages.
    private string TakeReferences(string code, string fileName)
    {
        if (!code.Contains("#r", StringComparison.Ordinal))
        {
            return code;
        }

        SyntaxTree tree = CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Latest, kind: SourceCodeKind.Script), fileName);
        var blanked = new StringBuilder(code);
        foreach (ReferenceDirectiveTriviaSyntax directive in tree.GetRoot()
            .DescendantNodes(descendIntoTrivia: true).OfType<ReferenceDirectiveTriviaSyntax>().Where(d => d.IsActive && d.File.ValueText.Length > 0))
        {
            int line = directive.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
            _pending.AddRange(_references.Resolve(directive.File.ValueText, line));
            for (int i = directive.SpanStart; i < directive.Span.End; i++)
            {
                blanked[i] = code[i] is '\n' or '\r' ? code[i] : ' ';
            }
        }

        return blanked.ToString();
    }
}
