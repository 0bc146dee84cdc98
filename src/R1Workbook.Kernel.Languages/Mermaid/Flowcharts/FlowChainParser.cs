using System.Text.RegularExpressions;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Languages.Mermaid.Syntax;

namespace R1Workbook.Kernel.Languages.Mermaid.Flowcharts;

/// <summary>Reads one statement of nodes and links, for example <c>A[Start] &amp; B --> C -- yes --> D</c>.</summary>
internal sealed partial class FlowChainParser(FlowchartBuilder builder, MermaidLine line)
{
    // The longer opening goes first.
    private static readonly (string Open, string Close, FlowShape Shape)[] Shapes =
    [
        ("(((", ")))", FlowShape.DoubleCircle),
        ("((", "))", FlowShape.Circle),
        ("([", "])", FlowShape.Stadium),
        ("(", ")", FlowShape.Rounded),
        ("[[", "]]", FlowShape.Subroutine),
        ("[(", ")]", FlowShape.Cylinder),
        ("[/", "/]", FlowShape.LeanRight),
        ("[\\", "\\]", FlowShape.LeanLeft),
        ("[/", "\\]", FlowShape.Trapezoid),
        ("[\\", "/]", FlowShape.InvertedTrapezoid),
        ("[", "]", FlowShape.Rectangle),
        ("{{", "}}", FlowShape.Hexagon),
        ("{", "}", FlowShape.Rhombus),
        (">", "]", FlowShape.Flag),
    ];

    private readonly string _text = line.Text;
    private int _at;

    /// <summary>Adds the statement's nodes and edges.</summary>
    /// <exception cref="CellException">Something else stands where a node or a link is expected.</exception>
    public void Parse()
    {
        List<FlowNode> from = Nodes();
        while (_at < _text.Length)
        {
            Link link = ReadLink();
            List<FlowNode> to = Nodes();
            foreach (FlowNode a in from)
            {
                foreach (FlowNode b in to)
                {
                    builder.Edge(new FlowEdge(a, b, link.Label, link.Line, link.Tail, link.Head, link.Length));
                }
            }

            from = to;
        }
    }

    private List<FlowNode> Nodes()
    {
        List<FlowNode> nodes = [Node()];
        while (_at < _text.Length && _text[_at] == '&')
        {
            _at++;
            nodes.Add(Node());
        }

        return nodes;
    }

    private FlowNode Node()
    {
        SkipBlanks();
        Match id = Id().Match(_text, _at);
        if (!id.Success)
        {
            throw Expected("the name of a node");
        }

        _at += id.Length;
        FlowNode node = builder.Node(id.Value);
        Shape(node);
        Match className = ClassName().Match(_text, _at);
        if (className.Success)
        {
            builder.Styles.Use(node, className.Groups[1].Value);
            _at += className.Length;
        }

        SkipBlanks();
        return node;
    }

    private void Shape(FlowNode node)
    {
        (string Open, string Close, FlowShape Shape)[] candidates =
        [
            .. Shapes.Where(s => _text.AsSpan(_at).StartsWith(s.Open)),
        ];
        if (candidates.Length == 0)
        {
            return;
        }

        // Of the openings that fit, the one whose closing comes first; of two at one place, the longer.
        int start = _at + candidates[0].Open.Length;
        string longest = candidates[0].Open;
        (int End, (string Open, string Close, FlowShape Shape) Shape)[] ends =
        [
            .. candidates
                .Where(c => c.Open == longest)
                .Select(c => (Closing(start, c.Close), c))
                .Where(c => c.Item1 >= 0)
                .OrderBy(c => c.Item1),
        ];
        if (ends.Length == 0)
        {
            throw Expected($"'{candidates[0].Close}' to close '{candidates[0].Open}'");
        }

        node.Label = MermaidSource.Label(_text[start..ends[0].End]);
        node.Shape = ends[0].Shape.Shape;
        _at = ends[0].End + ends[0].Shape.Close.Length;
    }

