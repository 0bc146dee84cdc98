namespace R1Workbook.Kernel.Widgets;

/// <summary>A whole number that the reader slides.</summary>
public sealed class IntSlider : SliderWidget<int>
{
    /// <summary>A slider.</summary>
    /// <param name="value">Where it begins.</param>
    /// <param name="min">The least value.</param>
    /// <param name="max">The greatest value.</param>
    /// <param name="step">How far one step goes.</param>
    /// <exception cref="ArgumentException">The bounds are none.</exception>
    public IntSlider(int value = 0, int min = 0, int max = 100, int step = 1)
        : base("IntSlider", "d", value, min, max, step) { }

    internal override string StillHtml => Still($"<input type=\"range\" disabled {StillBounds}>");
}
