using System.Globalization;
using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Notebooks;

/// <summary>One cell of a notebook. Backed by its JSON, so metadata that nobody here knows survives.</summary>
/// <param name="Json">The whole cell object; never changed after it was read.</param>
public sealed record NotebookCell(JsonObject Json)
{
    // The names that Jupyter clients give the times of an execution.
    private const string Execution = "execution";
    private const string SentAt = "iopub.execute_input";
    private const string AnsweredAt = "shell.execute_reply";

    /// <summary>code, markdown or raw.</summary>
    public string Kind => MultilineText.Join(Json["cell_type"]) ?? "";

    /// <summary>Whether the cell is run.</summary>
    public bool IsCode => Kind == "code";

    /// <summary>The cell's id (nbformat 4.5); null in older notebooks.</summary>
    public string? Id => Text(Json["id"]);

    /// <summary>The source text.</summary>
    public string Source => MultilineText.Join(Json["source"]) ?? "";

    /// <summary>The number of the last execution; null when the cell was not run.</summary>
    public int? ExecutionCount => Json["execution_count"] is JsonValue v && v.TryGetValue(out int count) ? count : null;

    /// <summary>The outputs of the last execution.</summary>
    public IReadOnlyList<CellOutput> Outputs =>
        Json["outputs"] is JsonArray outputs ? [.. outputs.OfType<JsonObject>().Select(o => new CellOutput(o))] : [];

    /// <summary>How long the last execution took, from the time stamps that Jupyter clients and our runner write; null
    /// when there are none.</summary>
    public TimeSpan? Elapsed =>
        Time(ExecutionTimes?[SentAt]) is { } sent && Time(ExecutionTimes?[AnsweredAt]) is { } answered
            ? answered - sent
            : null;

    /// <summary>The language named by the cell's metadata (polyglot_notebook first, then dotnet_interactive, then
    /// vscode); csharp when none is.</summary>
    public string Language =>
        Metadata("polyglot_notebook", "kernelName")
        ?? Metadata("dotnet_interactive", "language")
        ?? Metadata("vscode", "languageId")?.Split('.')[^1]
        ?? "csharp";

    /// <summary>The cell's tags, for example raises-exception.</summary>
    public IReadOnlyList<string> Tags =>
        (Json["metadata"] as JsonObject)?["tags"] is JsonArray tags ? [.. tags.Select(Text).OfType<string>()] : [];

    /// <summary>The same cell with another execution count and other outputs.</summary>
    /// <param name="executionCount">The number of the execution; null for "not run".</param>
    /// <param name="outputs">What the execution gave.</param>
    public NotebookCell WithExecution(int? executionCount, IEnumerable<CellOutput> outputs)
    {
        var json = (JsonObject)Json.DeepClone();
        json["execution_count"] = executionCount;
        json["outputs"] = new JsonArray([.. outputs.Select(o => o.Json.DeepClone())]);
        return new NotebookCell(json);
    }

    /// <summary>The same cell with the times of its execution, under the names that Jupyter clients give
    /// them.</summary>
    /// <param name="started">When the cell was sent.</param>
    /// <param name="elapsed">How long it ran.</param>
    public NotebookCell WithTimes(DateTimeOffset started, TimeSpan elapsed)
    {
        var json = (JsonObject)Json.DeepClone();
        var metadata = json["metadata"] as JsonObject ?? [];
        metadata[Execution] = new JsonObject { [SentAt] = Stamp(started), [AnsweredAt] = Stamp(started + elapsed) };
        json["metadata"] = metadata;
        return new NotebookCell(json);
    }

    private JsonObject? ExecutionTimes => (Json["metadata"] as JsonObject)?[Execution] as JsonObject;

    private string? Metadata(string section, string key) =>
        ((Json["metadata"] as JsonObject)?[section] as JsonObject)?[key] is { } node ? Text(node) : null;

    private static DateTimeOffset? Time(JsonNode? node) =>
        DateTimeOffset.TryParse(Text(node), CultureInfo.InvariantCulture, out DateTimeOffset time) ? time : null;

    private static string Stamp(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    private static string? Text(JsonNode? node) => node is JsonValue v && v.TryGetValue(out string? text) ? text : null;
}