    private int Closing(int start, string close)
    {
        int i = start;
        if (i < _text.Length && _text[i] == '"')
        {
            i = _text.IndexOf('"', i + 1);
            if (i < 0)
            {
                throw Expected("a closing quote");
            }
        }

        return _text.IndexOf(close, i, StringComparison.Ordinal);
    }

    private Link ReadLink()
    {
        SkipBlanks();
        Match m = LinkMark().Match(_text, _at);
        if (!m.Success)
        {
            throw Expected("a link such as -->, ---, -.-> or ==>");
        }

        string body = m.Groups["body"].Value;
        string head = m.Groups["head"].Value;
        string tail = Mark(m.Groups["tail"].Value);
        FlowLine kind = body[0] switch
        {
            '=' => FlowLine.Thick,
            '~' => FlowLine.Invisible,
            _ => body.Contains('.', StringComparison.Ordinal) ? FlowLine.Dotted : FlowLine.Solid,
        };
        string label = "";
        if (head.Length == 0 && body is "--" or "==" or "-.")
        {
            // A link cut in two by its label: -- text -->
            Match rest = (
                body == "--" ? SolidEnd()
                : body == "==" ? ThickEnd()
                : DottedEnd()
            ).Match(_text, _at + m.Length);
            if (!rest.Success)
            {
                throw Expected(
                    $"the end of a link after its label, such as "
                        + $"{(body == "==" ? "==>" : body == "--" ? "-->" : ".->")}"
                );
            }

            label = rest.Groups["text"].Value;
            (body, head) = (rest.Groups["body"].Value, rest.Groups["head"].Value);
            _at = rest.Index + rest.Length;
        }
        else
        {
            _at += m.Length;
            Match piped = PipedLabel().Match(_text, _at);
            label = piped.Success ? piped.Groups[1].Value : "";
            _at += piped.Length;
        }

        int extra = kind == FlowLine.Dotted ? body.Count(c => c == '.') - 1 : body.Length - (head.Length > 0 ? 2 : 3);
        return new Link(kind, tail, Mark(head), MermaidSource.Label(label), 1 + Math.Max(0, extra));
    }

    private static string Mark(string mark) =>
        mark switch
        {
            ">" or "<" => "arrow",
            "x" => "cross",
            "o" => "circle",
            _ => "",
        };

    private CellException Expected(string what) =>
        line.Error(
            $"Column {_at + 1} of '{_text}': expected {what}, found "
                + $"{(_at < _text.Length ? $"'{_text[_at..]}'" : "the end of the line")}."
        );

    private void SkipBlanks()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    // A hyphen or dot belongs to a name only between letters: A--B is a link.
    [GeneratedRegex(@"\G[\p{L}\p{N}_*]+(?:[-./:](?=[\p{L}\p{N}_])(?!:)[\p{L}\p{N}_]+)*", RegexOptions.CultureInvariant)]
    private static partial Regex Id();

    [GeneratedRegex(@"\G:::([\w-]+)", RegexOptions.CultureInvariant)]
    private static partial Regex ClassName();

    [GeneratedRegex(
        @"\G(?<tail>[<xo](?=[-=]))?(?<body>-\.+-|-\.|-{2,}|={2,}|~{3,})(?<head>>|[xo](?=[\s|]))?",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex LinkMark();

    [GeneratedRegex(@"\G\s*\|([^|]*)\|", RegexOptions.CultureInvariant)]
    private static partial Regex PipedLabel();

    [GeneratedRegex(@"\G(?<text>.+?)\s*(?<body>-{2,})(?<head>>|[xo](?=\s))?", RegexOptions.CultureInvariant)]
    private static partial Regex SolidEnd();

    [GeneratedRegex(@"\G(?<text>.+?)\s*(?<body>={2,})(?<head>>|[xo](?=\s))?", RegexOptions.CultureInvariant)]
    private static partial Regex ThickEnd();

    [GeneratedRegex(@"\G(?<text>.+?)\s*(?<body>\.+-)(?<head>>|[xo](?=\s))?", RegexOptions.CultureInvariant)]
    private static partial Regex DottedEnd();

    private sealed record Link(FlowLine Line, string Tail, string Head, string Label, int Length);
}
