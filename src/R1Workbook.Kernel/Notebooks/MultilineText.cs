using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Notebooks;

/// <summary>The "multiline string" of nbformat: one string, or a list of lines that keep their line ends.</summary>
internal static class MultilineText
{
    /// <summary>Joins either form into one string; null when the node is neither.</summary>
    public static string? Join(JsonNode? node) =>
        node switch
        {
            JsonValue value when value.TryGetValue(out string? text) => text,
            JsonArray lines when lines.All(l => l is JsonValue v && v.TryGetValue<string>(out _)) => string.Concat(
                lines.Select(l => l!.GetValue<string>())
            ),
            _ => null,
        };

    /// <summary>Cuts after each line feed, as Jupyter writes sources and texts.</summary>
    public static JsonArray Lines(string text)
    {
        var lines = new JsonArray();
        for (int start = 0; start < text.Length; )
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add((JsonNode)text[start..end]);
            start = end;
        }

        return lines;
    }
}
