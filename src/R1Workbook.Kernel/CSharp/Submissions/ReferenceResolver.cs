using Microsoft.CodeAnalysis;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Interactive;
using R1Workbook.Kernel.References;

namespace R1Workbook.Kernel.CSharp.Submissions;

/// <summary>Gives the C# compiler what the session's <c>#r</c> lines loaded, each assembly once.</summary>
/// <param name="references">The references of the session.</param>
internal sealed class ReferenceResolver(SessionReferences references)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>References of the first submission: .NET itself, and what cells see
    /// besides.</summary>
    public IReadOnlyList<MetadataReference> Default()
    {
        _known.UnionWith(references.Framework);
        // Each submission keeps a table of its references; facades are found when a library asks for them.
        return
        [
            .. references.Framework.Where(path => !HostAssemblies.IsFacade(path)).Select(path => Reference(path)),
            .. Add(CellScope.Assemblies),
        ];
    }

    /// <summary>The references that <c>#r</c> lines add; none when all are known already.</summary>
    /// <param name="directives">The lines of one cell.</param>
    /// <param name="cancellationToken">Ends a restore.</param>
    /// <exception cref="CellException">Nothing answers to a line.</exception>
    public IReadOnlyList<MetadataReference> Resolve(
        IReadOnlyList<ReferenceDirective> directives,
        CancellationToken cancellationToken
    ) => Add(references.Resolve(directives, cancellationToken));

    /// <summary>The references that code needs to name types and use their members; none when all are known
    /// already.</summary>
    /// <param name="types">The types; assemblies that only live in memory, such as those of cells, are left
    /// out.</param>
    public IReadOnlyList<MetadataReference> Of(IEnumerable<Type> types) =>
        Resolve(
            [
                .. types
                    .SelectMany(Parts)
                    .Select(type => type.Assembly)
                    .Where(assembly => !assembly.IsDynamic)
                    .Select(assembly => assembly.Location)
                    .Distinct()
                    .Where(path => path.Length > 0 && !_known.Contains(path))
                    .Select(path => new ReferenceDirective(path, 1)),
            ],
            CancellationToken.None
        );

    private static IEnumerable<Type> Parts(Type type) =>
        [type, .. type.HasElementType ? Parts(type.GetElementType()!) : type.GetGenericArguments().SelectMany(Parts)];

    private MetadataReference[] Add(IEnumerable<string> paths) => [.. paths.Where(_known.Add).Select(Reference)];

    private static MetadataReference Reference(string path) => MetadataReference.CreateFromFile(path);
}
