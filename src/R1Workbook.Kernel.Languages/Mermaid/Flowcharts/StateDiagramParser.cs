using System.Text.RegularExpressions;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Languages.Mermaid.Syntax;

namespace R1Workbook.Kernel.Languages.Mermaid.Flowcharts;

/// <summary>Reads <c>stateDiagram-v2</c> as a flowchart: states are rounded nodes, composite states are
/// groups.</summary>
internal static partial class StateDiagramParser
{
    /// <summary>The chart of a source.</summary>
    /// <exception cref="CellException">A line is not understood.</exception>
    public static Flowchart Parse(MermaidSource source)
    {
        var builder = new FlowchartBuilder();
        int notes = 0;
        for (int i = 0; i < source.Lines.Count; i++)
        {
            MermaidLine line = source.Lines[i] with { Text = source.Lines[i].Text.TrimEnd(';') };
            if (NoteStart().Match(line.Text) is { Success: true } note)
            {
                string text = note.Groups[2].Value;
                if (text.Length == 0)
                {
                    int end = source.Lines.ToList().FindIndex(i, l => l.Text == "end note");
                    text =
                        end < 0
                            ? throw line.Error("This note is never closed: expected 'end note'.")
                            : string.Join('\n', source.Lines.Take(end).Skip(i + 1).Select(l => l.Text));
                    i = end;
                }

                FlowNode on = State(builder, note.Groups[1].Value, false);
                FlowNode paper = builder.Node($"note {++notes}");
                (paper.Label, paper.Shape) = (MermaidSource.Label(text), FlowShape.Note);
                builder.Edge(new FlowEdge(on, paper, "", FlowLine.Dotted, "", "", 1));
            }
            else
            {
                Statement(builder, line);
            }
        }

        return builder.Build("state");
    }

    private static void Statement(FlowchartBuilder builder, MermaidLine line)
    {
        if (Transition().Match(line.Text) is { Success: true } t)
        {
            FlowNode from = State(builder, t.Groups[1].Value, isTarget: false);
            FlowNode to = State(builder, t.Groups[2].Value, isTarget: true);
            builder.Edge(
                new FlowEdge(from, to, MermaidSource.Label(t.Groups[3].Value), FlowLine.Solid, "", "arrow", 1)
            );
        }
        else if (Declaration().Match(line.Text) is { Success: true } d)
        {
            Declare(builder, d, line);
        }
        else if (line.Text == "}")
        {
            builder.Close(line, "state");
        }
        else if (line.Text.StartsWith("direction ", StringComparison.Ordinal))
        {
            builder.SetDirection(FlowchartParser.Direction(line.Text["direction ".Length..], line));
        }
        else if (
            line.Text.StartsWith("classDef ", StringComparison.Ordinal)
            && line.Text.Split((char[]?)null, 3) is { Length: 3 } definition
        )
        {
            builder.Styles.Define(definition[1], definition[2]);
        }
        else if (
            line.Text.StartsWith("class ", StringComparison.Ordinal)
            && line.Text.Split((char[]?)null, 3) is { Length: 3 } use
        )
        {
            Array.ForEach(FlowStyles.Names(use[1]), n => builder.Styles.Use(State(builder, n, false), use[2]));
        }
        else if (Description().Match(line.Text) is { Success: true } s)
        {
            FlowNode state = State(builder, s.Groups[1].Value, false);
            string label = MermaidSource.Label(s.Groups[2].Value);
            state.Label =
                label.Length == 0 ? state.Label
                : state.Label == state.Id ? label
                : state.Label + "\n" + label;
        }
        else if (line.Text != "--" && line.Text != "hide empty description")
        {
            throw line.Error($"Expected a transition 'A --> B : text', a state or a note, found '{line.Text}'.");
        }
    }

    private static void Declare(FlowchartBuilder builder, Match d, MermaidLine line)
    {
        string id = d.Groups["id"].Value;
        string label = d.Groups["label"].Success ? MermaidSource.Label(d.Groups["label"].Value) : id;
        FlowNode state = State(builder, id, false);
        state.Label = label;
        switch (d.Groups["kind"].Value)
        {
            case "choice":
                (state.Shape, state.Label) = (FlowShape.Rhombus, "");
                break;
            case "fork" or "join":
                (state.Shape, state.Label) = (FlowShape.Bar, "");
                break;
        }

        if (d.Groups["open"].Success)
        {
            builder.Open(id, label, line);
        }
    }

    // [*] is the start or the end of the group it stands in.
    private static FlowNode State(FlowchartBuilder builder, string id, bool isTarget)
    {
        if (id == "[*]")
        {
            FlowNode mark = builder.Node($"{(isTarget ? "end" : "start")} of {builder.Current.Id}");
            (mark.Shape, mark.Label) = (isTarget ? FlowShape.End : FlowShape.Start, "");
            return mark;
        }

        string[] halves = id.Split(":::", 2);
        FlowNode state = builder.Node(halves[0]);
        state.Shape = state.Shape == FlowShape.Rectangle ? FlowShape.Rounded : state.Shape;
        if (halves.Length == 2)
        {
            builder.Styles.Use(state, halves[1]);
        }

        return state;
    }

    [GeneratedRegex(@"^(\S+)\s*-->\s*(\S+?)\s*(?:(?<!:):(?!:)\s*(.*))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Transition();

    [GeneratedRegex(
        """^state\s+(?:(?<label>"[^"]*")\s+as\s+)?(?<id>[\w.-]+)\s*(?:<<(?<kind>choice|fork|join)>>|(?<open>\{))?$""",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^([\w.-]+(?::::\w+)?)\s*(?::\s*(.*))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Description();

    [GeneratedRegex(@"^note\s+(?:right|left)\s+of\s+([\w.-]+)\s*:?\s*(.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex NoteStart();
}
