using System.Net;
using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Widgets;

/// <summary>Something to click.</summary>
public sealed class Button : ControlWidget
{
    /// <summary>A button.</summary>
    /// <param name="description">What stands on it.</param>
    public Button(string description = "")
        : base(
            "ButtonModel",
            "ButtonView",
            new WidgetStyle("ButtonStyleModel", "button_color", "font_family", "font_size", "text_color")
        )
    {
        Description = description;
        Set("icon", "");
        Set("button_style", "");
    }

    /// <summary>Called for each click, on the thread of cells.</summary>
    public event Action<Button>? Clicked;

    /// <summary>primary, success, info, warning, danger; empty for the front end's own.</summary>
    public string ButtonStyle
    {
        get => Get<string>("button_style");
        set => Set("button_style", value);
    }

    /// <summary>The name of a picture of Font Awesome, without fa-; empty for none.</summary>
    public string Icon
    {
        get => Get<string>("icon");
        set => Set("icon", value);
    }

    /// <summary>Does what a click does, on the calling thread.</summary>
    public void Click() => Clicked?.Invoke(this);

    internal override string StillHtml =>
        $"<div class=\"r1-widget\"><button disabled>{WebUtility.HtmlEncode(Description)}</button></div>";

    internal override string StillText => $"Button({Description})";

    private protected override string StillValue => Description;

    private protected override bool TakeCustom(JsonObject content, long message)
    {
        if ((content["event"] as JsonValue)?.ToString() != "click" || Clicked is not { } handlers)
        {
            return false;
        }

        Queue(message, () => handlers(this));
        return true;
    }
}
