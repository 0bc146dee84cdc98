namespace R1Workbook.Kernel.Widgets;

/// <summary>A whole number that the reader slides.</summary>
public sealed class IntSlider : NumberWidget<int>
{
    /// <summary>A slider.</summary>
    /// <param name="value">Where it begins.</param>
    /// <param name="min">The least value.</param>
    /// <param name="max">The greatest value.</param>
    /// <param name="step">How far one step goes.</param>
    /// <exception cref="ArgumentException">The bounds are none.</exception>
    public IntSlider(int value = 0, int min = 0, int max = 100, int step = 1)
        : base("IntSliderModel", "IntSliderView", SliderParts.Style(), value, min, max)
    {
        Set("step", step);
        foreach ((string name, System.Text.Json.Nodes.JsonNode node) in SliderParts.State("d"))
        {
            Set(name, node);
        }
    }

    /// <summary>How far one step goes.</summary>
    public int Step
    {
        get => Get<int>("step");
        set => Set("step", value);
    }

    /// <summary>Whether the value changes while the reader slides, and not only at the end.</summary>
    public bool ContinuousUpdate
    {
        get => Get<bool>("continuous_update");
        set => Set("continuous_update", value);
    }

    internal override string StillHtml => Still($"<input type=\"range\" disabled {StillBounds}>");
}
