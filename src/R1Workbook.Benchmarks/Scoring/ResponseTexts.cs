using System.Text.Json;
using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Core.Completions;

namespace R1Workbook.Benchmarks.Scoring;

/// <summary>Reads what a model wrote from a field of a response file.</summary>
internal static class ResponseTexts
{
    /// <summary>The samples of a field: one text, or a list of texts. A message, a list of messages and a list of parts
    /// are one sample.</summary>
    /// <param name="row">The row.</param>
    /// <param name="name">The field.</param>
    /// <param name="told">Receives a remark on each response that is null; it counts as empty.</param>
    /// <exception cref="DataFileException">The field is missing or something else.</exception>
    public static string[] Of(DataRow row, string name, Action<string>? told)
    {
        if (!row.Has(name) || row.Fields.GetProperty(name).ValueKind == JsonValueKind.String)
            return [row.Text(name)];
        JsonNode? given = JsonSerializer.SerializeToNode(row.Fields.GetProperty(name));
        // A list of texts is one sample each; a list of messages or of parts is one sample.
        JsonNode?[] samples =
            given is JsonArray list && !list.OfType<JsonObject>().Any(IsMessageOrPart) ? [.. list] : [given];
        return
        [
            .. samples.Select(
                (sample, i) =>
                {
                    if (sample is null)
                    {
                        told?.Invoke(
                            $"{row.File}, {row.Unit} {row.Line}: null stands in place of response {i} (from 0); it "
                                + "counts as an empty one."
                        );
                        return "";
                    }

                    try
                    {
                        return MessageText.Of(sample) ?? "";
                    }
                    catch (FormatException)
                    {
                        throw row.Wrong(name, given is JsonArray ? "a list of texts" : "text");
                    }
                }
            ),
        ];
    }

    private static bool IsMessageOrPart(JsonObject item) => item.ContainsKey("role") || item.ContainsKey("type");
}
