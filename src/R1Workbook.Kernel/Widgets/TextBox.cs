using System.Net;
using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Widgets;

/// <summary>A line that the reader writes; ipywidgets calls it Text.</summary>
public sealed class TextBox : ValueWidget<string>
{
    /// <summary>A line.</summary>
    /// <param name="value">What stands in it.</param>
    public TextBox(string value = "")
        : base(
            "TextModel",
            "TextView",
            WidgetStyle.Described("TextStyleModel", "background", "font_size", "text_color")
        )
    {
        Set("value", value);
        Set("placeholder", "");
        Set("continuous_update", true);
    }

    /// <summary>What is shown while nothing is written.</summary>
    public string Placeholder
    {
        get => Get<string>("placeholder");
        set => Set("placeholder", value);
    }

    /// <summary>Whether the value changes with each letter, and not only at the end.</summary>
    public bool ContinuousUpdate
    {
        get => Get<bool>("continuous_update");
        set => Set("continuous_update", value);
    }

    internal override string StillHtml =>
        $"<div class=\"r1-widget\">{Label}"
        + $"<input type=\"text\" disabled value=\"{WebUtility.HtmlEncode(Value)}\"></div>";

    private protected override string StillValue => $"\"{Value}\"";

    private protected override JsonNode? ToWire(string value) => JsonValue.Create(value ?? "");

    private protected override string FromWire(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text)
            ? text
            : throw new FormatException($"{node?.ToJsonString() ?? "null"} is no text.");
}
