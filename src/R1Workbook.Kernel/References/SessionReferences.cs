using System.Reflection;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.References;

/// <summary>
/// Answers the <c>#r</c> lines of a notebook, for all of its languages. What the host has is the host's own copy: two
/// copies of one library in a process split its types and statics, and two copies of libtorch abort.
/// </summary>
public sealed class SessionReferences : IDisposable
{
    private const StringComparison Ignored = StringComparison.OrdinalIgnoreCase;

    private readonly HostAssemblies _host = new();
    private readonly NativeLibraries _natives = new();
    private readonly Dictionary<string, PackageRequest> _packages = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _versions = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _sources = [];
    private readonly Queue<PackageExtension> _extensions = [];
    private readonly HashSet<string> _extended = new(StringComparer.OrdinalIgnoreCase);
    private readonly LoadedAssemblies _loaded;
    private readonly PackageRestore _restore;
    private readonly string _folder;
    private readonly Action<string> _note;

    /// <summary>Starts with .NET and what the host program brings.</summary>
    /// <param name="folder">The notebook's folder, to which paths are relative.</param>
    /// <param name="note">Takes remarks for the reader of the notebook.</param>
    /// <param name="cacheFolder">Where restored packages are remembered; null for the user's cache.</param>
    public SessionReferences(string folder, Action<string> note, string? cacheFolder = null)
    {
        (_folder, _note, _restore) = (folder, note, new PackageRestore(cacheFolder ?? PackageRestore.DefaultFolder));
        _loaded = new LoadedAssemblies(_host, note);
    }

    /// <summary>The assemblies of .NET itself, which every cell sees.</summary>
    public IReadOnlyList<string> Framework => _loaded.Framework;

    /// <summary>Loads the extension of a package; does nothing where nobody set it.</summary>
    public Func<PackageExtension, CancellationToken, Task> LoadExtension { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Loads the extensions of the packages that were added last. Called when the language that asked for them
    /// has them at hand.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="CellException">One could not be loaded.</exception>
    public async Task LoadExtensionsAsync(CancellationToken cancellationToken)
    {
        while (_extensions.TryDequeue(out PackageExtension? extension))
        {
            await LoadExtension(extension, cancellationToken).ConfigureAwait(true);
        }
    }

    /// <summary>Loads an assembly of an extension, and finds what lies beside it.</summary>
    /// <param name="path">The file.</param>
    public Assembly LoadAssembly(string path)
    {
        _loaded.LookBeside(path);
        return _loaded.LoadFile(path);
    }

    /// <summary>Adds a feed: <c>#i "nuget: FEED"</c>.</summary>
    /// <param name="directive">An address, or an absolute folder.</param>
    /// <exception cref="CellException">It is neither.</exception>
    public void AddSource(ReferenceDirective directive)
    {
        string source = directive.Text.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase)
            ? directive.Text[6..].Trim()
            : "";
        if (!Uri.TryCreate(source, UriKind.Absolute, out Uri? uri) || (uri.IsFile && !Directory.Exists(source)))
        {
            throw new CellException(
                $"#i \"{directive.Text}\": a feed is expected: #i \"nuget: https://...\" or #i \"nuget: "
                    + $"/an/absolute/folder\" that exists.",
                directive.Line
            );
        }

        _sources.Add(source);
    }

    /// <summary>Loads what <c>#r</c> lines name, with all that it needs.</summary>
    /// <param name="directives">The lines of one cell: their packages are restored together.</param>
    /// <param name="cancellationToken">Ends a restore.</param>
    /// <returns>The paths of the assemblies, those that are known from earlier cells too.</returns>
    /// <exception cref="CellException">Nothing answers to a line; nothing was added then.</exception>
    public IReadOnlyList<string> Resolve(
        IReadOnlyList<ReferenceDirective> directives,
        CancellationToken cancellationToken
    )
    {
        var roots = new List<string>();
        var wanted = new List<(PackageRequest Request, int Line)>();
        foreach (ReferenceDirective directive in directives)
        {
            if (PackageRequest.Parse(directive.Text) is not { } request)
            {
                roots.Add(
                    directive.Text.TrimStart().StartsWith("nuget", StringComparison.OrdinalIgnoreCase)
                        ? throw new CellException(
                            $"#r \"{directive.Text}\": write #r \"nuget: NAME\" or #r \"nuget: NAME, VERSION\".",
                            directive.Line
                        )
                        : File(directive)
                );
            }
            else if (_host.PackageVersion(request.Name) is { } hosted)
            {
                _note(
                    request.Version.Length == 0 || request.Version == hosted
                        ? $"#r nuget: {request.Name} {hosted} is part of this kernel."
                        : $"#r nuget: {request.Name} {hosted} is part of this kernel and is used instead of "
                            + $"{request.Version}."
                );
                roots.AddRange(_host.PackageAssemblies(request.Name));
            }
            else
            {
                wanted.Add((request, directive.Line));
            }
        }

        if (wanted.Count > 0)
        {
            roots.AddRange(Packages(wanted, cancellationToken));
        }

        return _loaded.Load(roots);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _loaded.Dispose();
        _natives.Dispose();
    }

