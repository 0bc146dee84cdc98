using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Scripting;
using R1Workbook.Kernel.Interactive;
using R1Workbook.Kernel.Interrupts;

namespace R1Workbook.Kernel.CSharp.Submissions;

/// <summary>Compiles library cells to assemblies that later cells refer to.</summary>
/// <param name="loader">Loads what is compiled.</param>
internal sealed class LibraryCompiler(SubmissionLoader loader)
{
    // The library that holds a type now, by the type's full name.
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _versions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MetadataReference> _newest = new(StringComparer.Ordinal);
    private readonly HashSet<MetadataReference> _emitted = [];
    private readonly SyntaxTree _usings = CSharpSyntaxTree.ParseText(CellScope.GlobalUsings);

    /// <summary>
    /// Compiles and loads one. Where a type of it was declared by an earlier library cell, it takes that library's name
    /// in a higher version and so its place.
    /// </summary>
    /// <param name="cell">The library.</param>
    /// <param name="references">What it can use.</param>
    /// <param name="calls">What goes into it beside guards, by its meaning; null for nothing.</param>
    /// <param name="cancellationToken">Ends the compilation.</param>
    /// <returns>The reference for later cells, or the errors.</returns>
    public (MetadataReference? Reference, IReadOnlyList<Diagnostic> Errors) Compile(
        LibraryCell cell,
        IReadOnlyList<MetadataReference> references,
        Func<SemanticModel, IStatementCalls>? calls,
        CancellationToken cancellationToken
    )
    {
        string name =
            cell.Types.Select(t => _owners.GetValueOrDefault(t)).FirstOrDefault(o => o is not null)
            ?? string.Create(CultureInfo.InvariantCulture, $"Library{_versions.Count + 1}");
        int version = _versions.GetValueOrDefault(name) + 1;
        CSharpCompilation compilation = CSharpCompilation.Create(
            name,
            [cell.Library, _usings, Version(version)],
            [
                .. references.Where(r => !_emitted.Contains(r)),
                .. _newest.Where(n => n.Key != name).Select(n => n.Value),
            ],
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                allowUnsafe: true,
                // Finds the facades that the guards' own assembly asks for, as a script's options do.
                metadataReferenceResolver: ScriptMetadataResolver.Default
            )
        );
        var model = new Lazy<SemanticModel>(() => compilation.GetSemanticModel(cell.Library));
        SyntaxTree Guarded(IStatementCalls? more) =>
            GuardedCode.Of(cell.Library, () => model.Value, more, cancellationToken);
        IReadOnlyList<Diagnostic> errors = [];

        // With all that goes in, else with guards, else as written: what is added must not be what fails.
        SyntaxTree[] trees = calls is null
            ? [Guarded(null), cell.Library]
            : [Guarded(calls(model.Value)), Guarded(null), cell.Library];
        foreach (
            CSharpCompilation candidate in trees
                .Distinct()
                .Select(tree => tree == cell.Library ? compilation : compilation.ReplaceSyntaxTree(cell.Library, tree))
        )
        {
            using var assembly = new MemoryStream();
            using var symbols = new MemoryStream();
            EmitResult result = candidate.Emit(
                assembly,
                symbols,
                options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb),
                cancellationToken: cancellationToken
            );
            errors = [.. result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)];
            if (result.Success)
            {
                return (Take(cell, name, version, assembly, symbols), []);
            }
        }

        return (null, errors);
    }

    private PortableExecutableReference Take(
        LibraryCell cell,
        string name,
        int version,
        MemoryStream assembly,
        MemoryStream symbols
    )
    {
        PortableExecutableReference reference = MetadataReference.CreateFromImage(assembly.ToArray());
        assembly.Position = 0;
        symbols.Position = 0;
        loader.LoadLibrary(assembly, symbols);
        _versions[name] = version;
        _newest[name] = reference;
        _emitted.Add(reference);
        foreach (string type in cell.Types)
        {
            _owners[type] = name;
        }

        return reference;
    }

    private static SyntaxTree Version(int version) =>
        CSharpSyntaxTree.ParseText(
            string.Create(
                CultureInfo.InvariantCulture,
                $"[assembly: System.Reflection.AssemblyVersion(\"{version}.0.0.0\")]"
            )
        );
}
