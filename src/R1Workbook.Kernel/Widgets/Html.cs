using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Widgets;

/// <summary>A piece of HTML that code changes.</summary>
public sealed class Html : ValueWidget<string>
{
    /// <summary>A piece of HTML.</summary>
    /// <param name="value">The HTML. Front ends clean it of scripts.</param>
    public Html(string value = "")
        : base(
            "HTMLModel",
            "HTMLView",
            WidgetStyle.Described("HTMLStyleModel", "background", "font_size", "text_color")
        )
    {
        Set("value", value);
        Set("placeholder", "");
    }

    internal override string StillHtml => $"<div class=\"r1-widget\">{Label}{Value}</div>";

    private protected override string StillValue => Value;

    private protected override JsonNode? ToWire(string value) => JsonValue.Create(value ?? "");

    private protected override string FromWire(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text)
            ? text
            : throw new FormatException($"{node?.ToJsonString() ?? "null"} is no text.");
}
