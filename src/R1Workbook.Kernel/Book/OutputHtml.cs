using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using R1Workbook.Kernel.Notebooks;

namespace R1Workbook.Kernel.Book;

/// <summary>The outputs of a code cell as HTML: the richest form that a browser shows by itself.</summary>
internal static partial class OutputHtml
{
    /// <summary>One output in nbformat 4.5.</summary>
    public static string Render(JsonNode output, MarkdownHtml markdown) =>
        (string?)output["output_type"] switch
        {
            "stream" => Text(Source(output["text"]), (string?)output["name"] == "stderr" ? "stderr" : "stdout"),
            "error" => Error(output),
            _ => Rich(output["data"] as JsonObject ?? [], markdown),
        };

    /// <summary>A multi-line string of nbformat; JSON text for what is none, nothing for what is missing.</summary>
    public static string Source(JsonNode? node) => MultilineText.Join(node) ?? node?.ToJsonString() ?? "";

    private static string Rich(JsonObject data, MarkdownHtml markdown)
    {
        if (data["text/html"] is { } html)
            return $"<div class=\"output rich\">{Source(html)}</div>";
        if (data["image/svg+xml"] is { } svg)
            return $"<div class=\"output rich\">{Source(svg)}</div>";
        foreach (string type in (string[])["image/png", "image/jpeg"])
        {
            if (data[type] is { } image)
            {
                return $"<div class=\"output rich\"><img alt=\"output\" "
                    + $"src=\"data:{type};base64,{Source(image).Trim()}\"></div>";
            }
        }
        if (data["text/markdown"] is { } text)
            return $"<div class=\"output rich\">{markdown.Render(Source(text))}</div>";
        if (data["text/latex"] is { } latex)
            return $"<div class=\"output rich\">{markdown.Render(Source(latex))}</div>";
        if (data["application/javascript"] is { } script)
            return $"<div class=\"output rich\"><script>{Source(script)}</script></div>";
        return Text(Source(data["text/plain"] ?? data.FirstOrDefault().Value), "result");
    }

    private static string Error(JsonNode output)
    {
        string trace = Source(
            output["traceback"] is JsonArray lines
                ? new JsonArray([.. lines.Select(line => (JsonNode?)((string?)line + "\n"))])
                : null
        );
        string message = $"{(string?)output["ename"]}: {(string?)output["evalue"]}";
        return Text(
            trace.Trim().Length == 0 ? message
                : trace.Contains((string?)output["evalue"] ?? "", StringComparison.Ordinal) ? trace
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
