using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting.Hosting;
using R1Workbook.Kernel.Cells;

namespace R1Workbook.Kernel.Languages.CSharp;

/// <summary>
/// Answers the <c>#r</c> lines of a notebook. What the host has is the host's own copy: two copies of one library in a process
/// split its types and statics, and two copies of libtorch abort.
/// </summary>
internal sealed partial class ReferenceResolver
{
    private readonly HostAssemblies _host = new();
    private readonly Dictionary<string, string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _folders = [];
    private readonly InteractiveAssemblyLoader _loader;
    private readonly string _folder;
    private readonly Action<string> _note;

    public ReferenceResolver(InteractiveAssemblyLoader loader, string folder, Action<string> note)
    {
        _loader = loader;
        _folder = folder;
        _note = note;
        AssemblyLoadContext.Default.Resolving += ResolveBeside;
    }

    /// <summary>References of the first submission: .NET itself, the formatting package and the display functions.</summary>
    public IReadOnlyList<MetadataReference> Default()
    {
        var references = new List<MetadataReference>();
        foreach (string path in _host.Framework)
        {
            if (HostAssemblies.References(path) is not null)
            {
                references.Add(MetadataReference.CreateFromFile(path));
            }

            _known[Path.GetFileNameWithoutExtension(path)] = path;
        }

        foreach (Assembly assembly in new[]
        {
            typeof(System.DisplayExtensions).Assembly,
            typeof(Microsoft.DotNet.Interactive.Formatting.Formatter).Assembly,
            typeof(Microsoft.AspNetCore.Html.IHtmlContent).Assembly,
        })
        {
            _known[assembly.GetName().Name!] = assembly.Location;
            _loader.RegisterDependency(assembly);
            references.Add(MetadataReference.CreateFromFile(assembly.Location));
        }

        return references;
    }

    /// <summary>The references that one <c>#r</c> adds; none when all are known already.</summary>
    /// <param name="directive">The text between the quotes.</param>
    /// <param name="line">The line of the directive, for errors.</param>
    /// <exception cref="CellException">Nothing answers to the directive.</exception>
    public IReadOnlyList<MetadataReference> Resolve(string directive, int line)
    {
        Match package = Package().Match(directive);
        return package.Success ? ResolvePackage(package.Groups[1].Value, package.Groups[2].Value, line) : ResolveFile(directive, line);
    }

    private List<MetadataReference> ResolvePackage(string name, string version, int line)
    {
        if (_host.PackageVersion(name) is not { } hosted)
        {
            throw new CellException(
                $"#r \"nuget: {name}\": not yet supported for packages that this kernel does not bring. Reference a .dll by its path, or add the package to the program that runs the notebook.",
                line);
        }

        _note(version.Length == 0 || version == hosted
            ? $"#r nuget: {name} {hosted} is part of this kernel."
            : $"#r nuget: {name} {hosted} is part of this kernel and is used instead of {version}.");
        var references = new List<MetadataReference>();
        foreach (string assembly in _host.PackageAssemblies(name))
        {
            Add(assembly, null, references);
        }

        return references;
    }

    private List<MetadataReference> ResolveFile(string directive, int line)
    {
        string path = Path.GetFullPath(Path.Combine(_folder, directive));
        string name = Path.GetFileNameWithoutExtension(path);
        string? hosted = _host.Find(name);
        if (hosted is null && !File.Exists(path))
        {
            // "System.Xml.Linq" and the like name an assembly of .NET.
            hosted = _host.Find(directive);
            name = hosted is null ? name : directive;
        }

        if (hosted is null && !File.Exists(path))
        {
            throw new CellException($"#r \"{directive}\": no such file: {path}. Build the library first, or mend the path.", line);
        }

        if (hosted is null && HostAssemblies.References(path) is null)
        {
            throw new CellException($"#r \"{directive}\": {path} is no .NET assembly.", line);
        }

        if (hosted is not null && File.Exists(path) && path != hosted && HostAssemblies.References(path) is not null
            && HostAssemblies.ModuleVersion(path) != HostAssemblies.ModuleVersion(hosted))
        {
            _note($"#r \"{directive}\": another build than the copy beside this program, which is used: {hosted}. Rebuild the program to take the new one in.");
        }

        var references = new List<MetadataReference>();
        if (hosted is null)
        {
            _folders.Add(Path.GetDirectoryName(path)!);
        }

        Add(name, hosted is null ? path : null, references);
        return references;
    }

    // Adds an assembly and all it refers to, each once.
    private void Add(string name, string? path, List<MetadataReference> references)
    {
        path = _host.Find(name) ?? path ?? Beside(name);
        if (path is null || !_known.TryAdd(name, path) || HostAssemblies.References(path) is not { } needed)
        {
            return;
        }

        Assembly assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
        _loader.RegisterDependency(assembly);
        references.Add(MetadataReference.CreateFromFile(path));
        foreach (string next in needed)
        {
            Add(next, null, references);
        }
    }

    private string? Beside(string name) => _folders.Select(f => Path.Combine(f, name + ".dll")).FirstOrDefault(File.Exists);

    private Assembly? ResolveBeside(AssemblyLoadContext context, AssemblyName name) =>
        name.Name is { } simple && Beside(simple) is { } path ? context.LoadFromAssemblyPath(path) : null;

    [GeneratedRegex(@"^\s*nuget\s*:\s*([^,\s]+)\s*(?:,\s*(\S+)\s*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Package();
}
