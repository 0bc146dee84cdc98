using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;

namespace R1Workbook.Book;

/// <summary>HTML of a stranger as HTML that only shows something: no script, no frame, no form, nothing that loads by
/// itself from elsewhere.</summary>
internal static class SafeHtml
{
    // A browser may read HTML that was written out differently from how it was read, so that text becomes an element.
    // What is clean stays the same when it is cleaned again.
    private const int MostPasses = 4;

    private static readonly string[] Tags = Words(
        """
        a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3
        h4 h5 h6 hr i img input ins kbd li mark ol p pre q s samp section small span strong sub summary sup table tbody
        td tfoot th thead time tr tt u ul var
        svg g path rect circle ellipse line polyline polygon text tspan title desc defs clipPath linearGradient
        radialGradient stop marker
        """
    );

    private static readonly string[] Attributes = Words(
        """
        align alt checked cite class colspan datetime dir disabled headers height href id lang open rel reversed role
        rowspan scope src start style title type valign width aria-label aria-hidden data-plotly data-formula
        xmlns viewBox preserveAspectRatio d x y x1 y1 x2 y2 cx cy r rx ry dx dy points transform offset fill
        fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-linecap stroke-linejoin
        opacity font-size font-family font-weight font-style text-anchor dominant-baseline letter-spacing
        gradientUnits gradientTransform stop-color stop-opacity clipPathUnits markerWidth markerHeight refX refY orient
        """
    );

    private static readonly HtmlSanitizer Sanitizer = Create();

    /// <summary>The part of some HTML that is safe to show.</summary>
    /// <param name="html">A piece of HTML by anybody.</param>
    public static string Clean(string html)
    {
        string clean = html;
        for (int pass = 0; pass < MostPasses; pass++)
        {
            string next;
            lock (Sanitizer)
                next = Sanitizer.Sanitize(clean);
            if (next == clean)
                return clean;
            clean = next;
        }
        return System.Net.WebUtility.HtmlEncode(html);
    }

    /// <summary>Whether some HTML brings a script, so that without it perhaps nothing shows.</summary>
    /// <param name="html">A piece of HTML by anybody.</param>
    public static bool HasScript(string html) =>
        html.Contains("<script", StringComparison.OrdinalIgnoreCase)
        && new HtmlParser()
            .ParseDocument(html)
            .QuerySelectorAll("script")
            .Any(script => script.GetAttribute("src") is not null || script.TextContent.Trim().Length > 0);

    private static HtmlSanitizer Create()
    {
        var sanitizer = new HtmlSanitizer(
            new HtmlSanitizerOptions
            {
                AllowedTags = new HashSet<string>(Tags, StringComparer.OrdinalIgnoreCase),
                AllowedAttributes = new HashSet<string>(Attributes, StringComparer.OrdinalIgnoreCase),
                AllowedCssProperties = Css(),
                AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "http", "https", "mailto" },
                UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "src", "cite" },
            }
        )
        {
            KeepChildNodes = true,
        };
        // Of what is no prose not even the text stays.
        sanitizer.RemovingTag += (_, e) =>
        {
            if (e.Tag.LocalName is "script" or "style" or "template" or "noscript" or "iframe" or "object" or "math")
                e.Tag.TextContent = "";
        };
        // A picture within the page is the only one that is not fetched.
        sanitizer.FilterUrl += (_, e) =>
        {
            if (e.Tag.LocalName == "img")
                e.SanitizedUrl = IsPicture(e.OriginalUrl) ? e.OriginalUrl : null;
            else if (e.OriginalUrl.StartsWith('#'))
                e.SanitizedUrl = e.OriginalUrl;
        };
        sanitizer.PostProcessNode += (_, e) =>
        {
            // Of all inputs only the box of a list of tasks, which nobody can click.
            if (e.Node is IElement { LocalName: "input" } input)
            {
                if (input.GetAttribute("type") == "checkbox")
                    input.SetAttribute("disabled", "disabled");
                else
                    input.Remove();
            }
        };
        return sanitizer;
    }

    // Without what lays an element over the rest of the page.
    private static HashSet<string> Css() =>
        [
            .. HtmlSanitizerDefaults.AllowedCssProperties.Where(name =>
                name
                    is not (
                        "position"
                        or "z-index"
                        or "top"
                        or "left"
                        or "right"
                        or "bottom"
                        or "content"
                        or "background-image"
                        or "list-style-image"
                        or "border-image-source"
                        or "cursor"
                    )
            ),
            "opacity",
        ];

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static bool IsPicture(string url) =>
        Array.Exists(
            ["data:image/png;base64,", "data:image/jpeg;base64,", "data:image/gif;base64,", "data:image/webp;base64,"],
            start => url.StartsWith(start, StringComparison.OrdinalIgnoreCase)
        );
}
