using System.Text.Json.Nodes;

namespace R1Workbook.Testing;

/// <summary>Files of others (official data sets, tokenizers, the cases of peers) that are beside the repository and no
/// part of it. A test that needs one is skipped where it is absent.</summary>
public static class SharedFiles
{
    private static string Folder =>
        Environment.GetEnvironmentVariable("R1WORKBOOK_SHARED") ?? RepositoryFolder.Of("..", "shared");

    /// <summary>Whether a file or folder is there.</summary>
    public static bool Has(string path) => System.IO.Path.Exists(System.IO.Path.Combine(Folder, path));

    /// <summary>The path of a file or folder under <c>../shared</c>, or under R1WORKBOOK_SHARED where that is set; the
    /// test is skipped where it is absent.</summary>
    /// <exception cref="SkipException">It is absent.</exception>
    public static string Find(string path)
    {
        Skip.IfNot(
            Has(path),
            $"{path} is not beside the repository; set R1WORKBOOK_SHARED to the folder that holds it."
        );
        return System.IO.Path.GetFullPath(System.IO.Path.Combine(Folder, path));
    }

    /// <summary>A JSON file.</summary>
    /// <exception cref="SkipException">It is absent.</exception>
    public static JsonNode Json(string path) => JsonNode.Parse(File.ReadAllText(Find(path)))!;

    /// <summary>The rows of a JSON lines file.</summary>
    /// <exception cref="SkipException">It is absent.</exception>
    public static IReadOnlyList<JsonNode> JsonLines(string path) =>
        [.. File.ReadLines(Find(path)).Where(line => line.Length > 0).Select(line => JsonNode.Parse(line)!)];
}
