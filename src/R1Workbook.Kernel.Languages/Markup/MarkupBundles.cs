using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace R1Workbook.Kernel.Languages.Markup;

/// <summary>HTML, Markdown and JavaScript as outputs, always with a text beside them for clients that show no
/// markup.</summary>
internal static partial class MarkupBundles
{
    public static JsonObject Html(string html) =>
        new() { ["text/html"] = html.Trim('\n'), ["text/plain"] = PlainText(html) };

    public static JsonObject Markdown(string markdown) =>
        new() { ["text/markdown"] = markdown.Trim('\n'), ["text/plain"] = markdown.Trim('\n') };

    /// <summary>A script that runs in a function of its own: its names and its errors stay out of the page.</summary>
    public static JsonObject JavaScript(string script)
    {
        // "</script" ends the element wherever it stands, in a string too.
        string safe = script.Trim('\n').Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase);
        return new JsonObject
        {
            ["text/html"] =
                "<script type=\"text/javascript\">(async () => {\ntry {\n"
                + safe
                + "\n} catch (error) { console.error(\"notebook cell:\", error); }\n})();</script>",
            ["text/plain"] = script.Trim('\n'),
        };
    }

    private static string PlainText(string html) =>
        Blanks().Replace(WebUtility.HtmlDecode(Tag().Replace(ScriptOrStyle().Replace(html, " "), " ")), " ").Trim();

    [GeneratedRegex(
        @"<(script|style)\b.*?</\1\s*>",
        RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex ScriptOrStyle();

    [GeneratedRegex(@"<[^>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
