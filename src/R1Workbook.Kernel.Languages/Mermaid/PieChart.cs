using System.Globalization;
using System.Text.RegularExpressions;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Languages.Mermaid.Drawing;
using R1Workbook.Kernel.Languages.Mermaid.Syntax;

namespace R1Workbook.Kernel.Languages.Mermaid;

/// <summary>Draws <c>pie</c>.</summary>
internal static partial class PieChart
{
    private const double Radius = 120;
    private const double Margin = 20;

    /// <summary>Colours that differ in lightness too, for readers who tell hues apart badly.</summary>
    public static IReadOnlyList<string> Colours { get; } =
    ["#4269d0", "#efb118", "#ff725c", "#6cc5b0", "#3ca951", "#ff8ab7", "#a463f2", "#97bbf5", "#9c6b4e", "#9498a0"];

    /// <summary>The drawing.</summary>
    /// <exception cref="CellException">A line is no slice, or there is none.</exception>
    public static string Draw(MermaidSource source)
    {
        string rest = source.Rest;
        bool showData = rest.StartsWith("showData", StringComparison.Ordinal);
        rest = showData ? rest["showData".Length..].Trim() : rest;
        string title = rest.StartsWith("title", StringComparison.Ordinal) ? rest["title".Length..].Trim() : "";
        List<(string Label, double Value)> slices = [];
        foreach (MermaidLine line in source.Lines)
        {
            if (line.Text.StartsWith("title ", StringComparison.Ordinal))
            {
                title = line.Text["title ".Length..].Trim();
            }
            else if (line.Text == "showData")
            {
                showData = true;
            }
            else if (!line.Text.StartsWith("acc", StringComparison.Ordinal))
            {
                Match slice = Slice().Match(line.Text);
                slices.Add(
                    slice.Success
                    && double.TryParse(slice.Groups[2].Value, CultureInfo.InvariantCulture, out double value)
                    && value > 0
                        ? (MermaidSource.Label(slice.Groups[1].Value), value)
                        : throw line.Error($"pie: expected \"label\" : number greater than 0, found '{line.Text}'.")
                );
            }
        }

        return slices.Count == 0
            ? throw new CellException("pie: no slices. Write lines of \"label\" : number.", 1)
            : Draw(title, slices, showData);
    }

    private static string Draw(string title, List<(string Label, double Value)> slices, bool showData)
    {
        var svg = new Svg();
        double top = Margin + (title.Length > 0 ? 30 : 0);
        double cx = Margin + Radius;
        double cy = top + Radius;
        double total = slices.Sum(s => s.Value);
        double angle = -Math.PI / 2;
        double legend = 0;
        for (int i = 0; i < slices.Count; i++)
        {
            (string label, double value) = slices[i];
            double end = angle + (2 * Math.PI * value / total);
            string colour = Colours[i % Colours.Count];
            if (slices.Count == 1)
            {
                svg.Add($"<circle cx=\"{cx:0.#}\" cy=\"{cy:0.#}\" r=\"{Radius}\" fill=\"{colour}\"/>");
            }
            else
            {
                svg.Add(
                    $"<path d=\"M{cx:0.#},{cy:0.#} "
                        + $"L{cx + (Radius * Math.Cos(angle)):0.##},{cy + (Radius * Math.Sin(angle)):0.##} "
                        + $"A{Radius},{Radius} 0 {(end - angle > Math.PI ? 1 : 0)} 1 "
                        + $"{cx + (Radius * Math.Cos(end)):0.##},{cy + (Radius * Math.Sin(end)):0.##} z\" "
                        + $"fill=\"{colour}\" stroke=\"#ffffff\" stroke-width=\"2\"/>"
                );
            }

            double middle = (angle + end) / 2;
            if (value / total >= 0.04)
            {
                svg.Text(
                    cx + (Radius * 0.7 * Math.Cos(middle)),
                    cy + (Radius * 0.7 * Math.Sin(middle)),
                    string.Create(CultureInfo.InvariantCulture, $"{100 * value / total:0.#}%"),
                    size: 13
                );
            }

            double y = top + 12 + (i * 24);
            double x = cx + Radius + 30;
            string text = showData ? string.Create(CultureInfo.InvariantCulture, $"{label} [{value}]") : label;
            svg.Add($"<rect x=\"{x:0.#}\" y=\"{y - 8:0.#}\" width=\"16\" height=\"16\" rx=\"3\" fill=\"{colour}\"/>");
            svg.Text(x + 24, y, text, "start");
            legend = Math.Max(legend, Svg.Measure(text).Width);
            angle = end;
        }

        double width = Math.Max(cx + Radius + 30 + 24 + legend + Margin, Svg.Measure(title, 17).Width + (2 * Margin));
        if (title.Length > 0)
        {
            svg.Text(width / 2, Margin + 6, title, weight: "bold", size: 17);
        }

        return svg.Document(
            width,
            Math.Max(cy + Radius, top + (slices.Count * 24)) + Margin,
            title.Length > 0 ? title : "Pie chart"
        );
    }

    [GeneratedRegex("""^("[^"]*"|'[^']*')\s*:\s*([0-9.]+)$""", RegexOptions.CultureInvariant)]
    private static partial Regex Slice();
}
