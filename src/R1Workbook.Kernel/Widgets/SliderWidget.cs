using System.Numerics;
using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Widgets;

/// <summary>A number that the reader slides.</summary>
public abstract class SliderWidget<T> : NumberWidget<T>
    where T : struct, INumber<T>
{
    private protected SliderWidget(string kind, string format, T value, T min, T max, T step)
        : base(
            $"{kind}Model",
            $"{kind}View",
            WidgetStyle.Described("SliderStyleModel", "handle_color"),
            value,
            min,
            max
        )
    {
        Set("step", JsonValue.Create(step));
        Set("readout", true);
        Set("readout_format", format);
        Set("continuous_update", true);
        Set("behavior", "drag-tap");
    }

    /// <summary>How far one step goes.</summary>
    public T Step
    {
        get => Get<T>("step");
        set => Set("step", JsonValue.Create(value));
    }

    /// <summary>Whether the value changes while the reader slides, and not only at the end.</summary>
    public bool ContinuousUpdate
    {
        get => Get<bool>("continuous_update");
        set => Set("continuous_update", value);
    }
}
