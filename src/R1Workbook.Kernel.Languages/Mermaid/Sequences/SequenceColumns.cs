using R1Workbook.Kernel.Languages.Mermaid.Drawing;

namespace R1Workbook.Kernel.Languages.Mermaid.Sequences;

/// <summary>Places the life lines: neighbours stand so far apart that their names, and all texts between any two, have
/// room.</summary>
internal static class SequenceColumns
{
    /// <summary>Room around the drawing.</summary>
    public const double Margin = 20;

    /// <summary>Height of the letters on messages and notes.</summary>
    public const double TextSize = 12.5;

    /// <summary>Sets the participants' places.</summary>
    /// <returns>Where the first box begins, and how far anything reaches to the right.</returns>
    public static (double Left, double Right) Place(SequenceDiagram diagram)
    {
        List<SequenceParticipant> all = [.. diagram.Participants];
        all[0].X = Margin + (BoxWidth(all[0]) / 2) + LeftNeed(diagram, all[0]);
        for (int i = 1; i < all.Count; i++)
        {
            double need = all[i - 1].X + ((BoxWidth(all[i - 1]) + BoxWidth(all[i])) / 2) + 28;
            foreach (SequenceStep step in diagram.Steps)
            {
                (int from, int to, double room) = Need(step, all);
                if (to == i && from < i)
                {
                    need = Math.Max(need, all[from].X + room);
                }
            }

            all[i].X = need;
        }

        double left = all[0].X - (BoxWidth(all[0]) / 2);
        double right = all.Max(p => p.X + Math.Max(BoxWidth(p) / 2, RightNeed(diagram, p)));
        double frames = diagram
            .Steps.OfType<SequenceFrame>()
            .Select(f => Svg.Measure($"{f.Kind}  [{f.Text}]", TextSize).Width + 70)
            .DefaultIfEmpty()
            .Max();
        return (left, Math.Max(right, left + frames));
    }

    private static (int From, int To, double Room) Need(SequenceStep step, List<SequenceParticipant> all) =>
        step switch
        {
            SequenceMessage m when m.From != m.To => Sorted(
                all.IndexOf(m.From),
                all.IndexOf(m.To),
                Svg.Measure(m.Text, TextSize).Width + 34
            ),
            SequenceMessage m => (
                all.IndexOf(m.From),
                all.IndexOf(m.From) + 1,
                Svg.Measure(m.Text, TextSize).Width + 70
            ),
            SequenceNote { Side: 0 } n when n.First != n.Last => Sorted(
                all.IndexOf(n.First),
                all.IndexOf(n.Last),
                Svg.Measure(n.Text, TextSize).Width - 20
            ),
            SequenceNote { Side: 0 } n => (
                all.IndexOf(n.First),
                all.IndexOf(n.First) + 1,
                (Svg.Measure(n.Text, TextSize).Width / 2) + 40
            ),
            SequenceNote { Side: 1 } n => (
                all.IndexOf(n.First),
                all.IndexOf(n.First) + 1,
                Svg.Measure(n.Text, TextSize).Width + 60
            ),
            SequenceNote n => (
                all.IndexOf(n.First) - 1,
                all.IndexOf(n.First),
                Svg.Measure(n.Text, TextSize).Width + 60
            ),
            _ => (-1, -1, 0),
        };

    private static (int, int, double) Sorted(int a, int b, double room) => (Math.Min(a, b), Math.Max(a, b), room);

    private static double LeftNeed(SequenceDiagram diagram, SequenceParticipant first) =>
        diagram
            .Steps.OfType<SequenceNote>()
            .Where(n => n.First == first && n.Side <= 0)
            .Select(n =>
                n.Side < 0 ? Svg.Measure(n.Text, TextSize).Width + 40 : (Svg.Measure(n.Text, TextSize).Width / 2) + 20
            )
            .Select(w => Math.Max(0, w - (BoxWidth(first) / 2)))
            .Append(diagram.Steps.OfType<SequenceFrame>().Any() ? 14 : 0)
            .Max();

    private static double RightNeed(SequenceDiagram diagram, SequenceParticipant p) =>
        diagram
            .Steps.Select(s =>
                s switch
                {
                    SequenceMessage m when m.From == m.To && m.From == p => Svg.Measure(m.Text, TextSize).Width + 56,
                    SequenceNote { Side: 1 } n when n.First == p => Svg.Measure(n.Text, TextSize).Width + 40,
                    SequenceNote { Side: 0 } n when n.Last == p => (Svg.Measure(n.Text, TextSize).Width / 2) + 20,
                    SequenceFrame => (BoxWidth(p) / 2) + 14,
                    _ => 0,
                }
            )
            .DefaultIfEmpty()
            .Max();

    /// <summary>The width of a participant's box.</summary>
    public static double BoxWidth(SequenceParticipant p) => Math.Max(70, Svg.Measure(p.Label).Width + 28);
}
