using System.Text.Json;
using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Files;

namespace R1Workbook.Benchmarks.Sets.SweVerified;

/// <summary>An instance of SWE-bench (Jimenez et al. 2023, arXiv 2310.06770), of which Verified has 500: an issue of a
/// repository and its tests.</summary>
/// <param name="Id"><c>instance_id</c>.</param>
/// <param name="Repository"><c>repo</c>.</param>
/// <param name="Problem"><c>problem_statement</c>.</param>
/// <param name="FailToPass">The tests that must pass now.</param>
/// <param name="PassToPass">The tests that must still pass.</param>
public sealed record SweBenchInstance(
    string Id,
    string Repository,
    string Problem,
    IReadOnlyList<string> FailToPass,
    IReadOnlyList<string> PassToPass
)
{
    /// <summary>The official Parquet file or JSON Lines; lists of tests are lists, or JSON within text.</summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<SweBenchInstance> Read(string path) =>
        DataFile.Read(
            path,
            row => new SweBenchInstance(
                row.Text("instance_id"),
                row.Text("repo"),
                row.Text("problem_statement"),
                Tests(row, "FAIL_TO_PASS"),
                Tests(row, "PASS_TO_PASS")
            )
        );

    private static IReadOnlyList<string> Tests(DataRow row, string name)
    {
        if (row.IsGiven(name) && row.Fields.GetProperty(name).ValueKind == JsonValueKind.Array)
            return row.Texts(name);
        try
        {
            return JsonNode.Parse(row.Text(name)) is JsonArray list
                ? [.. list.Select(test => test!.GetValue<string>())]
                : throw row.Wrong(name, "a list of tests");
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw row.Problem($"field \"{name}\" should be a list of tests as JSON ({exception.Message}).");
        }
    }
}
