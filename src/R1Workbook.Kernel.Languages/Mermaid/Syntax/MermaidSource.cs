using System.Net;
using System.Text.RegularExpressions;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Languages.Mermaid.Syntax;

/// <summary>The text of a diagram as numbered lines: comments, front matter and blank lines are gone.</summary>
/// <param name="Kind">The first word: flowchart, pie, ...</param>
/// <param name="Rest">What follows it on its line.</param>
/// <param name="Lines">The lines after it.</param>
internal sealed partial record MermaidSource(string Kind, string Rest, IReadOnlyList<MermaidLine> Lines)
{
    /// <summary>Reads a diagram's text.</summary>
    /// <exception cref="CellException">There is no first line.</exception>
    public static MermaidSource Parse(string text)
    {
        string[] all = text.ReplaceLineEndings("\n").Split('\n');
        List<MermaidLine> lines =
        [
            .. all.Select((l, i) => new MermaidLine(Comment().Replace(l, "").Trim(), i + 1))
                .Where(l => l.Text.Length > 0),
        ];
        if (lines.Count > 0 && lines[0].Text == "---")
        {
            int end = lines.FindIndex(1, l => l.Text == "---");
            lines = end < 0 ? lines : lines[(end + 1)..];
        }

        if (lines.Count == 0)
        {
            throw new CellException(
                "The diagram is empty. Begin it with its type: flowchart TD, sequenceDiagram, stateDiagram-v2, pie "
                    + "or timeline.",
                1
            );
        }

        // "graph LR; A --> B": what follows the semicolon is a line of its own.
        string[] first = lines[0].Text.Split(';', 2, StringSplitOptions.TrimEntries);
        string[] head = first[0].Split((char[]?)null, 2, StringSplitOptions.TrimEntries);
        IEnumerable<MermaidLine> rest =
            first.Length > 1 && first[1].Length > 0
                ? lines.Skip(1).Prepend(lines[0] with { Text = first[1] })
                : lines.Skip(1);
        return new MermaidSource(head[0], head.Length > 1 ? head[1] : "", [.. rest]);
    }

    /// <summary>A label as it is shown: without quotes, with line feeds and characters for their codes.</summary>
    public static string Label(string text)
    {
        text = text.Trim();
        text = text.Length > 1 && text[0] == '"' && text[^1] == '"' ? text[1..^1] : text;
        text = text.Length > 1 && text[0] == '`' && text[^1] == '`' ? text[1..^1] : text;
        text = LineBreak().Replace(text, "\n").Replace("\\n", "\n", StringComparison.Ordinal);
        text = Code()
            .Replace(
                text,
                m =>
                    WebUtility.HtmlDecode(
                        char.IsDigit(m.Groups[1].Value[0]) ? $"&#{m.Groups[1].Value};" : $"&{m.Groups[1].Value};"
                    )
            );
        return Tag().Replace(text, "");
    }

    [GeneratedRegex("%%.*$", RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s*<br\s*/?>\s*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex LineBreak();

    [GeneratedRegex("#(\\d+|[A-Za-z]+);", RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex("</?[A-Za-z][^>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}

/// <summary>A line of a diagram.</summary>
/// <param name="Text">The line without blanks around it.</param>
/// <param name="Number">Its number in the cell, from 1.</param>
internal sealed record MermaidLine(string Text, int Number)
{
    /// <summary>An error at this line.</summary>
    public CellException Error(string message) => new(message, Number);
}
