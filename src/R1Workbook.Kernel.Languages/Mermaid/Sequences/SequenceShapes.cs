using R1Workbook.Kernel.Languages.Mermaid.Drawing;

namespace R1Workbook.Kernel.Languages.Mermaid.Sequences;

/// <summary>The shapes of a sequence diagram that look the same wherever they stand.</summary>
internal static class SequenceShapes
{
    /// <summary>The height of the box of a participant, in pixels.</summary>
    public const double BoxHeight = 40;

    /// <summary>A participant: a box with its name, or a figure for an actor.</summary>
    public static void Head(Svg svg, SequenceParticipant p, double y)
    {
        double w = SequenceColumns.BoxWidth(p);
        if (p.IsActor)
        {
            svg.Add(
                $"<circle cx=\"{p.X:0.#}\" cy=\"{y + 5:0.#}\" r=\"5\" fill=\"#ffffff\" stroke=\"{Svg.Ink}\" "
                    + $"stroke-width=\"1.4\"/><path d=\"M{p.X:0.#},{y + 10:0.#} v9 M{p.X - 8:0.#},{y + 13:0.#} h16 "
                    + $"M{p.X:0.#},{y + 19:0.#} l-7,7 M{p.X:0.#},{y + 19:0.#} l7,7\" stroke=\"{Svg.Ink}\" "
                    + $"stroke-width=\"1.4\" fill=\"none\"/>"
            );
            svg.Add(
                $"<rect x=\"{p.X - (w / 2):0.#}\" y=\"{y + 26:0.#}\" width=\"{w:0.#}\" height=\"14\" fill=\"#ffffff\"/>"
            );
            svg.Text(p.X, y + 33, p.Label);
            return;
        }

        svg.Add(
            $"<rect x=\"{p.X - (w / 2):0.#}\" y=\"{y:0.#}\" width=\"{w:0.#}\" height=\"{BoxHeight}\" rx=\"4\" "
                + $"fill=\"#eaf0fb\" stroke=\"#5b74a8\" stroke-width=\"1.3\"/>"
        );
        svg.Text(p.X, y + (BoxHeight / 2), p.Label);
    }

    /// <summary>The text of a message, white behind the letters, so that a life line does not cross them.</summary>
    public static void Label(Svg svg, double x, double y, string text, double width, double height)
    {
        svg.Add(
            $"<rect x=\"{x - (width / 2) - 2:0.#}\" y=\"{y - (height / 2) + 1:0.#}\" width=\"{width + 4:0.#}\" "
                + $"height=\"{height - 2:0.#}\" fill=\"#ffffff\" fill-opacity=\"0.85\"/>"
        );
        svg.Text(x, y, text, size: SequenceColumns.TextSize);
    }
}
