namespace R1Workbook.Kernel.Widgets;

/// <summary>A bar that shows how far something is: a whole number that only code changes.</summary>
public sealed class IntProgress : ProgressWidget<int>
{
    /// <summary>A bar.</summary>
    /// <param name="value">Where it begins.</param>
    /// <param name="min">The empty bar.</param>
    /// <param name="max">The full bar.</param>
    /// <exception cref="ArgumentException">The bounds are none.</exception>
    public IntProgress(int value = 0, int min = 0, int max = 100)
        : base("IntProgressModel", value, min, max) { }
}
