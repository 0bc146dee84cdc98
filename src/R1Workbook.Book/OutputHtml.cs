using System.Net;
using System.Text.RegularExpressions;
using R1Workbook.Kernel.Notebooks;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Book;

/// <summary>The outputs of a code cell as HTML: the richest form that a browser shows by itself.</summary>
internal static partial class OutputHtml
{
    /// <summary>One output.</summary>
    public static string Render(CellOutput output, MarkdownHtml markdown) =>
        output.Kind switch
        {
            "stream" => Text(output.Text, output.StreamName == "stderr" ? "stderr" : "stdout"),
            "error" => Error(output),
            _ => Rich(output, markdown),
        };

    private static string Rich(CellOutput output, MarkdownHtml markdown)
    {
        if ((output.Data("text/html") ?? output.Data("image/svg+xml")) is { } shown)
        {
            string drawn = PlotlyDrawing.Into(shown, output.Data(PlotlyDrawing.MimeType));
            return $"<div class=\"output rich\">{drawn}</div>";
        }
        foreach (string type in (string[])["image/png", "image/jpeg"])
        {
            if (output.Data(type) is { } image)
            {
                return $"<div class=\"output rich\"><img alt=\"output\" "
                    + $"src=\"data:{type};base64,{image.Trim()}\"></div>";
            }
        }
        if ((output.Data("text/markdown") ?? output.Data("text/latex")) is { } text)
            return $"<div class=\"output rich\">{markdown.Render(text)}</div>";
        if (output.Data("application/javascript") is { } script)
            return $"<div class=\"output rich\"><script>{script}</script></div>";
        string? first = output.MimeTypes is [{ } mime, ..] ? output.Data(mime) : null;
        return Text(output.Data("text/plain") ?? first ?? "", "result");
    }

    private static string Error(CellOutput output)
    {
        string trace = string.Concat(output.Traceback.Select(line => line + "\n"));
        string message = $"{output.ErrorName}: {output.ErrorMessage}";
        return Text(
            trace.Trim().Length == 0 ? message
                : trace.Contains(output.ErrorMessage, StringComparison.Ordinal) ? trace
                : message + "\n" + trace,
            "error"
        );
    }

    private static string Text(string text, string kind) =>
        text.Length == 0
            ? ""
            : $"<pre class=\"output "
                + $"{kind}\">{WebUtility.HtmlEncode(TerminalColours().Replace(text, "").TrimEnd())}</pre>";

    [GeneratedRegex(@"\x1b\[[0-9;]*[A-Za-z]")]
    private static partial Regex TerminalColours();
}
