using System.Diagnostics.CodeAnalysis;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;

namespace R1Workbook.Kernel.Interactive;

/// <summary>
/// Functions in the scope of every C# cell, beside those of Microsoft.DotNet.Interactive.Kernel. Where both have one of
/// a name, the compiler takes these: they need no optional argument and no array. They format a value once, and what
/// they return updates what they showed.
/// </summary>
[SuppressMessage("Style", "IDE1006", Justification = "The dialect's names.")]
public static class CellFunctions
{
    /// <summary>Shows a value now, not only at the end of the cell.</summary>
    /// <param name="value">Any value.</param>
    /// <returns>Updates what is shown.</returns>
    public static DisplayedValue display(object? value) => ShownValues.Show(value);

    /// <summary>Shows a value now, as one mime type.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="mimeType">For example text/html.</param>
    /// <returns>Updates what is shown.</returns>
    public static DisplayedValue display(object? value, string mimeType) => ShownValues.Show(value, mimeType);

    /// <summary>Takes away what the running cell has shown so far.</summary>
    /// <param name="wait">Only when the next output comes, so that nothing flickers.</param>
    public static void ClearOutput(bool wait = false) => RunningCell.Required.Outputs.Clear(wait);

    /// <summary>Asks the user for a line of text.</summary>
    /// <exception cref="NoInputException">There is nobody to ask.</exception>
    public static Task<string> GetInputAsync() => GetInputAsync("");

    /// <summary>Asks the user for a line of text.</summary>
    /// <param name="prompt">What is asked.</param>
    /// <exception cref="NoInputException">There is nobody to ask.</exception>
    public static Task<string> GetInputAsync(string prompt) => Ask(prompt, false);

    /// <summary>Asks the user for a text that stays hidden.</summary>
    /// <exception cref="NoInputException">There is nobody to ask.</exception>
    public static async Task<PasswordString> GetPasswordAsync() => new(await Ask("", true).ConfigureAwait(false));

    private static Task<string> Ask(string prompt, bool isPassword)
    {
        RunningCell cell = RunningCell.Required;
        return cell.Input(prompt, isPassword, cell.CancellationToken);
    }
}
