namespace R1Workbook.Kernel.Widgets;

/// <summary>A number that the reader slides.</summary>
public sealed class FloatSlider : SliderWidget<double>
{
    /// <summary>A slider.</summary>
    /// <param name="value">Where it begins.</param>
    /// <param name="min">The least value.</param>
    /// <param name="max">The greatest value.</param>
    /// <param name="step">How far one step goes.</param>
    /// <exception cref="ArgumentException">The bounds are none.</exception>
    public FloatSlider(double value = 0, double min = 0, double max = 10, double step = 0.1)
        : base("FloatSlider", ".2f", value, min, max, step) { }

    /// <summary>How the value is written beside the slider, in the format language of d3: .2f.</summary>
    public string ReadoutFormat
    {
        get => Get<string>("readout_format");
        set => Set("readout_format", value);
    }

    internal override string StillHtml => Still($"<input type=\"range\" step=\"any\" disabled {StillBounds}>");
}
