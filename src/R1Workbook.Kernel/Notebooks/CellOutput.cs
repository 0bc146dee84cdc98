using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Notebooks;

/// <summary>One output of a code cell, as nbformat 4.5 stores it.</summary>
/// <param name="Json">The whole output object; never changed after it was made.</param>
public sealed record CellOutput(JsonObject Json)
{
    /// <summary>stream, display_data, execute_result or error.</summary>
    public string Kind => MultilineText.Join(Json["output_type"]) ?? "";

    /// <summary>The text of a stream output; empty for the other kinds.</summary>
    public string Text => MultilineText.Join(Json["text"]) ?? "";

    /// <summary>stdout or stderr for a stream output; empty for the other kinds.</summary>
    public string StreamName => Kind == "stream" ? MultilineText.Join(Json["name"]) ?? "" : "";

    /// <summary>The error's short name ("ename"); empty for the other kinds.</summary>
    public string ErrorName => MultilineText.Join(Json["ename"]) ?? "";

    /// <summary>The error's message ("evalue"); empty for the other kinds.</summary>
    public string ErrorMessage => MultilineText.Join(Json["evalue"]) ?? "";

    /// <summary>The lines that say where the error was; empty for the other kinds.</summary>
    public IReadOnlyList<string> Traceback =>
        Json["traceback"] is JsonArray lines ? [.. lines.Select(MultilineText.Join).OfType<string>()] : [];

    /// <summary>The mime types of a display_data or execute_result, in the order stored.</summary>
    public IReadOnlyList<string> MimeTypes => Json["data"] is JsonObject data ? [.. data.Select(p => p.Key)] : [];

    /// <summary>The data of one mime type as text (JSON data as JSON text); null when the output has none of that
    /// type.</summary>
    /// <param name="mimeType">For example text/html.</param>
    public string? Data(string mimeType) =>
        (Json["data"] as JsonObject)?[mimeType] is { } node ? MultilineText.Join(node) ?? node.ToJsonString() : null;

    /// <summary>Text written to a console stream.</summary>
    /// <param name="name">stdout or stderr.</param>
    /// <param name="text">What was written.</param>
    public static CellOutput Stream(string name, string text) =>
        new(
            new JsonObject
            {
                ["name"] = name,
                ["output_type"] = "stream",
                ["text"] = MultilineText.Lines(text),
            }
        );

    /// <summary>Something displayed while the cell ran.</summary>
    /// <param name="data">Mime type to data; text as string, JSON mime types as JSON.</param>
    public static CellOutput Display(JsonObject data) =>
        new(
            new JsonObject
            {
                ["data"] = Stored(data),
                ["metadata"] = new JsonObject(),
                ["output_type"] = "display_data",
            }
        );

    /// <summary>The value of the cell's last expression.</summary>
    /// <param name="executionCount">The number of the cell's execution.</param>
    /// <param name="data">Mime type to data.</param>
    public static CellOutput Result(int executionCount, JsonObject data) =>
        new(
            new JsonObject
            {
                ["data"] = Stored(data),
                ["execution_count"] = executionCount,
                ["metadata"] = new JsonObject(),
                ["output_type"] = "execute_result",
            }
        );

    /// <summary>The error that ended the cell.</summary>
    /// <param name="name">The error's short name, for example an exception type.</param>
    /// <param name="message">What went wrong.</param>
    /// <param name="traceback">Lines that say where.</param>
    public static CellOutput Error(string name, string message, IEnumerable<string> traceback) =>
        new(
            new JsonObject
            {
                ["ename"] = name,
                ["evalue"] = message,
                ["output_type"] = "error",
                ["traceback"] = new JsonArray([.. traceback.Select(l => (JsonNode)l)]),
            }
        );

    private static JsonObject Stored(JsonObject data)
    {
        var stored = new JsonObject();
        foreach ((string mime, JsonNode? node) in data)
        {
            // Base64 stays one string: Jupyter splits text only.
            bool isText =
                node is JsonValue value
                && value.TryGetValue<string>(out _)
                && (mime.StartsWith("text/", StringComparison.Ordinal) || mime == "image/svg+xml");
            stored[mime] = isText ? MultilineText.Lines(node!.GetValue<string>()) : node?.DeepClone();
        }

        return stored;
    }
}
