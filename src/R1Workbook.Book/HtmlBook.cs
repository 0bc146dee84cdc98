using System.Globalization;
using System.Net;
using System.Text;
using R1Workbook.Kernel.Files;

namespace R1Workbook.Book;

/// <summary>
/// Writes executed notebooks as a book of static pages that opens from the disk without a network: formulas are MathML,
/// pictures are inline, and scripts (plotly.js, where it is given, and the book's own) lie beside the pages. What a
/// notebook holds can show something but runs nothing, unless it is trusted: scripts of outputs run in frames apart.
/// </summary>
public static class HtmlBook
{
    private static readonly string[] Own = ["book.css", "book.js"];

    /// <summary>Writes one page a notebook, and an index.</summary>
    /// <param name="executedNotebooks">Paths of executed notebooks, in the order of the book.</param>
    /// <param name="outDir">Where the pages go; it is made where it is missing.</param>
    /// <param name="title">The title of the book.</param>
    /// <param name="scripts">Scripts that every page loads: the file name and what it holds.</param>
    /// <param name="trust">Whether HTML and scripts of the notebooks go into the pages as they are, to run in the
    /// browser of who opens them.</param>
    /// <param name="warn">Told about formulas that could not be drawn.</param>
    /// <returns>The path of the index.</returns>
    /// <exception cref="InvalidDataException">A file is no notebook; the message names it.</exception>
    public static string Write(
        IReadOnlyList<string> executedNotebooks,
        string outDir,
        string title = "R1 Workbook",
        IReadOnlyDictionary<string, Func<Stream>>? scripts = null,
        bool trust = false,
        Action<string>? warn = null
    )
    {
        BookPage[] pages = [.. executedNotebooks.Select(path => BookPage.Read(path, trust))];
        Directory.CreateDirectory(outDir);
        foreach (BookPage page in pages.Where(page => page.UnknownMathematics.Count > 0))
        {
            warn?.Invoke(
                $"{page.Name}: LaTeX that the book cannot draw: {string.Join(", ", page.UnknownMathematics.Distinct())}"
            );
        }

        foreach ((string name, Func<Stream> open) in scripts ?? new Dictionary<string, Func<Stream>>())
        {
            using Stream source = open();
            using FileStream target = File.Create(Path.Combine(outDir, name));
            source.CopyTo(target);
        }
        foreach (string name in Own)
        {
            using Stream source = typeof(HtmlBook).Assembly.GetManifestResourceStream(name)!;
            using FileStream target = File.Create(Path.Combine(outDir, name));
            source.CopyTo(target);
        }

        string head =
            (trust ? "" : ContentPolicy.OfPage)
            + "<link rel=\"stylesheet\" href=\"book.css\">"
            + string.Concat(
                (scripts?.Keys ?? []).Append("book.js").Select(name => $"<script src=\"{Link(name)}\" defer></script>")
            );
        for (int i = 0; i < pages.Length; i++)
        {
            Save(outDir, pages[i].Name + ".html", Page(title, head, pages, i));
            foreach ((string name, string html) in pages[i].Frames)
                Save(outDir, name, html);
        }
        return Save(outDir, "index.html", Index(title, head, pages));
    }

    private static string Save(string folder, string name, string html)
    {
        string path = Path.Combine(folder, name);
        WholeFile.Write(path, Encoding.UTF8.GetBytes(html));
        return path;
    }

    private static string Page(string title, string head, BookPage[] pages, int at)
    {
        BookPage page = pages[at];
        string earlier =
            at > 0
                ? $"<a class=\"earlier\" href=\"{Link(pages[at - 1].Name)}.html\">← {Encode(pages[at - 1].Title)}</a>"
                : "<span></span>";
        string later =
            at + 1 < pages.Length
                ? $"<a class=\"later\" href=\"{Link(pages[at + 1].Name)}.html\">{Encode(pages[at + 1].Title)} →</a>"
                : "";
        string body = $"""
            <p class="state">{State(page)} <a href="{Link(page.Name)}.ipynb" download>Notebook</a></p>
            {page.Body}
            <nav class="turn">{earlier}{later}</nav>
            """;
        return Frame($"{page.Title} · {title}", title, head, pages, page, body);
    }

    private static string Index(string title, string head, BookPage[] pages)
    {
        var body = new StringBuilder(
            $"<section class=\"prose\"><h1>{Encode(title)}</h1></section><ol class=\"contents\">"
        );
        foreach (BookPage page in pages)
        {
            body.Append(
                CultureInfo.InvariantCulture,
                $"<li><a href=\"{Link(page.Name)}.html\">{Encode(page.Title)}</a><p>{page.Summary}</p><p "
                    + $"class=\"state\">{State(page)}</p></li>"
            );
        }

        return Frame(title, title, head, pages, null, body.Append("</ol>").ToString());
    }

    private static string State(BookPage page)
    {
        string time = page.Seconds is { } seconds
            ? string.Create(CultureInfo.InvariantCulture, $" in {seconds:0.0} s")
            : "";
        return page.Failed
            ? $"<span class=\"failed\">A cell failed.</span> {page.Ran} code cells ran{time}."
            : $"{page.Ran} code cells ran{time}.";
    }

    private static string Frame(
        string pageTitle,
        string bookTitle,
        string head,
        BookPage[] pages,
        BookPage? current,
        string body
    )
    {
        var contents = new StringBuilder();
        foreach (BookPage page in pages)
        {
            bool here = page == current;
            contents.Append(
                CultureInfo.InvariantCulture,
                $"<li{(here ? " class=\"here\"" : "")}><a href=\"{Link(page.Name)}.html\">{Encode(page.Title)}</a>"
            );
            if (here)
            {
                contents.Append("<ul>");
                foreach (BookHeading heading in page.Headings.Where(heading => heading.Level == 2))
                {
                    contents.Append(
                        CultureInfo.InvariantCulture,
                        $"<li><a href=\"#{Link(heading.Id)}\">{Encode(heading.Text)}</a></li>"
                    );
                }

                contents.Append("</ul>");
            }
            contents.Append("</li>");
        }
        return $"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            {head}<title>{Encode(pageTitle)}</title></head>
            <body><nav class="contents"><p><a href="index.html">{Encode(bookTitle)}</a></p><ul>{contents}</ul></nav>
            <main>
            {body}
            </main></body></html>

            """;
    }

    // A name with a slash or a colon in it stays the name of a file beside the page.
    private static string Link(string name) => Uri.EscapeDataString(name);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
