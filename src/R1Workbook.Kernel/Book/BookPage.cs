using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Book;

/// <summary>One executed notebook as a page of the book.</summary>
/// <param name="Name">The file name without its extension.</param>
/// <param name="Title">Its first heading.</param>
/// <param name="Summary">The first paragraph after the title, as HTML.</param>
/// <param name="Body">The cells as HTML.</param>
/// <param name="Headings">Its headings.</param>
/// <param name="Failed">Whether a cell holds an error.</param>
/// <param name="Ran">How many code cells ran.</param>
/// <param name="Seconds">How long they took together, where the notebook says so.</param>
/// <param name="UnknownMathematics">LaTeX commands that could not be drawn.</param>
internal sealed record BookPage(
    string Name,
    string Title,
    string Summary,
    string Body,
    IReadOnlyList<BookHeading> Headings,
    bool Failed,
    int Ran,
    double? Seconds,
    IReadOnlyList<string> UnknownMathematics
)
{
    /// <summary>Reads an executed notebook.</summary>
    /// <exception cref="InvalidDataException">The file is no notebook; the message names it.</exception>
    public static BookPage Read(string path)
    {
        JsonNode notebook;
        try
        {
            notebook = JsonNode.Parse(File.ReadAllText(path)) ?? throw new JsonException("the file is empty");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path}: not a notebook: {exception.Message}", exception);
        }
        if (notebook["cells"] is not JsonArray cells)
            throw new InvalidDataException($"{path}: not a notebook: it has no \"cells\".");

        var markdown = new MarkdownHtml();
        var body = new StringBuilder();
        string summary = "";
        int ran = 0;
        bool failed = false;
        double seconds = 0;
        foreach (JsonNode cell in cells.OfType<JsonNode>())
        {
            string source = OutputHtml.Source(cell["source"]);
            if ((string?)cell["cell_type"] == "code")
            {
                JsonArray outputs = cell["outputs"] as JsonArray ?? [];
                if (cell["execution_count"] is not null)
                    ran++;
                failed |= outputs.Any(output => (string?)output?["output_type"] == "error");
                seconds += Duration(cell) ?? 0;
                Code(body, cell, source, outputs, markdown);
            }
            else if ((string?)cell["cell_type"] == "markdown")
            {
                string html = markdown.Render(source);
                if (summary.Length == 0)
                    summary = FirstParagraph(html);
                body.Append("<section class=\"prose\">").Append(html).Append("</section>\n");
            }
            else
            {
                body.Append("<pre class=\"output\">").Append(WebUtility.HtmlEncode(source)).Append("</pre>\n");
            }
        }
        string name = Path.GetFileNameWithoutExtension(path);
        string title = markdown.Headings.Count > 0 ? markdown.Headings[0].Text : name;
        return new BookPage(
            name,
            title,
            summary,
            body.ToString(),
            markdown.Headings,
            failed,
            ran,
            seconds > 0 ? seconds : null,
            markdown.UnknownMathematics
        );
    }

    private static void Code(StringBuilder body, JsonNode cell, string source, JsonArray outputs, MarkdownHtml markdown)
    {
        string number = cell["execution_count"] is { } count ? count.ToJsonString() : " ";
        string time = Duration(cell) is { } seconds and >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"<span class=\"time\">{seconds:0.0} s</span>")
            : "";
        // The first cell is the same everywhere: it is folded away, but there.
        bool preamble = source.StartsWith("#r ", StringComparison.Ordinal);
        body.Append("<div class=\"cell\">");
        if (preamble)
            body.Append("<details><summary>Load the workbook</summary>");
        body.Append("<pre class=\"code\"><span class=\"count\">[")
            .Append(number)
            .Append("]</span>")
            .Append(time)
            .Append("<code>")
            .Append(CodeHtml.Render(source))
            .Append("</code></pre>");
        if (preamble)
            body.Append("</details>");
        foreach (JsonNode output in outputs.OfType<JsonNode>())
            body.Append(OutputHtml.Render(output, markdown)).Append('\n');
        body.Append("</div>\n");
    }

    /// <summary>Seconds that a cell ran, from the time stamps that nbconvert and our runner write.</summary>
    private static double? Duration(JsonNode cell)
    {
        JsonNode? times = cell["metadata"]?["execution"];
        return Time(times?["iopub.execute_input"]) is { } start && Time(times?["shell.execute_reply"]) is { } end
            ? (end - start).TotalSeconds
            : null;
    }

    private static DateTimeOffset? Time(JsonNode? node) =>
        node is JsonValue value
        && value.TryGetValue(out string? text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out DateTimeOffset time)
            ? time
            : null;

    private static string FirstParagraph(string html)
    {
        int start = html.IndexOf("<p>", StringComparison.Ordinal);
        int end = start < 0 ? -1 : html.IndexOf("</p>", start, StringComparison.Ordinal);
        return end < 0 ? "" : html[(start + 3)..end];
    }
}
