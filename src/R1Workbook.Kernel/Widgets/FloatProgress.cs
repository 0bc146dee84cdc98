namespace R1Workbook.Kernel.Widgets;

/// <summary>A bar that shows how far something is: a number that only code changes.</summary>
public sealed class FloatProgress : ProgressWidget<double>
{
    /// <summary>A bar.</summary>
    /// <param name="value">Where it begins.</param>
    /// <param name="min">The empty bar.</param>
    /// <param name="max">The full bar.</param>
    /// <exception cref="ArgumentException">The bounds are none.</exception>
    public FloatProgress(double value = 0, double min = 0, double max = 10)
        : base("FloatProgressModel", value, min, max) { }
}
