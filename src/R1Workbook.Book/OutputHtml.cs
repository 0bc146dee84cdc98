using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using R1Workbook.Kernel.Notebooks;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Book;

/// <summary>The outputs of a code cell as HTML: the richest form that a browser shows by itself.</summary>
/// <param name="markdown">Draws Markdown and formulas.</param>
/// <param name="frames">Takes outputs with scripts.</param>
/// <param name="trust">Whether HTML and scripts go into the page as they are.</param>
internal sealed partial class OutputHtml(MarkdownHtml markdown, OutputFrames frames, bool trust)
{
    private static readonly string[] Pictures = ["image/png", "image/jpeg"];

    /// <summary>One output.</summary>
    public string Render(CellOutput output) =>
        output.Kind switch
        {
            "stream" => Text(output.Text, output.StreamName == "stderr" ? "stderr" : "stdout"),
            "error" => Error(output),
            _ => (trust ? Trusted(output) : null) is { } html ? Rich(html)
            : Safe(output) is { } safe ? Rich(safe)
            : Plain(output),
        };

    // HTML and scripts as they came; null where the output has neither.
    private static string? Trusted(CellOutput output) =>
        (output.Data("text/html") ?? output.Data("image/svg+xml")) is { } shown
            ? PlotlyDrawing.Into(shown, output.Data(PlotlyDrawing.MimeType))
        : output.Data("application/javascript") is { } script ? $"<script>{script}</script>"
        : null;

    private string? Safe(CellOutput output)
    {
        if (ChartHtml.Of(output) is { } chart)
            return chart;
        if (output.Data("text/html") is { } html)
            return SafeHtml.HasScript(html) ? frames.Show(html) : SafeHtml.Clean(html);
        // As a picture it shows all that it draws, runs nothing and fetches nothing.
        if (output.Data("image/svg+xml") is { } svg)
            return Picture("image/svg+xml", Convert.ToBase64String(Encoding.UTF8.GetBytes(svg)));
        foreach (string type in Pictures)
        {
            if (output.Data(type) is { } image)
            {
                string data = string.Concat(image.Where(letter => !char.IsWhiteSpace(letter)));
                return Convert.TryFromBase64String(data, new byte[data.Length], out _)
                    ? Picture(type, data)
                    : Text($"The picture of this output cannot be shown: its data are no base64 ({type}).", "result");
            }
        }
        if ((output.Data("text/markdown") ?? output.Data("text/latex")) is { } text)
            return markdown.Render(text);
        return output.Data("application/javascript") is { } script ? frames.Run(script) : null;
    }

    private static string Picture(string type, string data) =>
        $"<img alt=\"output\" src=\"data:{type};base64,{data}\">";

    private static string Rich(string html) => $"<div class=\"output rich\">{html}</div>";

    private static string Plain(CellOutput output)
    {
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
