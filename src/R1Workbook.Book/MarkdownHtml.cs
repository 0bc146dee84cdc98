using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using R1Workbook.Book.Mathematics;

namespace R1Workbook.Book;

/// <summary>A Markdown cell as HTML: formulas as MathML, links to notebooks as links to their pages.</summary>
/// <param name="trust">Whether HTML in the text is kept as it is; otherwise only what shows something is.</param>
internal sealed partial class MarkdownHtml(bool trust)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UseMathematics()
        .UsePipeTables()
        .UseAutoIdentifiers()
        .UseEmphasisExtras()
        .UseFootnotes()
        .UseTaskLists()
        .UseAutoLinks()
        .Build();

    private readonly List<BookHeading> _headings = [];
    private readonly List<string> _unknownMathematics = [];
    private readonly List<string> _formulas = [];

    /// <summary>Headings seen so far, in order.</summary>
    public IReadOnlyList<BookHeading> Headings => _headings;

    /// <summary>LaTeX commands seen so far that the book cannot draw.</summary>
    public IReadOnlyList<string> UnknownMathematics => _unknownMathematics;

    /// <summary>The HTML of one Markdown text.</summary>
    public string Render(string markdown)
    {
        try
        {
            return Rendered(Markdown.Parse(markdown, Pipeline));
        }
        catch (ArgumentException)
        {
            // Nested deeper than Markdig reads (thousands of brackets): a reader sees the text as it is.
            return $"<pre>{WebUtility.HtmlEncode(markdown)}</pre>\n";
        }
    }

    private string Rendered(MarkdownDocument document)
    {
        foreach (LinkInline link in document.Descendants<LinkInline>())
        {
            if (link.Url is { } url && !url.Contains("://", StringComparison.Ordinal))
                link.Url = url.Replace(".ipynb", ".html", StringComparison.OrdinalIgnoreCase);
        }
        foreach (HeadingBlock heading in document.Descendants<HeadingBlock>())
            _headings.Add(new BookHeading(heading.Level, PlainText(heading), heading.GetAttributes().Id ?? ""));

        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlMathInlineRenderer>(new InlineFormula(this));
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlMathBlockRenderer>(new DisplayedFormula(this));
        renderer.ObjectRenderers.ReplaceOrAdd<CodeBlockRenderer>(new CSharpCodeBlock());
        renderer.Render(document);
        string html = writer.ToString();
        html = trust ? html : SafeHtml.Clean(html);
        return Formulas()
            .Replace(
                html,
                place =>
                    int.TryParse(place.Groups[1].Value, CultureInfo.InvariantCulture, out int at)
                    && at < _formulas.Count
                        ? _formulas[at]
                        : ""
            );
    }

    private static string PlainText(HeadingBlock heading) =>
        heading.Inline is null
            ? ""
            : string.Concat(
                heading
                    .Inline.Descendants()
                    .Select(inline =>
                        inline switch
                        {
                            LiteralInline literal => literal.Content.ToString(),
                            CodeInline code => code.Content,
                            MathInline formula => formula.Content.ToString(),
                            _ => "",
                        }
                    )
            );

    // MathML is ours and needs no cleaning. In the text stands its number, so that what cleans the text never sees it.
    private string Formula(string latex, bool display)
    {
        MathMl formula = LatexMathMl.Convert(latex, display);
        _unknownMathematics.AddRange(formula.Unknown);
        _formulas.Add(formula.Html);
        return string.Create(CultureInfo.InvariantCulture, $"<span data-formula=\"{_formulas.Count - 1}\"></span>");
    }

    [GeneratedRegex("<span data-formula=\"([0-9]+)\"></span>", RegexOptions.CultureInvariant)]
    private static partial Regex Formulas();

    private sealed class InlineFormula(MarkdownHtml owner) : HtmlObjectRenderer<MathInline>
    {
        // $$...$$ inside a paragraph is a displayed formula as well.
        protected override void Write(HtmlRenderer renderer, MathInline obj) =>
            renderer.Write(owner.Formula(obj.Content.ToString(), display: obj.DelimiterCount == 2));
    }

    private sealed class DisplayedFormula(MarkdownHtml owner) : HtmlObjectRenderer<MathBlock>
    {
        protected override void Write(HtmlRenderer renderer, MathBlock obj) =>
            renderer
                .Write("<div class=\"formula\">")
                .Write(owner.Formula(obj.Lines.ToString(), display: true))
                .WriteLine("</div>");
    }

    private sealed class CSharpCodeBlock : CodeBlockRenderer
    {
        protected override void Write(HtmlRenderer renderer, CodeBlock obj)
        {
            string code = obj.Lines.ToString();
            bool csharp = obj is FencedCodeBlock { Info: "csharp" or "cs" or "c#" };
            renderer
                .Write("<pre class=\"code\"><code>")
                .Write(csharp ? CodeHtml.Render(code) : WebUtility.HtmlEncode(code))
                .WriteLine("</code></pre>");
        }
    }
}

/// <summary>A heading of a page.</summary>
/// <param name="Level">1 for the title.</param>
/// <param name="Text">Its plain text.</param>
/// <param name="Id">The anchor on its page.</param>
internal sealed record BookHeading(int Level, string Text, string Id);