    // Restores the packages of the whole session together; those of a failed cell are forgotten again.
    private IEnumerable<string> Packages(
        List<(PackageRequest Request, int Line)> wanted,
        CancellationToken cancellationToken
    )
    {
        var all = new Dictionary<string, PackageRequest>(_packages, StringComparer.OrdinalIgnoreCase);
        foreach ((PackageRequest request, int line) in wanted)
        {
            if (
                _packages.TryGetValue(request.Name, out PackageRequest? earlier)
                && request.IsExact
                && _versions.GetValueOrDefault(request.Name) is { } loaded
                && loaded != request.Version
            )
            {
                throw new CellException(
                    $"#r nuget: {request}: version {loaded} is loaded already, and a process holds one. Restart the "
                        + $"kernel to use {request.Version}.",
                    line
                );
            }

            all[request.Name] = request.Version.Length == 0 && earlier is not null ? earlier : request;
        }

        RestoredPackages restored;
        try
        {
            restored = _restore.Restore([.. all.Values], _sources, cancellationToken);
        }
        catch (PackageException e)
        {
            (PackageRequest request, int line) = wanted.FirstOrDefault(
                one => e.Message.Contains(one.Request.Name, StringComparison.OrdinalIgnoreCase),
                wanted[0]
            );
            throw new CellException($"#r nuget: {request} could not be restored: {e.Message}", line);
        }

        foreach ((string name, PackageRequest request) in all)
        {
            _packages[name] = request;
            _versions[name] = restored.Packages.GetValueOrDefault(name, request.Version);
        }

        foreach ((PackageRequest request, _) in wanted)
        {
            _note($"#r nuget: {request.Name} {_versions[request.Name]}");
        }

        foreach ((string name, string folder) in restored.Extensions.Where(found => _extended.Add(found.Key)))
        {
            int line = wanted.FirstOrDefault(one => one.Request.Name.Equals(name, Ignored), wanted[0]).Line;
            _extensions.Enqueue(new PackageExtension(name, folder, line));
        }

        _natives.Add(restored.Natives);
        foreach (string path in restored.Assemblies)
        {
            _loaded.Find(Path.GetFileNameWithoutExtension(path), path);
        }

        return restored.Assemblies.Select(path => Path.GetFileNameWithoutExtension(path)!);
    }

    // The name of the assembly that a path or a name of .NET stands for.
    private string File(ReferenceDirective directive)
    {
        string path = Path.GetFullPath(Path.Combine(_folder, directive.Text)),
            name = Path.GetFileNameWithoutExtension(path);
        bool exists = System.IO.File.Exists(path);
        if (!exists && _host.Find(name) is null)
        {
            // "System.Xml.Linq" and the like name an assembly of .NET.
            return _host.Find(directive.Text) is not null
                ? directive.Text
                : throw new CellException(
                    $"#r \"{directive.Text}\": no such file: {path}. Build the library first, or mend the path.",
                    directive.Line
                );
        }

        if (exists && HostAssemblies.References(path) is null)
        {
            throw new CellException($"#r \"{directive.Text}\": {path} is no .NET assembly.", directive.Line);
        }

        if (exists)
        {
            _loaded.TellOfOtherBuild(directive, name, path);
        }

        if (_host.Find(name) is null)
        {
            _loaded.LookBeside(path);
            ComponentDependencies needs = ComponentDependencies.Of(path, PackageRestore.PackagesFolder);
            foreach ((string needed, string where) in needs.Assemblies)
            {
                _loaded.Find(needed, where);
            }

            _loaded.Find(name, path);
            _natives.Add(needs.Natives);
            _natives.AddBeside(path);
        }

        return name;
    }
}
