using R1Workbook.Kernel.Languages.Mermaid.Drawing;

namespace R1Workbook.Kernel.Languages.Mermaid.Sequences;

/// <summary>Draws a sequence diagram: first the columns are placed, then every step takes its height.</summary>
internal sealed class SequenceSvg
{
    private const double Margin = SequenceColumns.Margin;
    private const double BoxHeight = SequenceShapes.BoxHeight;
    private const double Small = SequenceColumns.TextSize;

    private readonly Svg _frames = new();
    private readonly List<Action<Svg>> _over = [];
    private readonly SequenceDiagram _diagram;
    private readonly Stack<(
        double Top,
        string Kind,
        string Text,
        int Depth,
        List<(double Y, string Text)> Dividers
    )> _open = new();
    private readonly Dictionary<SequenceParticipant, Stack<double>> _active = [];
    private double _y;
    private double _left;
    private double _right;

    private SequenceSvg(SequenceDiagram diagram) => _diagram = diagram;

    /// <summary>The drawing.</summary>
    public static string Draw(SequenceDiagram diagram) => new SequenceSvg(diagram).Draw();

    private string Draw()
    {
        (_left, _right) = SequenceColumns.Place(_diagram);
        double top = Margin + (_diagram.Title.Length > 0 ? 30 : 0);
        _y = top + BoxHeight + 18;
        foreach (SequenceStep step in _diagram.Steps)
        {
            Step(step);
        }

        foreach ((SequenceParticipant participant, Stack<double> starts) in _active)
        {
            while (starts.Count > 0)
            {
                Bar(participant, starts.Pop(), _y, starts.Count);
            }
        }

        double width = _right + Margin;
        var svg = _frames;
        foreach (SequenceParticipant p in _diagram.Participants)
        {
            svg.Add(
                $"<line x1=\"{p.X:0.#}\" y1=\"{top + BoxHeight}\" x2=\"{p.X:0.#}\" y2=\"{_y:0.#}\" "
                    + $"stroke=\"#9aa3b5\" stroke-dasharray=\"4 3\"/>"
            );
        }

        _over.ForEach(draw => draw(svg));
        foreach (SequenceParticipant p in _diagram.Participants)
        {
            SequenceShapes.Head(svg, p, top);
            SequenceShapes.Head(svg, p, _y);
        }

        if (_diagram.Title.Length > 0)
        {
            svg.Text(width / 2, Margin + 6, _diagram.Title, weight: "bold", size: 17);
        }

        return svg.Document(
            width,
            _y + BoxHeight + Margin,
            _diagram.Title.Length > 0 ? _diagram.Title : "Sequence diagram"
        );
    }

    private void Step(SequenceStep step)
    {
        switch (step)
        {
            case SequenceMessage message:
                Message(message);
                break;
            case SequenceNote note:
                Note(note);
                break;
            case SequenceActivation { Begins: true } begin:
                Starts(begin.Participant).Push(_y - 14);
                break;
            case SequenceActivation end when Starts(end.Participant).TryPop(out double start):
                Bar(end.Participant, start, _y - 10, Starts(end.Participant).Count);
                break;
            case SequenceFrame frame:
                _open.Push((_y, frame.Kind, frame.Text, _open.Count, []));
                _y += frame.Kind == "rect" ? 14 : 34;
                break;
            case SequenceDivider divider when _open.Count > 0:
                _open.Peek().Dividers.Add((_y, divider.Text));
                _y += 26;
                break;
            case SequenceEnd:
                Frame();
                break;
        }
    }

    private Stack<double> Starts(SequenceParticipant p) =>
        _active.TryGetValue(p, out Stack<double>? starts) ? starts : _active[p] = new Stack<double>();

    private void Bar(SequenceParticipant p, double from, double to, int depth)
    {
        double x = p.X - 5 + (depth * 4);
        _over.Insert(
            0,
            svg =>
                svg.Add(
                    $"<rect x=\"{x:0.#}\" y=\"{from:0.#}\" width=\"10\" height=\"{Math.Max(8, to - from):0.#}\" "
                        + $"fill=\"#d5dff2\" stroke=\"#5b74a8\"/>"
                )
        );
    }

