using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Html;

namespace Microsoft.DotNet.Interactive;

/// <summary>The functions that every cell of the .NET Interactive dialect finds in scope.</summary>
[SuppressMessage("Style", "IDE1006", Justification = "The dialect's names.")]
public static class Kernel
{
    /// <summary>Shows a value now, not only at the end of the cell.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="mimeTypes">The types to show; none for the types its formatters prefer.</param>
    public static DisplayedValue display(object? value, params string[] mimeTypes) => Running.Display(value, mimeTypes);

    /// <summary>Marks a text as HTML; it shows when it is the cell's value or is displayed.</summary>
    /// <param name="content">The HTML.</param>
    public static IHtmlContent HTML(string content) => new HtmlString(content);

    /// <summary>Shows a script, which the reader's browser runs.</summary>
    /// <param name="script">The JavaScript.</param>
    public static void Javascript(string script) =>
        Running.Display(new HtmlString($"<script type=\"text/javascript\">{script}</script>"));

    /// <summary>Shows a style sheet, which the reader's browser applies.</summary>
    /// <param name="content">The CSS.</param>
    public static void CSS(string content) => Running.Display(new HtmlString($"<style>{content}</style>"));

    /// <summary>Takes away what the running cell has shown so far.</summary>
    /// <param name="wait">Only when the next output comes, so that nothing flickers.</param>
    public static void ClearOutput(bool wait = false) => Running.ClearOutput(wait);

    /// <summary>Asks the user for a line of text.</summary>
    /// <param name="prompt">What is asked.</param>
    /// <param name="typeHint">text, or password for a hidden one.</param>
    /// <exception cref="R1Workbook.Kernel.Interactive.NoInputException">There is nobody to ask.</exception>
    public static Task<string> GetInputAsync(string prompt = "", string typeHint = "text") =>
        Running.Input(prompt, typeHint == "password", Running.CancellationToken);

    /// <summary>Asks the user for a text that stays hidden.</summary>
    /// <param name="prompt">What is asked.</param>
    /// <exception cref="R1Workbook.Kernel.Interactive.NoInputException">There is nobody to ask.</exception>
    public static async Task<PasswordString> GetPasswordAsync(string prompt = "") =>
        new(await Running.Input(prompt, true, Running.CancellationToken).ConfigureAwait(false));

    internal static KernelInvocationContext Running =>
        KernelInvocationContext.Current ?? throw new InvalidOperationException("display works only while a cell runs.");
}
