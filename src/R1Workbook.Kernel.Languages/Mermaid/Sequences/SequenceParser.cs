using System.Globalization;
using System.Text.RegularExpressions;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Languages.Mermaid.Syntax;

namespace R1Workbook.Kernel.Languages.Mermaid.Sequences;

/// <summary>Reads <c>sequenceDiagram</c>.</summary>
internal sealed partial class SequenceParser
{
    private static readonly HashSet<string> Frames = ["loop", "alt", "opt", "par", "critical", "break", "rect"];

    private readonly List<SequenceParticipant> _participants = [];
    private readonly List<SequenceStep> _steps = [];
    private readonly Stack<MermaidLine> _open = new();
    private string _title = "";
    private (int Next, int Step)? _number;

    private SequenceParser() { }

    /// <summary>The diagram of a source.</summary>
    /// <exception cref="CellException">A line is not understood.</exception>
    public static SequenceDiagram Parse(MermaidSource source)
    {
        var parser = new SequenceParser();
        foreach (MermaidLine line in source.Lines)
        {
            parser.Statement(line with { Text = line.Text.TrimEnd(';') });
        }

        return parser._open.Count > 0
                ? throw parser._open.Peek().Error($"'{parser._open.Peek().Text}' is never closed: expected 'end'.")
            : parser._participants.Count == 0
                ? throw new CellException("sequenceDiagram: no participants and no messages.", 1)
            : new SequenceDiagram(parser._title, parser._participants, parser._steps);
    }

    private void Statement(MermaidLine line)
    {
        string[] words = line.Text.Split((char[]?)null, 2, StringSplitOptions.TrimEntries);
        string rest = words.Length > 1 ? words[1] : "";
        switch (words[0].TrimEnd(':'))
        {
            case "participant" or "actor":
                Declare(words[0] == "actor", rest);
                break;
            case "create":
                Statement(line with { Text = rest });
                break;
            case "title":
                _title = rest;
                break;
            case "autonumber":
                Autonumber(rest);
                break;
            case "activate" or "deactivate":
                _steps.Add(new SequenceActivation(Participant(rest), words[0] == "activate"));
                break;
            case "box":
                _open.Push(line);
                break;
            case "end":
                End(line);
                break;
            case "else" or "and" or "option":
                _steps.Add(
                    _open.Count > 0
                        ? new SequenceDivider(MermaidSource.Label(rest))
                        : throw line.Error($"'{words[0]}' outside of a frame: expected alt, par or critical before it.")
                );
                break;
            case "destroy" or "link" or "links" or "accTitle" or "accDescr":
                break;
            case var frame when Frames.Contains(frame):
                _open.Push(line);
                _steps.Add(new SequenceFrame(frame, MermaidSource.Label(rest)));
                break;
            case "note" or "Note":
                Note(line);
                break;
            default:
                Message(line);
                break;
        }
    }

    private void End(MermaidLine line)
    {
        MermaidLine opened =
            _open.Count > 0 ? _open.Pop() : throw line.Error("'end' closes nothing: there is no open frame.");
        if (!opened.Text.StartsWith("box", StringComparison.Ordinal))
        {
            _steps.Add(new SequenceEnd());
        }
    }

    private void Declare(bool isActor, string rest)
    {
        string[] halves = Alias().Split(rest, 2);
        string id = halves[0].Trim();
        SequenceParticipant? known = _participants.FirstOrDefault(p => p.Id == id);
        SequenceParticipant participant = known ?? new SequenceParticipant(id, isActor);
        participant.Label = MermaidSource.Label(halves[^1]);
        if (known is null)
        {
            _participants.Add(participant);
        }
    }

    private void Autonumber(string rest)
    {
        int[] numbers =
        [
            .. rest.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Where(w => int.TryParse(w, out _))
                .Select(w => int.Parse(w, CultureInfo.InvariantCulture)),
        ];
        _number =
            rest == "off"
                ? null
                : (
                    numbers.ElementAtOrDefault(0) is > 0 and var first ? first : 1,
                    numbers.ElementAtOrDefault(1) is > 0 and var step ? step : 1
                );
    }

    private void Note(MermaidLine line)
    {
        Match note = NoteText().Match(line.Text);
        if (!note.Success)
        {
            throw line.Error(
                $"Expected 'Note right of A: text', 'Note left of A: text' or 'Note over A,B: text', found "
                    + $"'{line.Text}'."
            );
        }

        SequenceParticipant[] who = [.. note.Groups[2].Value.Split(',').Select(w => Participant(w.Trim()))];
        int side = note.Groups[1].Value switch
        {
            "over" => 0,
            "left of" => -1,
            _ => 1,
        };
        _steps.Add(new SequenceNote(side, who[0], who[^1], MermaidSource.Label(note.Groups[3].Value)));
    }

    private void Message(MermaidLine line)
    {
        Match m = MessageText().Match(line.Text);
        if (!m.Success)
        {
            throw line.Error(
                $"Expected a message such as 'A->>B: text', a note, a participant or a frame, found '{line.Text}'."
            );
        }

        SequenceParticipant from = Participant(m.Groups["from"].Value);
        SequenceParticipant to = Participant(m.Groups["to"].Value);
        string arrow = m.Groups["arrow"].Value;
        string text = MermaidSource.Label(m.Groups["text"].Value);
        if (_number is { } number)
        {
            text = string.Create(CultureInfo.InvariantCulture, $"{number.Next}. {text}");
            _number = (number.Next + number.Step, number.Step);
        }

        string head =
            arrow.EndsWith(">>", StringComparison.Ordinal) ? "arrow"
            : arrow.EndsWith(')') ? "open"
            : arrow.EndsWith('x') ? "cross"
            : "";
        _steps.Add(
            new SequenceMessage(
                from,
                to,
                text,
                arrow.Contains("--", StringComparison.Ordinal),
                head,
                arrow.StartsWith("<<", StringComparison.Ordinal) ? "arrow" : ""
            )
        );
        if (m.Groups["active"].Value is { Length: > 0 } active)
        {
            _steps.Add(new SequenceActivation(active == "+" ? to : from, active == "+"));
        }
    }

    private SequenceParticipant Participant(string id)
    {
        SequenceParticipant? known = _participants.FirstOrDefault(p => p.Id == id);
        if (known is null)
        {
            _participants.Add(known = new SequenceParticipant(id, isActor: false));
        }

        return known;
    }

    [GeneratedRegex(@"\s+as\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Alias();

    [GeneratedRegex(@"^[Nn]ote\s+(over|left of|right of)\s+([^:]+?)\s*:\s*(.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex NoteText();

    [GeneratedRegex(
        @"^(?<from>[^:>]+?)\s*"
            + @"(?<arrow><<-{1,2}>>|-{1,2}>>|-{1,2}>|-{1,2}x|-{1,2}\))\s*(?<active>[+-])?\s*"
            + @"(?<to>[^:]+?)\s*(?::\s*(?<text>.*))?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex MessageText();
}
