using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using R1Workbook.Kernel.CSharp.Submissions;

namespace R1Workbook.Kernel.CSharp.Editing;

/// <summary>
/// All names that code may use without a dot. Roslyn looks thousands of names up through every submission to list a
/// scope; here the names are gathered once, and only those that fit what was typed are looked up.
/// </summary>
/// <param name="chain">The script.</param>
internal sealed class ScopeNames(SubmissionChain chain)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _imported = new(StringComparer.Ordinal);
    private CSharpCompilation? _read;
    private int _references;

    /// <summary>The symbols in scope whose names begin with a prefix, whatever their case.</summary>
    /// <param name="model">The meaning of the cell.</param>
    /// <param name="position">The place in it.</param>
    /// <param name="prefix">At least one character; all names of .NET begin with none.</param>
    public IEnumerable<ISymbol> Symbols(SemanticModel model, int position, string prefix)
    {
        if (prefix.Length == 0)
        {
            return model.LookupSymbols(position);
        }

        ReadNewSubmissions();
        SyntaxNode root = model.SyntaxTree.GetRoot();
        HashSet<string> own =
        [
            .. root.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText),
        ];
        foreach (
            UsingDirectiveSyntax directive in root.DescendantNodes(n => n is CompilationUnitSyntax)
                .OfType<UsingDirectiveSyntax>()
        )
        {
            own.UnionWith(Imported(chain.Last, directive.NamespaceOrType.ToString()));
        }

        return own.Concat(_names)
            .Distinct()
            .Where(n => n.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .SelectMany(n => model.LookupSymbols(position, name: n));
    }

    private void ReadNewSubmissions()
    {
        CSharpCompilation last = chain.Last;
        if (_references != chain.References.Count)
        {
            // A new reference may add to namespaces that were read.
            (_references, _read) = (chain.References.Count, null);
            _imported.Clear();
            _names.UnionWith(last.GlobalNamespace.GetMembers().Select(m => m.Name));
        }

        for (
            CSharpCompilation? next = last;
            next is not null && next != _read;
            next = next.ScriptCompilationInfo?.PreviousScriptCompilation
        )
        {
            _names.UnionWith(next.ScriptClass?.MemberNames ?? []);
            IEnumerable<UsingDirectiveSyntax> usings = next.SyntaxTrees.SelectMany(t =>
                t.GetCompilationUnitRoot().Usings
            );
            _names.UnionWith(usings.Select(u => u.Alias?.Name.Identifier.ValueText).OfType<string>());
            foreach (
                string import in next
                    .Options.Usings.Concat(usings.Select(u => u.NamespaceOrType.ToString()))
                    .Where(_imported.Add)
            )
            {
                _names.UnionWith(Imported(last, import));
            }
        }

        _read = last;
    }

    private static IEnumerable<string> Imported(CSharpCompilation compilation, string name)
    {
        INamespaceSymbol? space = compilation.GlobalNamespace;
        foreach (string part in name.Split('.'))
        {
            space = space?.GetNamespaceMembers().FirstOrDefault(n => n.Name == part);
        }

        return space is not null
            ? space.GetMembers().Select(m => m.Name)
            : compilation.GetTypeByMetadataName(name)?.MemberNames ?? [];
    }
}
