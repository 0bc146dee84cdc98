using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace R1Workbook.Cli;

/// <summary>Rows in, rows out: one JSON object a line. A row that cannot be used is named on standard error and the others go on.</summary>
internal static class JsonRows
{
    public static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Turns each row of a file ("-" is standard input) into a row of standard output.</summary>
    /// <returns>0; 1 where a row could not be used; 2 where there is no such file.</returns>
    public static int Each(string path, Func<JsonObject, JsonObject> row, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        if (path != "-" && !File.Exists(path))
        {
            errors.WriteLine($"{path}: no such file.");
            return 2;
        }
        int number = 0, unusable = 0;
        foreach (string line in path == "-" ? StandardInput() : File.ReadLines(path))
        {
            cancellation.ThrowIfCancellationRequested();
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                JsonObject given = JsonNode.Parse(line) as JsonObject ?? throw new FormatException("a JSON object is expected, one a line.");
                output.WriteLine(row(given).ToJsonString(Plain));
            }
            catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or ArgumentException)
            {
                unusable++;
                errors.WriteLine($"{path}, line {number}: {exception.Message}");
            }
        }
        if (unusable > 0) errors.WriteLine($"{path}: {unusable} of {number} rows could not be used.");
        return unusable > 0 ? 1 : 0;
    }

    /// <summary>The text of a field, or of a number or truth value written as text.</summary>
    /// <exception cref="FormatException">It is missing; the message names it and what the row has.</exception>
    public static string Text(JsonObject row, string name) => row[name] switch
    {
        JsonValue value when value.TryGetValue(out string? text) => text,
        JsonValue value => value.ToJsonString(),
        null => throw new FormatException($"field \"{name}\" is missing or null; the row has {string.Join(", ", row.Select(field => field.Key))}."),
        _ => throw new FormatException($"field \"{name}\" should be text."),
    };

    private static IEnumerable<string> StandardInput()
    {
        while (Console.In.ReadLine() is { } line) yield return line;
    }
}
