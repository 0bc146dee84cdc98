using Microsoft.DotNet.Interactive.Formatting;

namespace R1Workbook.Kernel.Interactive;

/// <summary>Showing a value by a call at its end, beside System.DisplayExtensions of the formatting package: as with
/// <see cref="CellFunctions"/>, the compiler takes these.</summary>
public static class ShowExtensions
{
    /// <summary>Shows the value now.</summary>
    /// <param name="value">Any value.</param>
    /// <returns>Updates what is shown.</returns>
    public static DisplayedValue Display(this object? value) => ShownValues.Show(value);

    /// <summary>Shows the value now, as one mime type.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="mimeType">For example text/html.</param>
    /// <returns>Updates what is shown.</returns>
    public static DisplayedValue Display(this object? value, string mimeType) => ShownValues.Show(value, mimeType);
}
