using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using R1Workbook.Kernel.Files;

namespace R1Workbook.Kernel.References;

/// <summary>What a set of packages, with all that they need, consists of on this machine.</summary>
/// <param name="Packages">Each package with the version that was chosen.</param>
/// <param name="Assemblies">The managed files.</param>
/// <param name="Natives">The native files of this platform.</param>
/// <param name="Extensions">The folders of packages that extend .NET Interactive, by the package.</param>
public sealed record RestoredPackages(
    IReadOnlyDictionary<string, string> Packages,
    IReadOnlyList<string> Assemblies,
    IReadOnlyList<string> Natives,
    IReadOnlyDictionary<string, string> Extensions
)
{
    private const string ExtensionFolder = "interactive-extensions/dotnet";

    /// <summary>Reads what <c>dotnet restore</c> wrote.</summary>
    /// <param name="assetsFile">project.assets.json.</param>
    /// <exception cref="InvalidDataException">The file is not of the form that the SDK writes.</exception>
    public static RestoredPackages Read(string assetsFile)
    {
        try
        {
            JsonNode assets = JsonNode.Parse(File.ReadAllBytes(assetsFile))!;
            string[] folders = [.. assets["packageFolders"]!.AsObject().Select(folder => folder.Key)];
            string wanted = "/" + RuntimeInformation.RuntimeIdentifier;
            JsonObject target = assets["targets"]!
                .AsObject()
                .Where(t => t.Key.Contains('/', StringComparison.Ordinal))
                .OrderByDescending(t => t.Key.EndsWith(wanted, StringComparison.Ordinal))
                .First()
                .Value!.AsObject();
            var packages = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            var extensions = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            List<string> assemblies = [],
                natives = [];
            foreach ((string library, JsonNode? content) in target)
            {
                string[] parts = library.Split('/');
                packages[parts[0]] = parts[1];
                string path = (string)assets["libraries"]![library]!["path"]!;
                string[] Files(string kind) =>
                    content?[kind] is JsonObject files
                        ?
                        [
                            .. files
                                .Select(file => file.Key)
                                .Where(file => !file.EndsWith("_._", StringComparison.Ordinal))
                                .Select(file => Find(folders, path, file)),
                        ]
                        : [];
                assemblies.AddRange(
                    Files("runtime").Where(file => file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
                );
                natives.AddRange(Files("native"));
                string extension = Find(folders, path, ExtensionFolder);
                if (Directory.Exists(extension))
                {
                    extensions[parts[0]] = extension;
                }
            }

            return new RestoredPackages(packages, assemblies, natives, extensions);
        }
        catch (Exception e)
            when (e is JsonException or InvalidOperationException or NullReferenceException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"{assetsFile}: not what dotnet restore writes: {e.Message}", e);
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote; null when it is missing, damaged, or names files that are
    /// gone.</summary>
    public static RestoredPackages? Load(string file)
    {
        try
        {
            return
                File.Exists(file)
                && JsonSerializer.Deserialize<RestoredPackages>(File.ReadAllBytes(file))
                    is { Assemblies: not null, Natives: not null, Packages: not null, Extensions: not null } saved
                && saved.Assemblies.Concat(saved.Natives).All(File.Exists)
                ? saved
                : null;
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            return null;
        }
    }

    /// <summary>Writes it, all or nothing: a failed restore leaves files behind that look like those of a good
    /// one.</summary>
    public void Save(string file) => WholeFile.Write(file, JsonSerializer.SerializeToUtf8Bytes(this));

    private static string Find(string[] folders, string package, string file) =>
        folders.Select(folder => Path.GetFullPath(Path.Combine(folder, package, file))).FirstOrDefault(Path.Exists)
        ?? Path.GetFullPath(Path.Combine(folders[0], package, file));
}
