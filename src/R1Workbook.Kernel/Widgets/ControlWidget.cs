using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using R1Workbook.Kernel.Comms;

namespace R1Workbook.Kernel.Widgets;

/// <summary>A widget of the package @jupyter-widgets/controls, with a layout, a style and a description.</summary>
public abstract class ControlWidget : Widget
{
    private protected const string Module = "@jupyter-widgets/controls";
    private protected const string ModuleVersion = "2.0.0";

    private protected ControlWidget(string model, string view, WidgetStyle? style)
        : this(Module, ModuleVersion, model, view, style) { }

    private protected ControlWidget(string module, string version, string model, string view, WidgetStyle? style)
        : base(module, version, model, view)
    {
        Layout = new Layout();
        Style = style;
        Set("_dom_classes", new JsonArray());
        Set("tabbable", null);
        Set("tooltip", null);
        Set("layout", Layout.Reference);
        if (style is not null)
        {
            Set("style", style.Reference);
            Set("disabled", false);
            Set("description", "");
            Set("description_allow_html", false);
        }
    }

    /// <summary>Where and how large it is drawn.</summary>
    public Layout Layout { get; }

    /// <summary>The label beside it; empty for none.</summary>
    public string Description
    {
        get => Get<string>("description") ?? "";
        set => Set("description", value);
    }

    /// <summary>Whether the reader cannot change it.</summary>
    public bool Disabled
    {
        get => Get<bool>("disabled");
        set => Set("disabled", value);
    }

    /// <summary>The help that shows under the pointer; null for none.</summary>
    public string? Tooltip
    {
        get => Get<string?>("tooltip");
        set => Set("tooltip", value);
    }

    /// <summary>The look of it; null where it has none.</summary>
    private protected WidgetStyle? Style { get; }

    private protected override IEnumerable<Widget> Parts => Style is null ? [Layout] : [Layout, Style];

    /// <summary>The value as a reader sees it.</summary>
    private protected abstract string StillValue { get; }

    internal override string StillText =>
        Description.Length == 0 ? $"{GetType().Name}({StillValue})" : $"{GetType().Name}({Description}: {StillValue})";

    internal override string StillHtml => $"<div class=\"r1-widget\">{Label}{WebUtility.HtmlEncode(StillValue)}</div>";

    private protected string Label =>
        Description.Length == 0 ? "" : $"<label>{WebUtility.HtmlEncode(Description)}</label> ";

    private protected static string Written(double value) => value.ToString(CultureInfo.InvariantCulture);

    private protected static void Queue(long message, Action handler) => CommTable.Queue(message, handler);
}
