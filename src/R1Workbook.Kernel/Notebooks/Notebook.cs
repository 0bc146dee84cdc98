using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Notebooks;

/// <summary>A notebook of nbformat 4. Backed by its JSON, so metadata that nobody here knows survives.</summary>
/// <param name="Json">The whole notebook object; never changed after it was read.</param>
public sealed record Notebook(JsonObject Json)
{
    /// <summary>The cells in their order.</summary>
    public IReadOnlyList<NotebookCell> Cells { get; } =
        Json["cells"] is JsonArray cells ? [.. cells.OfType<JsonObject>().Select(c => new NotebookCell(c))] : [];

    /// <summary>The same notebook with other cells.</summary>
    /// <param name="cells">All cells, in order.</param>
    public Notebook WithCells(IEnumerable<NotebookCell> cells)
    {
        var json = new JsonObject();
        foreach ((string key, JsonNode? value) in Json)
        {
            json[key] = key == "cells" ? null : value?.DeepClone();
        }

        json["cells"] = new JsonArray([.. cells.Select(c => c.Json.DeepClone())]);
        return new Notebook(json);
    }
}
