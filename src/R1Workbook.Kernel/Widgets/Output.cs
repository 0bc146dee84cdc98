using System.Text.Json.Nodes;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Widgets;

/// <summary>A place for outputs that code fills and empties whenever it likes, from any cell or handler.</summary>
public sealed class Output : ControlWidget
{
    private readonly Lock _writing = new();

    /// <summary>An empty place.</summary>
    public Output()
        : base("@jupyter-widgets/output", "1.0.0", "OutputModel", "OutputView", null)
    {
        Set("msg_id", "");
        Set("outputs", new JsonArray());
    }

    /// <summary>Adds text, as a cell's console would show it.</summary>
    /// <param name="text">The text; no line end is added.</param>
    public void Write(string text) =>
        Append(
            new JsonObject
            {
                ["output_type"] = "stream",
                ["name"] = "stdout",
                ["text"] = text,
            }
        );

    /// <summary>Adds a value, as a cell would show it.</summary>
    /// <param name="value">Any value but a widget, which goes into a box.</param>
    public void Show(object? value) =>
        Append(
            new JsonObject
            {
                ["output_type"] = "display_data",
                ["data"] = MimeBundle.Of(value),
                ["metadata"] = new JsonObject(),
            }
        );

    /// <summary>Takes everything away.</summary>
    public void Clear()
    {
        lock (_writing)
        {
            Set("outputs", new JsonArray());
        }
    }

    internal override string StillHtml =>
        "<div class=\"r1-widget\">"
        + string.Concat(
            Shown()
                .Select(o =>
                    o["data"]?["text/html"]?.ToString() is { } html
                        ? html
                        : $"<pre>{System.Net.WebUtility.HtmlEncode(Plain(o))}</pre>"
                )
        )
        + "</div>";

    private protected override string StillValue => string.Concat(Shown().Select(Plain));

    // A front end also sends the outputs that it has caught for the widget.
    private protected override (bool Taken, bool Queued) TakeProperty(string name, JsonNode? value, long message) =>
        (name == "outputs" && value is JsonArray || (name == "msg_id" && value is JsonValue), false);

    private static string Plain(JsonObject output) =>
        (output["text"] ?? output["data"]?["text/plain"])?.ToString() ?? "";

    private IEnumerable<JsonObject> Shown() => (Node("outputs") as JsonArray ?? []).OfType<JsonObject>();

    private void Append(JsonObject output)
    {
        lock (_writing)
        {
            JsonArray outputs = Node("outputs") as JsonArray ?? [];
            outputs.Add(output);
            Set("outputs", outputs);
        }
    }
}
