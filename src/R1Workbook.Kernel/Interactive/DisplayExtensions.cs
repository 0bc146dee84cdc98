using Microsoft.DotNet.Interactive;

// The dialect has these in System, so that a cell needs no using for them.
namespace System;

/// <summary>Showing a value by a call at its end.</summary>
public static class DisplayExtensions
{
    /// <summary>Shows the value now.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="mimeTypes">The types to show; none for the types its formatters prefer.</param>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes) =>
        Kernel.Running.Display(value, mimeTypes);

    /// <summary>Shows a text as data of a mime type.</summary>
    /// <param name="value">Text, JSON text or base64.</param>
    /// <param name="mimeType">For example image/svg+xml.</param>
    public static DisplayedValue DisplayAs(this string value, string mimeType) =>
        Kernel.Running.DisplayAs(value, mimeType);
}
