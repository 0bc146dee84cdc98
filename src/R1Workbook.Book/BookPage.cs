using System.Globalization;
using System.Net;
using System.Text;
using R1Workbook.Kernel.Notebooks;

namespace R1Workbook.Book;

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
/// <param name="Frames">Files beside the page that its frames show: their names and their HTML.</param>
internal sealed record BookPage(
    string Name,
    string Title,
    string Summary,
    string Body,
    IReadOnlyList<BookHeading> Headings,
    bool Failed,
    int Ran,
    double? Seconds,
    IReadOnlyList<string> UnknownMathematics,
    IReadOnlyList<(string Name, string Html)> Frames
)
{
    /// <summary>Reads an executed notebook.</summary>
    /// <param name="path">The notebook.</param>
    /// <param name="trust">Whether its HTML and scripts go into the page as they are.</param>
    /// <exception cref="InvalidDataException">The file is no notebook; the message names it.</exception>
    public static BookPage Read(string path, bool trust)
    {
        Notebook notebook;
        try
        {
            notebook = NotebookReader.Read(path);
        }
        catch (NotebookException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }

        string name = Path.GetFileNameWithoutExtension(path);
        var markdown = new MarkdownHtml(trust);
        var frames = new OutputFrames(name);
        var outputs = new OutputHtml(markdown, frames, trust);
        var body = new StringBuilder();
        string summary = "";
        foreach (NotebookCell cell in notebook.Cells)
        {
            if (cell.IsCode)
            {
                Code(body, cell, outputs);
            }
            else if (cell.Kind == "markdown")
            {
                string html = markdown.Render(cell.Source);
                if (summary.Length == 0)
                    summary = FirstParagraph(html);
                body.Append("<section class=\"prose\">").Append(html).Append("</section>\n");
            }
            else
            {
                body.Append("<pre class=\"output\">").Append(WebUtility.HtmlEncode(cell.Source)).Append("</pre>\n");
            }
        }

        NotebookCell[] code = [.. notebook.Cells.Where(cell => cell.IsCode)];
        double seconds = code.Sum(cell => cell.Elapsed?.TotalSeconds ?? 0);
        string title = markdown.Headings.Count > 0 ? markdown.Headings[0].Text : name;
        return new BookPage(
            name,
            title,
            summary,
            body.ToString(),
            markdown.Headings,
            code.Any(cell => cell.Outputs.Any(output => output.Kind == "error")),
            code.Count(cell => cell.ExecutionCount is not null),
            seconds > 0 ? seconds : null,
            markdown.UnknownMathematics,
            frames.Files
        );
    }

    private static void Code(StringBuilder body, NotebookCell cell, OutputHtml outputs)
    {
        string number = cell.ExecutionCount?.ToString(CultureInfo.InvariantCulture) ?? " ";
        string time = cell.Elapsed?.TotalSeconds is { } seconds and >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"<span class=\"time\">{seconds:0.0} s</span>")
            : "";
        // The first cell is the same everywhere: it is folded away, but there.
        bool preamble = cell.Source.StartsWith("#r ", StringComparison.Ordinal);
        body.Append("<div class=\"cell\">");
        if (preamble)
            body.Append("<details><summary>Load the workbook</summary>");
        body.Append("<pre class=\"code\"><span class=\"count\">[")
            .Append(number)
            .Append("]</span>")
            .Append(time)
            .Append("<code>")
            .Append(CodeHtml.Render(cell.Source))
            .Append("</code></pre>");
        if (preamble)
            body.Append("</details>");
        foreach (CellOutput output in cell.Outputs)
            body.Append(outputs.Render(output)).Append('\n');
        body.Append("</div>\n");
    }

    private static string FirstParagraph(string html)
    {
        int start = html.IndexOf("<p>", StringComparison.Ordinal);
        int end = start < 0 ? -1 : html.IndexOf("</p>", start, StringComparison.Ordinal);
        return end < 0 ? "" : html[(start + 3)..end];
    }
}
