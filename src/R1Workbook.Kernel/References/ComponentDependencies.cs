using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.References;

/// <summary>What a built library needs, by the .deps.json that its build wrote: files beside it, or in the folder of
/// NuGet packages.</summary>
/// <param name="Assemblies">Simple name to path.</param>
/// <param name="Natives">Native files of this platform.</param>
internal sealed record ComponentDependencies(
    IReadOnlyDictionary<string, string> Assemblies,
    IReadOnlyList<string> Natives
)
{
    /// <summary>Reads the .deps.json beside an assembly; empty where there is none or it cannot be read.</summary>
    /// <param name="assemblyPath">The assembly.</param>
    /// <param name="packagesFolder">Where NuGet keeps packages.</param>
    public static ComponentDependencies Of(string assemblyPath, string packagesFolder)
    {
        var assemblies = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        List<string> natives = [];
        string folder = Path.GetDirectoryName(assemblyPath)!,
            file = Path.ChangeExtension(assemblyPath, ".deps.json");
        try
        {
            JsonNode? json = File.Exists(file) ? JsonNode.Parse(File.ReadAllBytes(file)) : null;
            foreach (
                (string library, JsonNode? content) in (json?["targets"] as JsonObject ?? []).SelectMany(target =>
                    target.Value as JsonObject ?? []
                )
            )
            {
                string package = Path.Combine(
                    packagesFolder,
                    (string?)json!["libraries"]?[library]?["path"] ?? library.ToLowerInvariant()
                );
                string? Existing(string asset) =>
                    (
                        (string[])
                            [
                                Path.Combine(folder, asset),
                                Path.Combine(folder, Path.GetFileName(asset)),
                                Path.Combine(package, asset),
                            ]
                    ).FirstOrDefault(File.Exists);
                foreach (string asset in Keys(content?["runtime"]))
                {
                    if (Existing(asset) is { } path)
                        assemblies.TryAdd(Path.GetFileNameWithoutExtension(asset), path);
                }

                IEnumerable<string> ofPlatform = (content?["runtimeTargets"] as JsonObject ?? [])
                    .Where(asset =>
                        (string?)asset.Value?["assetType"] == "native" && Suits((string?)asset.Value?["rid"])
                    )
                    .Select(asset => asset.Key);
                natives.AddRange(Keys(content?["native"]).Concat(ofPlatform).Select(Existing).OfType<string>());
            }
        }
        catch (Exception e) when (e is JsonException or IOException or InvalidOperationException)
        {
            // Without it, what lies beside the assembly is still found.
        }

        return new ComponentDependencies(assemblies, natives);
    }

    private static IEnumerable<string> Keys(JsonNode? files) =>
        files is JsonObject named ? named.Select(file => file.Key) : [];

    private static bool Suits(string? rid) =>
        rid is not null
        && (
            rid == RuntimeInformation.RuntimeIdentifier
            || RuntimeInformation.RuntimeIdentifier.StartsWith(rid + "-", StringComparison.Ordinal)
        );
}
