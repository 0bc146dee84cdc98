using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Widgets;

/// <summary>Where and how large a widget is drawn, in the words of CSS.</summary>
public sealed class Layout : Widget
{
    private static readonly string[] Properties =
    [
        "align_content",
        "align_items",
        "align_self",
        "border_bottom",
        "border_left",
        "border_right",
        "border_top",
        "bottom",
        "display",
        "flex",
        "flex_flow",
        "grid_area",
        "grid_auto_columns",
        "grid_auto_flow",
        "grid_auto_rows",
        "grid_column",
        "grid_gap",
        "grid_row",
        "grid_template_areas",
        "grid_template_columns",
        "grid_template_rows",
        "height",
        "justify_content",
        "justify_items",
        "left",
        "margin",
        "max_height",
        "max_width",
        "min_height",
        "min_width",
        "object_fit",
        "object_position",
        "order",
        "overflow",
        "padding",
        "right",
        "top",
        "visibility",
        "width",
    ];

    internal Layout()
        : base("@jupyter-widgets/base", "2.0.0", "LayoutModel", "LayoutView")
    {
        foreach (string property in Properties)
        {
            Set(property, null);
        }
    }

    /// <summary>For example 50%, 300px; null for the front end's own.</summary>
    public string? Width
    {
        get => this["width"];
        set => this["width"] = value;
    }

    /// <summary>For example 200px; null for the front end's own.</summary>
    public string? Height
    {
        get => this["height"];
        set => this["height"] = value;
    }

    /// <summary>A property of CSS.</summary>
    /// <param name="property">Its name with underscores, for example <c>justify_content</c>.</param>
    /// <exception cref="ArgumentException">Layouts have no such property.</exception>
    public string? this[string property]
    {
        get => Get<string?>(Known(property));
        set => Set(Known(property), value);
    }

    internal override string StillHtml => "";

    internal override string StillText => "Layout";

    private protected override (bool Taken, bool Queued) TakeProperty(string name, JsonNode? value, long message) =>
        (Properties.Contains(name) && value is null or JsonValue, false);

    private static string Known(string property) =>
        Properties.Contains(property)
            ? property
            : throw new ArgumentException(
                $"A layout has no property \"{property}\". It has: {string.Join(", ", Properties)}.",
                nameof(property)
            );
}
