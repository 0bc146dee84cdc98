using System.Runtime.InteropServices;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace R1Workbook.Kernel.CSharp.Editing;

/// <summary>The XML documentation of symbols: beside their assembly, or in the SDK's reference pack for those of .NET
/// itself.</summary>
internal static class SymbolDocumentation
{
    private const int DeepestInheritance = 4;

    private static readonly Lazy<string?> ReferencePack = new(FindReferencePack);

    /// <summary>The documentation of a symbol, with what it inherits; null when there is none on this
    /// machine.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="compilation">Where it is used.</param>
    public static XElement? Of(ISymbol symbol, CSharpCompilation compilation) => Of(Definition(symbol), compilation, 0);

    private static XElement? Of(ISymbol symbol, CSharpCompilation compilation, int depth)
    {
        XElement? element =
            symbol.Locations.Any(l => l.IsInSource) ? Parsed(symbol.GetDocumentationCommentXml())
            : symbol.GetDocumentationCommentId() is { } id
                ? Files(symbol, compilation).Select(f => Read(f, id)).FirstOrDefault(e => e is not null)
            : null;
        XElement? inherit = element?.Descendants("inheritdoc").FirstOrDefault();
        if (depth >= DeepestInheritance || (element is not null && inherit is null))
        {
            return element;
        }

        ISymbol? source = inherit?.Attribute("cref")?.Value is { } cref
            ? DocumentationCommentId.GetFirstSymbolForDeclarationId(cref, compilation)
            : Inherited(symbol);
        return source is null ? element : Of(Definition(source), compilation, depth + 1) ?? element;
    }

    private static ISymbol Definition(ISymbol symbol) =>
        symbol is IMethodSymbol { ReducedFrom: { } reduced } ? reduced.OriginalDefinition
        : symbol is IMethodSymbol { MethodKind: MethodKind.Constructor, IsImplicitlyDeclared: true }
            ? symbol.ContainingType.OriginalDefinition
        : symbol.OriginalDefinition;

    private static ISymbol? Inherited(ISymbol symbol)
    {
        ISymbol? overridden = symbol switch
        {
            IMethodSymbol method => method.OverriddenMethod,
            IPropertySymbol property => property.OverriddenProperty,
            IEventSymbol happening => happening.OverriddenEvent,
            INamedTypeSymbol { BaseType.SpecialType: not SpecialType.System_Object } type => (ISymbol?)type.BaseType
                ?? type.Interfaces.FirstOrDefault(),
            INamedTypeSymbol type => type.Interfaces.FirstOrDefault(),
            _ => null,
        };
        return overridden
            ?? (
                symbol is INamedTypeSymbol
                    ? null
                    : symbol
                        .ContainingType?.AllInterfaces.SelectMany(i => i.GetMembers(symbol.Name))
                        .FirstOrDefault(m =>
                            SymbolEqualityComparer.Default.Equals(
                                symbol.ContainingType.FindImplementationForInterfaceMember(m),
                                symbol
                            )
                        )
            );
    }

    private static IEnumerable<string> Files(ISymbol symbol, CSharpCompilation compilation)
    {
        if (
            symbol.ContainingAssembly is not { } assembly
            || (compilation.GetMetadataReference(assembly) as PortableExecutableReference)?.FilePath is not { } path
        )
        {
            return [];
        }

        string beside = Path.ChangeExtension(path, ".xml");
        if (File.Exists(beside))
        {
            return [beside];
        }

        return
            Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location)
            && ReferencePack.Value is { } pack
            ? InPack(symbol, assembly, compilation, pack)
            : [];
    }

    // The pack documents a type where its reference assembly is; at run time that one only forwards to where the type
    // lives.
    private static IEnumerable<string> InPack(
        ISymbol symbol,
        IAssemblySymbol home,
        CSharpCompilation compilation,
        string pack
    )
    {
        INamedTypeSymbol? type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        while (type?.ContainingType is { } outer)
        {
            type = outer;
        }

        if (type is null)
        {
            return [];
        }

        string name = type.ContainingNamespace.IsGlobalNamespace
            ? type.MetadataName
            : $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";
        return compilation
            .SourceModule.ReferencedAssemblySymbols.Where(a =>
                SymbolEqualityComparer.Default.Equals(a, home)
                || (File.Exists(Path.Combine(pack, a.Name + ".xml")) && a.ResolveForwardedType(name) is not null)
            )
            .Select(a => Path.Combine(pack, a.Name + ".xml"))
            .Where(File.Exists);
    }

    // Reads through the file: .NET's own run to many megabytes, of which one element is wanted.
    private static XElement? Read(string file, string id)
    {
        try
        {
            using var reader = XmlReader.Create(
                file,
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }
            );
            while (reader.ReadToFollowing("member"))
            {
                if (reader.GetAttribute("name") == id)
                {
                    return (XElement)XNode.ReadFrom(reader);
                }
            }
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            // Documentation that cannot be read is as good as none.
        }

        return null;
    }

    private static XElement? Parsed(string? xml)
    {
        try
        {
            return string.IsNullOrWhiteSpace(xml) ? null : XElement.Parse(xml, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static string? FindReferencePack()
    {
        // shared/Microsoft.NETCore.App/10.0.1/ is where the runtime is; the packs are beside shared, if the SDK is
        // there.
        string root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        string packs = Path.Combine(root, "packs", "Microsoft.NETCore.App.Ref");
        return !Directory.Exists(packs)
            ? null
            : Directory
                .GetDirectories(packs)
                .OrderByDescending(d => Version.TryParse(Path.GetFileName(d), out Version? v) ? v : new Version())
                .SelectMany(d =>
                    Directory.Exists(Path.Combine(d, "ref")) ? Directory.GetDirectories(Path.Combine(d, "ref")) : []
                )
                .FirstOrDefault();
    }
}
