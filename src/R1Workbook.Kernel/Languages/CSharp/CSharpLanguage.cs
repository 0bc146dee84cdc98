using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using R1Workbook.Kernel.Cells;
using R1Workbook.Kernel.References;
using R1Workbook.Kernel.Running;

namespace R1Workbook.Kernel.Languages.CSharp;

/// <summary>Runs C# pieces one after the other as one growing script: what one declares, the next sees.</summary>
/// <remarks>The formatter registry and Console are one a process, so one engine a process is what notebooks
/// need.</remarks>
public sealed partial class CSharpLanguage : ICellLanguage
{
    private static readonly string[] Imports =
    [
        "System",
        "System.Text",
        "System.Collections",
        "System.Collections.Generic",
        "System.Threading.Tasks",
        "System.Linq",
        "Microsoft.DotNet.Interactive.Kernel",
    ];

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
            Imports,
            _loader,
            new GuardedSourceResolver(folder)
        );
        _libraries = new LibraryCompiler(Imports, _loader);
        _editing = new CodeEditing(_chain);
        _ = Task.Run(_chain.WarmUp);
    }

    /// <inheritdoc/>
    public string Name => "csharp";

    /// <inheritdoc/>
    public IReadOnlyList<string> Aliases { get; } = ["c#", "cs", "C#"];

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
        SharedValue.Current = value;
        try
        {
            foreach (string spelled in TypeSpelling.Candidates(type, value))
            {
                string code = $"{spelled} @{name} = ({spelled})global::{typeof(SharedValue).FullName}.Current!;";
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
            SharedValue.Current = null;
        }
    }

    /// <inheritdoc/>
    public CompletionList Complete(string code, int cursor) => _editing.Complete(code, cursor);

    /// <inheritdoc/>
    public Inspection? Inspect(string code, int cursor) => _editing.Inspect(code, cursor);

    /// <inheritdoc/>
    public Completeness IsComplete(string code)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(
            code,
            new CSharpParseOptions(LanguageVersion.Latest, kind: SourceCodeKind.Script)
        );
        return !SyntaxFactory.IsCompleteSubmission(tree) ? Completeness.Incomplete
            : tree.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error) ? Completeness.Invalid
            : Completeness.Complete;
    }

    /// <inheritdoc/>
    public async Task<Evaluation> RunAsync(string code, string fileName, CancellationToken cancellationToken)
    {
        try
        {
            code = TakeReferences(code, fileName, cancellationToken);
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
                cancellationToken
            );
            if (reference is null)
            {
                return Failed(CompileErrors.DescribeLibrary(faults, fileName, _chain.Variables()));
            }

            _pending.Add(reference);
            tree = SubmissionChain.Parse(library.Script, fileName, cancellationToken);
        }

        (Func<Task<object?>>? run, bool hasValue, IReadOnlyList<Diagnostic> errors) = Compile(tree, cancellationToken);
        if (run is null)
        {
            return Failed(CompileErrors.Describe(errors, fileName));
        }

        try
        {
            CellRun.At(GuardRewriter.FirstLine(tree.GetCompilationUnitRoot(cancellationToken)));
            object? value = await run().ConfigureAwait(true);
            return new Evaluation(hasValue, value, null);
        }
        catch (Exception e)
        {
            return Failed(RuntimeErrors.Describe(e, fileName, CellRun.ReachedLine));
        }
    }

    // With guards; without them where they are what does not compile, and to report errors at the columns of the cell
    // as written.
    private (Func<Task<object?>>? Run, bool HasValue, IReadOnlyList<Diagnostic> Errors) Compile(
        SyntaxTree tree,
        CancellationToken cancellationToken
    )
    {
        if (!tree.GetDiagnostics(cancellationToken).Any(d => d.Severity == DiagnosticSeverity.Error))
        {
            SyntaxTree guarded = GuardRewriter.Rewrite(
                tree,
                () => _chain.Compile(tree, _pending).GetSemanticModel(tree),
                cancellationToken
            );
            if (guarded != tree && Emit(guarded, cancellationToken) is { Run: not null } emitted)
            {
                return emitted;
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

    // Resolves the #r and #i lines and blanks them out: Roslyn would load second copies, and knows no packages.
    private string TakeReferences(string code, string fileName, CancellationToken cancellationToken)
    {
        if (!code.Contains("#r", StringComparison.Ordinal) && !code.Contains("#i", StringComparison.Ordinal))
        {
            return code;
        }

        SyntaxTree tree = CSharpSyntaxTree.ParseText(
            code,
            new CSharpParseOptions(LanguageVersion.Latest, kind: SourceCodeKind.Script),
            fileName,
            cancellationToken: cancellationToken
        );
        var blanked = new StringBuilder(code);
        var directives = new List<ReferenceDirective>();
        foreach (
            DirectiveTriviaSyntax directive in tree.GetRoot(cancellationToken)
                .DescendantNodes(descendIntoTrivia: true)
                .OfType<DirectiveTriviaSyntax>()
                .Where(d => d.IsActive)
        )
        {
            int line = directive.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
            if (directive is ReferenceDirectiveTriviaSyntax { File.ValueText: { Length: > 0 } text })
            {
                directives.Add(new ReferenceDirective(text, line));
            }
            else if (Feed().Match(directive.ToString()) is { Success: true } feed)
            {
                _session.AddSource(new ReferenceDirective(feed.Groups[1].Value, line));
            }
            else
            {
                continue;
            }

            for (int i = directive.SpanStart; i < directive.Span.End; i++)
            {
                blanked[i] = code[i] is '\n' or '\r' ? code[i] : ' ';
            }
        }

        _pending.AddRange(_references.Resolve(directives, cancellationToken));
        return blanked.ToString();
    }

    [GeneratedRegex("^#i\\s+\"([^\"]*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Feed();
}
