using System.Text.RegularExpressions;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Languages.Mermaid.Syntax;

namespace R1Workbook.Kernel.Languages.Mermaid.Flowcharts;

/// <summary>Reads <c>flowchart</c> and <c>graph</c>.</summary>
internal static partial class FlowchartParser
{
    private static readonly Dictionary<string, FlowDirection> Directions = new(StringComparer.Ordinal)
    {
        ["TD"] = FlowDirection.Down,
        ["TB"] = FlowDirection.Down,
        ["BT"] = FlowDirection.Up,
        ["LR"] = FlowDirection.Right,
        ["RL"] = FlowDirection.Left,
    };

    /// <summary>The chart of a source.</summary>
    /// <exception cref="CellException">A line is not understood.</exception>
    public static Flowchart Parse(MermaidSource source)
    {
        var builder = new FlowchartBuilder();
        if (source.Rest.Length > 0)
        {
            builder.SetDirection(
                Direction(
                    source.Rest,
                    new MermaidLine(
                        $"{source.Kind} {source.Rest}",
                        source.Lines.Count > 0 ? Math.Max(1, source.Lines[0].Number - 1) : 1
                    )
                )
            );
        }

        foreach (MermaidLine line in source.Lines)
        {
            foreach (string statement in Statements(line.Text))
            {
                Statement(builder, line with { Text = statement });
            }
        }

        return builder.Build("subgraph");
    }

    /// <summary>The direction of a word.</summary>
    public static FlowDirection Direction(string word, MermaidLine line) =>
        Directions.TryGetValue(word.Trim(), out FlowDirection direction)
            ? direction
            : throw line.Error($"'{word}' is no direction: expected {string.Join(", ", Directions.Keys)}.");

    private static void Statement(FlowchartBuilder builder, MermaidLine line)
    {
        string[] words = line.Text.Split((char[]?)null, 2, StringSplitOptions.TrimEntries);
        string rest = words.Length > 1 ? words[1] : "";
        switch (words[0])
        {
            case "subgraph":
                Subgraph(builder, rest, line);
                break;
            case "end":
                builder.Close(line, "subgraph");
                break;
            case "direction":
                builder.SetDirection(Direction(rest, line));
                break;
            case "classDef":
                (string names, string definition) = Two(rest, line, "classDef NAME fill:#eee,stroke:#333");
                builder.Styles.Define(names, definition);
                break;
            case "class":
                (string nodes, string className) = Two(rest, line, "class NODE,NODE NAME");
                Array.ForEach(
                    FlowStyles.Names(nodes),
                    n => builder.Styles.Use(builder.Node(n), className.TrimEnd(';'))
                );
                break;
            case "style":
                (string styled, string style) = Two(rest, line, "style NODE fill:#eee");
                Array.ForEach(FlowStyles.Names(styled), n => builder.Styles.Set(builder.Node(n), style));
                break;
            case "linkStyle" or "click" or "accTitle:" or "accDescr:" or "accTitle" or "accDescr":
                break;
            default:
                new FlowChainParser(builder, line).Parse();
                break;
        }
    }

    private static void Subgraph(FlowchartBuilder builder, string rest, MermaidLine line)
    {
        Match titled = TitledGroup().Match(rest);
        string id =
            titled.Success ? titled.Groups[1].Value
            : rest.Length > 0 ? MermaidSource.Label(rest)
            : $"subgraph at line {line.Number}";
        builder.Open(
            id,
            titled.Success ? MermaidSource.Label(titled.Groups[2].Value)
                : rest.Length > 0 ? id
                : "",
            line
        );
    }

    private static (string, string) Two(string rest, MermaidLine line, string example)
    {
        string[] parts = rest.Split((char[]?)null, 2, StringSplitOptions.TrimEntries);
        return parts.Length == 2
            ? (parts[0], parts[1])
            : throw line.Error($"Expected '{example}', found '{line.Text}'.");
    }

    // A semicolon ends a statement, but not within quotes or brackets, nor after a character's code (#35;).
    private static IEnumerable<string> Statements(string line)
    {
        if (
            line.StartsWith("classDef", StringComparison.Ordinal)
            || line.StartsWith("style", StringComparison.Ordinal)
            || !line.Contains(';', StringComparison.Ordinal)
        )
        {
            return [line];
        }

        var statements = new List<string>();
        int start = 0;
        int depth = 0;
        bool quoted = false;
        for (int i = 0; i <= line.Length; i++)
        {
            if (i == line.Length || (line[i] == ';' && depth <= 0 && !quoted))
            {
                statements.Add(line[start..i].Trim());
                start = i + 1;
                continue;
            }

            quoted ^= line[i] == '"';
            depth +=
                line[i] is '[' or '(' or '{' ? 1
                : line[i] is ']' or ')' or '}' ? -1
                : 0;
        }

        return statements.Where(s => s.Length > 0);
    }

    [GeneratedRegex(@"^([^\s\[]+)\s*\[(.*)\]$", RegexOptions.CultureInvariant)]
    private static partial Regex TitledGroup();
}
