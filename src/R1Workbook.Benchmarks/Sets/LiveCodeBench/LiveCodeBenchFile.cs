using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Sets.LiveCodeBench;

/// <summary>The files that hold problems of LiveCodeBench: the official JSON Lines, the eval_all files of the
/// submissions (they hold verdicts in place of tests) and QwQ's list (it only names files of tests).</summary>
public static class LiveCodeBenchFile
{
    /// <summary>The problems of a file, in its order.</summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<IProblem> Read(string path) =>
        DataFile.Read(
            path,
            row =>
            {
                string? function = row.TextOrNull("starter_code") is { Length: > 0 } ? Called(row) : null;
                return (IProblem)
                    new LiveCodeBenchProblem(
                        row.Id("question_id"),
                        row.Text(row.FirstOf("question_content", "prompt")),
                        row.TextOrNull("starter_code") ?? "",
                        Date(row),
                        row.TextOrNull("platform") ?? "",
                        row.TextOrNull("difficulty") ?? "",
                        [.. Listed(row, "public_test_cases"), .. Listed(row, "private_test_cases")],
                        function
                    );
            }
        );

    private static DateTime Date(DataRow row) =>
        DateTime.TryParse(
            row.Text("contest_date"),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTime date
        )
            ? date
            : throw row.Wrong("contest_date", "a date");

    private static string? Called(DataRow row)
    {
        // The submissions' files hold a list there, of how long each answer ran.
        if (
            !row.IsGiven("metadata")
            || row.Fields.GetProperty("metadata").ValueKind != JsonValueKind.String
            || row.Text("metadata") is not { Length: > 0 } metadata
        )
        {
            return null;
        }

        return Json(row, "metadata", metadata)?["func_name"]?.ToString();
    }

    private static LiveCodeBenchTest[] Listed(DataRow row, string name)
    {
        if (row.TextOrNull(name) is not { Length: > 0 } text)
            return [];
        try
        {
            if (!text.TrimStart().StartsWith('['))
                text = PickledText.Read(text);
        }
        catch (FormatException exception)
        {
            throw row.Problem($"field \"{name}\": {exception.Message}");
        }
        if (Json(row, name, text) is not JsonArray tests)
            throw row.Problem($"field \"{name}\" should be a list of tests.");
        string Text(JsonNode? test, string field) =>
            (string?)test?[field] ?? throw row.Problem($"field \"{name}\": a test has no \"{field}\".");
        return
        [
            .. tests.Select(test => new LiveCodeBenchTest(
                Text(test, "input"),
                Text(test, "output"),
                (string?)test?["testtype"] == "functional"
            )),
        ];
    }

    private static JsonNode? Json(DataRow row, string name, string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException exception)
        {
            throw row.Problem($"field \"{name}\" holds no JSON ({exception.Message}).");
        }
    }
}
