using System.Text.Json.Nodes;

namespace R1Workbook.Core.Tests;

/// <summary>Peers' cases and facts, which lie beside the repository and are not part of it: tests that need them are
/// skipped where they are absent.</summary>
internal static class SharedCases
{
    public static JsonNode Json(string path) => JsonNode.Parse(File.ReadAllText(Find(path)))!;

    public static IReadOnlyList<JsonNode> JsonLines(string path) =>
        [.. File.ReadLines(Find(path)).Where(line => line.Length > 0).Select(line => JsonNode.Parse(line)!)];

    private static string Find(string path)
    {
        string? shared = Environment.GetEnvironmentVariable("R1WORKBOOK_SHARED");
        for (
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            shared is null && folder is not null;
            folder = folder.Parent
        )
        {
            if (File.Exists(Path.Combine(folder.FullName, "R1Workbook.sln")))
                shared = Path.Combine(folder.FullName, "..", "shared");
        }
        string file = Path.Combine(shared ?? "", path);
        Skip.IfNot(
            File.Exists(file),
            $"{path} is not beside the repository; set R1WORKBOOK_SHARED to the folder that holds it."
        );
        return file;
    }
}
