using System.Globalization;
using System.Numerics;

namespace R1Workbook.Kernel.Widgets;

/// <summary>A bar that shows how far something is: a number that only code changes.</summary>
public abstract class ProgressWidget<T> : NumberWidget<T>
    where T : struct, INumber<T>
{
    private protected ProgressWidget(string model, T value, T min, T max)
        : base(model, "ProgressView", WidgetStyle.Described("ProgressStyleModel", "bar_color"), value, min, max) =>
        Set("bar_style", "");

    /// <summary>success, info, warning, danger; empty for the front end's own.</summary>
    public string BarStyle
    {
        get => Get<string>("bar_style");
        set => Set("bar_style", value);
    }

    /// <summary>The colour of the bar in the words of CSS; null for the front end's own.</summary>
    public string? BarColor
    {
        get => Style!.Read("bar_color");
        set => Style!.Put("bar_color", value);
    }

    // An element of HTML with an empty bar at 0.
    internal override string StillHtml =>
        Still(
            string.Create(
                CultureInfo.InvariantCulture,
                $"<progress max=\"{Max - Min}\" value=\"{Value - Min}\"></progress>"
            )
        );
}
