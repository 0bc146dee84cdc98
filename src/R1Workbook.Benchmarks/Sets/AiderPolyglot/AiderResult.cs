using System.Text.Json;
using R1Workbook.Benchmarks.Files;

namespace R1Workbook.Benchmarks.Sets.AiderPolyglot;

/// <summary>What became of one exercise, as aider writes it into <c>.aider.results.json</c>.</summary>
/// <param name="Place">Where it stands, for errors.</param>
/// <param name="Exercise">Language and exercise: <c>go/bowling</c>.</param>
/// <param name="Model">The model.</param>
/// <param name="EditFormat">The edit format.</param>
/// <param name="Outcomes">Whether the tests passed at each try.</param>
/// <param name="MalformedReplies">How many replies did not keep the edit format.</param>
public sealed record AiderResult(
    string Place,
    string Exercise,
    string Model,
    string EditFormat,
    IReadOnlyList<bool> Outcomes,
    int MalformedReplies
)
{
    /// <summary>The results of a file, one row an exercise; the language stands in <c>language</c>, or in
    /// <c>testdir</c> before <c>/exercises/</c>.</summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<AiderResult> Read(string path) =>
        DataFile.Read(
            path,
            row => new AiderResult(
                $"{row.File}, {row.Unit} {row.Line}",
                $"{Language(row)}/{row.Text("testcase")}",
                row.TextOrNull("model") ?? "",
                row.TextOrNull("edit_format") ?? "",
                Tries(row),
                row.IsGiven("num_malformed_responses") ? row.Integer("num_malformed_responses") : 0
            )
        );

    private static bool[] Tries(DataRow row)
    {
        if (
            !row.IsGiven("tests_outcomes")
            || row.Fields.GetProperty("tests_outcomes") is not { ValueKind: JsonValueKind.Array } list
            || list.GetArrayLength() == 0
            || list.EnumerateArray().Any(item => item.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        )
        {
            throw row.Problem("field \"tests_outcomes\" should be a list of true and false, one for each try.");
        }

        return [.. list.EnumerateArray().Select(item => item.GetBoolean())];
    }

    private static string Language(DataRow row)
    {
        if (row.IsGiven("language"))
            return row.Text("language");
        string[] folders = row.Text("testdir").Split('/');
        int at = Array.LastIndexOf(folders, "exercises");
        return at > 0 ? folders[at - 1] : throw row.Wrong("testdir", "a path with the language before \"exercises\"");
    }
}