    private void Message(SequenceMessage m)
    {
        (double width, double height) = Svg.Measure(m.Text.Length > 0 ? m.Text : " ", Small);
        double y = _y + height + 2;
        string dash = m.IsDotted ? " stroke-dasharray=\"5 3\"" : "";
        string marks =
            (m.Head.Length > 0 ? $" marker-end=\"url(#mermaid-{m.Head})\"" : "")
            + (m.Tail.Length > 0 ? $" marker-start=\"url(#mermaid-{m.Tail})\"" : "");
        (double x0, double x1) = (m.From.X, m.To.X);
        if (m.From == m.To)
        {
            _over.Add(svg =>
                svg.Add(
                    $"<path d=\"M{x0 + 5:0.#},{y - 10:0.#} h32 v20 h-30\" fill=\"none\" stroke=\"{Svg.Line}\" "
                        + $"stroke-width=\"1.4\"{dash}{marks}/>"
                )
            );
            _over.Add(svg => SequenceShapes.Label(svg, x0 + 44 + (width / 2), y, m.Text, width, height));
            _y = y + 26;
            return;
        }

        double sign = Math.Sign(x1 - x0);
        _over.Add(svg =>
            svg.Add(
                $"<line x1=\"{x0 + (5 * sign):0.#}\" y1=\"{y:0.#}\" x2=\"{x1 - (5 * sign):0.#}\" y2=\"{y:0.#}\" "
                    + $"stroke=\"{Svg.Line}\" stroke-width=\"1.4\"{dash}{marks}/>"
            )
        );
        _over.Add(svg => SequenceShapes.Label(svg, (x0 + x1) / 2, y - 5 - (height / 2), m.Text, width, height));
        _y = y + 16;
    }

    private void Note(SequenceNote n)
    {
        (double width, double height) = Svg.Measure(n.Text, Small);
        (width, height) = (width + 20, height + 12);
        double left = n.Side switch
        {
            -1 => n.First.X - 12 - width,
            1 => n.First.X + 12,
            _ => ((n.First.X + n.Last.X) / 2) - (Width(n, ref width) / 2),
        };
        double y = _y;
        _over.Add(svg =>
        {
            svg.Add(
                $"<rect x=\"{left:0.#}\" y=\"{y:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\" "
                    + $"fill=\"#fff8d6\" stroke=\"#c9b458\"/>"
            );
            svg.Text(left + (width / 2), y + (height / 2), n.Text, size: Small);
        });
        _y += height + 12;
    }

    private static double Width(SequenceNote n, ref double width) =>
        width = Math.Max(width, Math.Abs(n.Last.X - n.First.X) + (n.First == n.Last ? 0 : 60));

    private void Frame()
    {
        (double top, string kind, string text, int depth, List<(double Y, string Text)> dividers) = _open.Pop();
        double inset = 10 - (4 * depth);
        double left = _left - inset;
        double right = _right + inset - 4;
        double bottom = _y + 2;
        if (kind == "rect")
        {
            _frames.Add(
                $"<rect x=\"{left:0.#}\" y=\"{top:0.#}\" width=\"{right - left:0.#}\" height=\"{bottom - top:0.#}\" "
                    + $"fill=\"{Svg.Encode(text.Length > 0 ? text : "#f4f4f4")}\" fill-opacity=\"0.5\"/>"
            );
            _y += 12;
            return;
        }

        _over.Insert(
            0,
            svg =>
            {
                double tab = Svg.Measure(kind, Small).Width + 18;
                svg.Add(
                    $"<rect x=\"{left:0.#}\" y=\"{top:0.#}\" width=\"{right - left:0.#}\" "
                        + $"height=\"{bottom - top:0.#}\" rx=\"3\" fill=\"none\" stroke=\"#8a93a8\"/>"
                );
                svg.Add(
                    $"<path d=\"M{left:0.#},{top:0.#} h{tab:0.#} v12 l-6,8 h{6 - tab:0.#} z\" fill=\"#e6e9f0\" "
                        + $"stroke=\"#8a93a8\"/>"
                );
                svg.Text(left + (tab / 2) - 2, top + 10, kind, weight: "bold", size: Small);
                if (text.Length > 0)
                {
                    svg.Text(left + tab + 8, top + 10, $"[{text}]", "start", size: Small);
                }

                foreach ((double y, string divider) in dividers)
                {
                    svg.Add(
                        $"<line x1=\"{left:0.#}\" y1=\"{y:0.#}\" x2=\"{right:0.#}\" y2=\"{y:0.#}\" "
                            + $"stroke=\"#8a93a8\" stroke-dasharray=\"4 3\"/>"
                    );
                    svg.Text(left + 10, y + 11, divider.Length > 0 ? $"[{divider}]" : "", "start", size: Small);
                }
            }
        );
        _y += 14;
    }
}
