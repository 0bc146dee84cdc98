using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Languages.Mermaid.Drawing;
using R1Workbook.Kernel.Languages.Mermaid.Syntax;

namespace R1Workbook.Kernel.Languages.Mermaid;

/// <summary>Draws <c>timeline</c>: periods along a line, their events below.</summary>
internal static class Timeline
{
    private const double Width = 150;
    private const double Gap = 14;
    private const double Margin = 20;

    /// <summary>The drawing.</summary>
    /// <exception cref="CellException">A line is out of place, or there is no period.</exception>
    public static string Draw(MermaidSource source)
    {
        string title = "";
        string section = "";
        List<(string Section, string Period, List<string> Events)> periods = [];
        foreach (MermaidLine line in source.Lines)
        {
            string[] parts = line.Text.Split(" :", StringSplitOptions.TrimEntries);
            if (line.Text.StartsWith("title ", StringComparison.Ordinal))
            {
                title = line.Text["title ".Length..].Trim();
            }
            else if (line.Text.StartsWith("section ", StringComparison.Ordinal))
            {
                section = line.Text["section ".Length..].Trim();
            }
            else if (line.Text.StartsWith(':'))
            {
                (
                    periods.Count > 0
                        ? periods[^1].Events
                        : throw line.Error("timeline: an event before the first period. Write 'period : event'.")
                ).Add(Wrapped(line.Text[1..]));
            }
            else
            {
                periods.Add((section, Wrapped(parts[0]), [.. parts.Skip(1).Select(Wrapped)]));
            }
        }

        return periods.Count == 0
            ? throw new CellException("timeline: no periods. Write lines of 'period : event'.", 1)
            : Draw(title, periods);
    }

    private static string Draw(string title, List<(string Section, string Period, List<string> Events)> periods)
    {
        var svg = new Svg();
        double top = Margin + (title.Length > 0 ? 34 : 0);
        bool hasSections = periods.Any(p => p.Section.Length > 0);
        List<string> sections = [.. periods.Select(p => p.Section).Distinct()];
        double head = top + (hasSections ? 36 : 0);
        double periodHeight = periods.Max(p => Svg.Measure(p.Period).Height) + 14;
        double bottom = head + periodHeight;
        for (int i = 0; i < periods.Count; i++)
        {
            double x = Margin + (i * (Width + Gap));
            string colour = PieChart.Colours[
                (hasSections ? sections.IndexOf(periods[i].Section) : i) % PieChart.Colours.Count
            ];
            if (hasSections && (i == 0 || periods[i].Section != periods[i - 1].Section))
            {
                int count = periods.Skip(i).TakeWhile(p => p.Section == periods[i].Section).Count();
                double width = (count * (Width + Gap)) - Gap;
                svg.Add(
                    $"<rect x=\"{x}\" y=\"{top}\" width=\"{width}\" height=\"26\" rx=\"4\" fill=\"{colour}\" "
                        + $"fill-opacity=\"0.35\"/>"
                );
                svg.Text(x + (width / 2), top + 13, periods[i].Section, weight: "bold");
            }

            svg.Add(
                $"<rect x=\"{x}\" y=\"{head}\" width=\"{Width}\" height=\"{periodHeight}\" rx=\"4\" "
                    + $"fill=\"{colour}\" fill-opacity=\"0.55\" stroke=\"{colour}\"/>"
            );
            svg.Text(x + (Width / 2), head + (periodHeight / 2), periods[i].Period, weight: "bold");
            double y = head + periodHeight + 24;
            foreach (string text in periods[i].Events)
            {
                double height = Svg.Measure(text).Height + 14;
                svg.Add(
                    $"<line x1=\"{x + (Width / 2)}\" y1=\"{y - 10}\" x2=\"{x + (Width / 2)}\" y2=\"{y}\" "
                        + $"stroke=\"{Svg.Line}\" stroke-dasharray=\"3 3\"/>"
                );
                svg.Add(
                    $"<rect x=\"{x}\" y=\"{y}\" width=\"{Width}\" height=\"{height}\" rx=\"4\" fill=\"{colour}\" "
                        + $"fill-opacity=\"0.15\" stroke=\"{colour}\"/>"
                );
                svg.Text(x + (Width / 2), y + (height / 2), text);
                y += height + 10;
            }

            bottom = Math.Max(bottom, y - 10);
        }

        double all = (periods.Count * (Width + Gap)) - Gap;
        double axis = head + periodHeight + 8;
        svg.Add(
            $"<line x1=\"{Margin}\" y1=\"{axis}\" x2=\"{Margin + all}\" y2=\"{axis}\" stroke=\"{Svg.Line}\" "
                + $"stroke-width=\"2\" marker-end=\"url(#mermaid-arrow)\"/>"
        );
        double total = Math.Max(all, Svg.Measure(title, 17).Width) + (2 * Margin);
        if (title.Length > 0)
        {
            svg.Text(total / 2, Margin + 6, title, weight: "bold", size: 17);
        }

        return svg.Document(total, bottom + Margin, title.Length > 0 ? title : "Timeline");
    }

    private static string Wrapped(string text)
    {
        var lines = new List<string> { "" };
        foreach (string word in MermaidSource.Label(text).Split(' '))
        {
            string longer = lines[^1].Length == 0 ? word : lines[^1] + " " + word;
            if (lines[^1].Length > 0 && Svg.Measure(longer).Width > Width - 16)
            {
                lines.Add(word);
            }
            else
            {
                lines[^1] = longer;
            }
        }

        return string.Join('\n', lines);
    }
}
