using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.References;

/// <summary>The assemblies that this process has beside it: those of .NET and those of the program that runs the
/// notebook.</summary>
internal sealed class HostAssemblies
{
    // Reading each of .NET's files would be felt at the start of a session.
    private const int LargestFacade = 128 * 1024;

    private readonly Dictionary<string, string> _paths = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _packages = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<string>> _packageAssemblies = new(StringComparer.OrdinalIgnoreCase);

    public HostAssemblies()
    {
        string trusted = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "";
        foreach (string path in trusted.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            // The list is made when a program starts from a manifest: a file of it may have been removed.
            if (File.Exists(path))
                _paths.TryAdd(Path.GetFileNameWithoutExtension(path), path);
        }

        ReadPackages();
    }

    /// <summary>The paths of .NET's own assemblies.</summary>
    public IEnumerable<string> Framework
    {
        get
        {
            string folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
            return _paths.Values.Where(p => Path.GetDirectoryName(p) == folder);
        }
    }

    /// <summary>The path of the host's copy of an assembly; null when the host has none.</summary>
    public string? Find(string simpleName) => _paths.GetValueOrDefault(simpleName);

    /// <summary>The version in which the host brings a NuGet package; null when it does not.</summary>
    public string? PackageVersion(string package) => _packages.GetValueOrDefault(package);

    /// <summary>The assemblies of a package that the host brings.</summary>
    public IEnumerable<string> PackageAssemblies(string package) => _packageAssemblies.GetValueOrDefault(package, []);

    /// <summary>The names of the assemblies that a managed file refers to; null when the file is no managed
    /// assembly.</summary>
    public static IReadOnlyList<string>? References(string path)
    {
        using FileStream stream = File.OpenRead(path);
        using var image = new PEReader(stream);
        try
        {
            if (!image.HasMetadata)
            {
                return null;
            }
        }
        catch (BadImageFormatException)
        {
            return null;
        }

        MetadataReader metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(r => metadata.GetString(metadata.GetAssemblyReference(r).Name))];
    }

    /// <summary>Whether a managed file only forwards to types of others, as half of .NET's own do for old
    /// libraries.</summary>
    public static bool IsFacade(string path)
    {
        if (new FileInfo(path).Length > LargestFacade)
        {
            return false;
        }

        using FileStream stream = File.OpenRead(path);
        using var image = new PEReader(stream);
        // The first type is that of the module itself.
        return image.GetMetadataReader().TypeDefinitions.Count <= 1;
    }

    /// <summary>The id of one compilation of a module: equal ids mean the same build.</summary>
    public static Guid ModuleVersion(string path)
    {
        using FileStream stream = File.OpenRead(path);
        using var image = new PEReader(stream);
        MetadataReader metadata = image.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }

    // r1.deps.json lists, a package, the assemblies that were copied beside r1.
    private void ReadPackages()
    {
        string files = AppContext.GetData("APP_CONTEXT_DEPS_FILES") as string ?? "";
        foreach (
            string file in files
                .Split([';', Path.PathSeparator], StringSplitOptions.RemoveEmptyEntries)
                .Where(File.Exists)
        )
        {
            if (JsonNode.Parse(File.ReadAllBytes(file))?["targets"] is not JsonObject targets)
            {
                continue;
            }

            foreach ((string library, JsonNode? content) in targets.SelectMany(t => t.Value as JsonObject ?? []))
            {
                string[] parts = library.Split('/');
                if (parts.Length != 2 || parts[0].StartsWith("runtimepack.", StringComparison.Ordinal))
                {
                    continue;
                }

                _packages[parts[0]] = parts[1];
                _packageAssemblies[parts[0]] = content?["runtime"] is JsonObject runtime
                    ? [.. runtime.Select(p => Path.GetFileNameWithoutExtension(p.Key))]
                    : [];
            }
        }
    }
}
