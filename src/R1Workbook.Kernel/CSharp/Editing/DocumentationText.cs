using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace R1Workbook.Kernel.CSharp.Editing;

/// <summary>XML documentation as text or Markdown.</summary>
internal static partial class DocumentationText
{
    private const int LongestRemarks = 600;

    /// <summary>Summary, parameters, value, exceptions and the beginning of the remarks.</summary>
    /// <param name="member">The <c>member</c> element.</param>
    /// <param name="markdown">Whether to mark names and headings.</param>
    public static string Render(XElement member, bool markdown)
    {
        var text = new StringBuilder();
        Paragraph(text, Words(member.Element("summary"), markdown));
        List(
            text,
            markdown ? "**Parameters**" : "Parameters:",
            member.Elements("param").Concat(member.Elements("typeparam")),
            "name",
            markdown
        );
        Paragraph(
            text,
            Labelled("Returns", Words(member.Element("returns") ?? member.Element("value"), markdown), markdown)
        );
        List(text, markdown ? "**Exceptions**" : "Exceptions:", member.Elements("exception"), "cref", markdown);
        string remarks = Words(member.Element("remarks"), markdown);
        Paragraph(text, remarks.Length > LongestRemarks ? remarks[..LongestRemarks] + "..." : remarks);
        return text.ToString().TrimEnd();
    }

    private static void Paragraph(StringBuilder text, string words)
    {
        if (words.Length > 0)
        {
            text.Append(words).Append("\n\n");
        }
    }

    private static string Labelled(string label, string words, bool markdown) =>
        words.Length == 0 ? ""
        : markdown ? $"**{label}** {words}"
        : $"{label}: {words}";

    private static void List(
        StringBuilder text,
        string heading,
        IEnumerable<XElement> elements,
        string attribute,
        bool markdown
    )
    {
        List<string> lines =
        [
            .. elements.Select(e =>
                $"{Code(Name(e.Attribute(attribute)?.Value ?? ""), markdown)}: {Words(e, markdown)}"
            ),
        ];
        if (lines.Count > 0)
        {
            text.Append(heading).Append('\n').Append(markdown ? "\n" : "");
            foreach (string line in lines)
            {
                text.Append(markdown ? "- " : "  ").Append(line).Append('\n');
            }

            text.Append('\n');
        }
    }

    private static string Words(XElement? element, bool markdown)
    {
        if (element is null)
        {
            return "";
        }

        var text = new StringBuilder();
        Write(element, text, markdown);
        return Blanks()
            .Replace(text.ToString(), " ")
            .Replace(" \u2029 ", "\n\n", StringComparison.Ordinal)
            .Replace("\u2029", "\n\n", StringComparison.Ordinal)
            .Trim();
    }

    private static void Write(XElement element, StringBuilder text, bool markdown)
    {
        foreach (XNode node in element.Nodes())
        {
            switch (node)
            {
                case XText words:
                    text.Append(words.Value);
                    break;
                case XElement { Name.LocalName: "see" or "seealso" } see:
                    text.Append(
                        see.Value.Length > 0
                            ? see.Value
                            : Code(
                                Name(
                                    (see.Attribute("cref") ?? see.Attribute("langword") ?? see.Attribute("href"))?.Value
                                        ?? ""
                                ),
                                markdown
                            )
                    );
                    break;
                case XElement { Name.LocalName: "paramref" or "typeparamref" } reference:
                    text.Append(Code(reference.Attribute("name")?.Value ?? "", markdown));
                    break;
                case XElement { Name.LocalName: "c" or "code" } code:
                    text.Append(Code(code.Value, markdown));
                    break;
                case XElement { Name.LocalName: "para" or "item" or "br" } paragraph:
                    // A paragraph separator lives through the joining of blanks.
                    text.Append(" \u2029 ");
                    Write(paragraph, text, markdown);
                    break;
                case XElement other:
                    Write(other, text, markdown);
                    break;
            }
        }
    }

    private static string Code(string text, bool markdown) => markdown && text.Length > 0 ? $"`{text}`" : text;

    // T:System.Collections.Generic.List`1 is List<T> to a reader, M:System.String.Join(...) is String.Join.
    private static string Name(string id)
    {
        if (id.Length < 2 || id[1] != ':')
        {
            return id;
        }

        string[] parts = Arity().Replace(id[2..].Split('(')[0], "").Split('.');
        return id[0] is 'T' or 'N' || parts.Length < 2 ? parts[^1] : $"{parts[^2]}.{parts[^1]}";
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"`+\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Arity();
}
