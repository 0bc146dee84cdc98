using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;

namespace R1Workbook.Kernel.References;

/// <summary>The assemblies that a notebook uses, each found and loaded once.</summary>
internal sealed class LoadedAssemblies : IDisposable
{
    private readonly HostAssemblies _host;
    private readonly HashSet<string> _framework;
    private readonly Dictionary<string, string> _found = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _folders = [];
    private readonly Action<string> _note;

    /// <summary>Starts with .NET and what the host program brings.</summary>
    /// <param name="host">What the program brings.</param>
    /// <param name="note">Takes remarks for the reader of the notebook.</param>
    public LoadedAssemblies(HostAssemblies host, Action<string> note)
    {
        (_host, _note) = (host, note);
        Framework = [.. host.Framework];
        _framework = new HashSet<string>(
            Framework.Select(path => Path.GetFileNameWithoutExtension(path)!),
            StringComparer.OrdinalIgnoreCase
        );
        AssemblyLoadContext.Default.Resolving += ResolveBeside;
    }

    /// <summary>The assemblies of .NET itself.</summary>
    public IReadOnlyList<string> Framework { get; }

    /// <summary>Also looks for assemblies in the folder of a library.</summary>
    /// <param name="library">The library's file.</param>
    public void LookBeside(string library) => _folders.Add(Path.GetDirectoryName(library)!);

    /// <inheritdoc/>
    public void Dispose() => AssemblyLoadContext.Default.Resolving -= ResolveBeside;

    /// <summary>Tells the reader when a file is another build than the one in use: .NET holds one build of an assembly
    /// a process, and says nothing when another is asked for.</summary>
    /// <param name="directive">The line that names the file.</param>
    /// <param name="name">The assembly's name.</param>
    /// <param name="path">The file.</param>
    public void TellOfOtherBuild(ReferenceDirective directive, string name, string path)
    {
        Assembly? loaded = AssemblyLoadContext.Default.Assemblies.FirstOrDefault(assembly =>
            string.Equals(assembly.GetName().Name, name, StringComparison.OrdinalIgnoreCase)
        );
        string? hosted = _host.Find(name);
        if (loaded is not null && loaded.ManifestModule.ModuleVersionId != HostAssemblies.ModuleVersion(path))
        {
            _note(
                $"#r \"{directive.Text}\": this file was built anew after it was loaded, or is another build than "
                    + $"the one in use ({loaded.Location}). Restart the kernel to use it."
            );
        }
        else if (
            loaded is null
            && hosted is not null
            && HostAssemblies.References(hosted) is not null
            && HostAssemblies.ModuleVersion(hosted) != HostAssemblies.ModuleVersion(path)
        )
        {
            _note(
                $"#r \"{directive.Text}\": another build than the copy beside this program, which is used: "
                    + $"{hosted}. Rebuild the program to take the new one in."
            );
        }
    }

    /// <summary>Loads assemblies and all they refer to into the one context where statics and natives are
    /// shared.</summary>
    /// <param name="names">Their names.</param>
    /// <returns>The paths of all that are no part of .NET.</returns>
    public IReadOnlyList<string> Load(List<string> names)
    {
        var paths = new List<string>();
        var seen = new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
        var open = new Queue<string>(seen);
        while (open.TryDequeue(out string? name))
        {
            if (
                _framework.Contains(name)
                || Find(name, null) is not { } path
                || HostAssemblies.References(path) is not { } needed
            )
            {
                continue;
            }

            AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
            paths.Add(path);
            foreach (string next in needed.Where(seen.Add))
            {
                open.Enqueue(next);
            }
        }

        return paths;
    }

    /// <summary>Loads a file; where an assembly of its name is loaded already, it is that one.</summary>
    /// <param name="path">The file.</param>
    public Assembly LoadFile(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        return AssemblyLoadContext.Default.Assemblies.FirstOrDefault(assembly =>
                string.Equals(assembly.GetName().Name, name, StringComparison.OrdinalIgnoreCase)
            ) ?? AssemblyLoadContext.Default.LoadFromAssemblyPath(Find(name, path) ?? path);
    }

    /// <summary>Where an assembly is; what was found once stays, since it may be loaded.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="path">Where it is when the program does not bring it; null to look beside the libraries of the
    /// notebook.</param>
    public string? Find(string name, string? path)
    {
        if (_found.TryGetValue(name, out string? known))
        {
            if (path is not null && known != path && _host.Find(name) is null && Version(known) != Version(path))
            {
                _note(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{name} {Version(known)} is loaded already and stays in use instead of {Version(path)}. "
                            + $"Restart the kernel to use the other."
                    )
                );
            }

            return known;
        }

        path = _host.Find(name) ?? path ?? Beside(name);
        if (path is not null)
        {
            _found[name] = path;
        }

        return path;
    }

    private static Version? Version(string path) => AssemblyName.GetAssemblyName(path).Version;

    private string? Beside(string name) =>
        _folders.Select(folder => Path.Combine(folder, name + ".dll")).FirstOrDefault(System.IO.File.Exists);

    private Assembly? ResolveBeside(AssemblyLoadContext context, AssemblyName name) =>
        name.Name is { } simple && Find(simple, null) is { } path ? context.LoadFromAssemblyPath(path) : null;
}
