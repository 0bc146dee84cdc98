namespace R1Workbook.Kernel.Widgets;

/// <summary>The look of a widget: a model of its own on the wire.</summary>
public sealed class WidgetStyle : Widget
{
    internal WidgetStyle(string model, params string[] properties)
        : base("@jupyter-widgets/controls", "2.0.0", model, "StyleView")
    {
        Set("_view_module", "@jupyter-widgets/base");
        foreach (string property in properties)
        {
            Set(property, null);
        }
    }

    internal override string StillHtml => "";

    internal override string StillText => "Style";

    /// <summary>The style of a widget with a description beside it.</summary>
    internal static WidgetStyle Described(string model, params string[] properties)
    {
        var style = new WidgetStyle(model, properties);
        style.Set("description_width", "");
        return style;
    }

    /// <summary>A property of the look, in the words of CSS; null for the front end's own.</summary>
    internal void Put(string property, string? value) => Set(property, value);

    internal string? Read(string property) => Get<string?>(property);
}
