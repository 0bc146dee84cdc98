using System.Globalization;
using System.Net;
using System.Text;

namespace R1Workbook.Kernel.Languages.Mermaid.Drawing;

/// <summary>A drawing in the making. White ground and explicit colours: it reads alike on light and dark
/// pages.</summary>
internal sealed class Svg
{
    /// <summary>Height of a letter.</summary>
    public const double FontSize = 14;

    /// <summary>From line to line.</summary>
    public const double LineHeight = 18;

    /// <summary>The colour of letters.</summary>
    public const string Ink = "#1f2430";

    /// <summary>The colour of lines.</summary>
    public const string Line = "#55607a";

    private readonly StringBuilder _content = new();

    /// <summary>Adds an element: numbers in the interpolated text are written invariantly.</summary>
    public Svg Add(SvgElement element)
    {
        _content.Append(element.ToText()).Append('\n');
        return this;
    }

    /// <summary>Adds text whose lines are centred around a point.</summary>
    public void Text(
        double x,
        double y,
        string text,
        string anchor = "middle",
        string colour = Ink,
        string weight = "normal",
        double size = FontSize
    )
    {
        string[] lines = text.Split('\n');
        double first = y - ((lines.Length - 1) * LineHeight / 2);
        for (int i = 0; i < lines.Length; i++)
        {
            Add(
                $"<text x=\"{x:0.#}\" y=\"{first + (i * LineHeight) + (size * 0.35):0.#}\" text-anchor=\"{anchor}\" "
                    + $"fill=\"{Encode(colour)}\" font-weight=\"{weight}\" "
                    + $"font-size=\"{size:0.#}\">{Encode(lines[i])}</text>"
            );
        }
    }

    /// <summary>The whole document.</summary>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="title">Read aloud to those who do not see it.</param>
    public string Document(double width, double height, string title)
    {
        // Marker ids are global in an HTML page; every drawing defines the same, so it does not matter which is found.
        var marks = new StringBuilder();
        foreach (
            (string id, string shape) in new[]
            {
                ("arrow", "<path d=\"M0,0 L10,5 L0,10 z\" fill=\"" + Line + "\"/>"),
                ("open", "<path d=\"M1,1 L9,5 L1,9\" fill=\"none\" stroke=\"" + Line + "\" stroke-width=\"1.5\"/>"),
                ("cross", "<path d=\"M1,1 L9,9 M9,1 L1,9\" stroke=\"" + Line + "\" stroke-width=\"2\"/>"),
                ("circle", "<circle cx=\"5\" cy=\"5\" r=\"4\" fill=\"" + Line + "\"/>"),
            }
        )
        {
            string place = id == "cross" ? "5" : "9";
            marks.Append(
                CultureInfo.InvariantCulture,
                $"<marker id=\"mermaid-{id}\" viewBox=\"0 0 10 10\" refX=\"{place}\" refY=\"5\" markerWidth=\"9\" "
                    + $"markerHeight=\"9\" markerUnits=\"userSpaceOnUse\" "
                    + $"orient=\"auto-start-reverse\">{shape}</marker>"
            );
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width:0.#}" height="{height:0.#}"
             viewBox="0 0 {width:0.#} {height:0.#}" style="max-width:100%;height:auto"
             font-family="Helvetica, Arial, 'Liberation Sans', sans-serif">
            <title>{Encode(title)}</title>
            <defs>{marks}</defs>
            <rect width="{width:0.#}" height="{height:0.#}" rx="6" fill="#ffffff"/>
            {_content}</svg>
            """
        );
    }

    /// <summary>The size of a text in pixels, by the usual widths of letters.</summary>
    public static (double Width, double Height) Measure(string text, double size = FontSize)
    {
        string[] lines = text.Split('\n');
        return (lines.Max(l => l.Sum(Width)) * size, lines.Length * LineHeight);
    }

    /// <summary>Text that may stand in an element or attribute.</summary>
    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static double Width(char c) =>
        c switch
        {
            'i'
            or 'j'
            or 'l'
            or 'I'
            or '.'
            or ','
            or ':'
            or ';'
            or '\''
            or '|'
            or '!'
            or ' '
            or 'f'
            or 't'
            or 'r'
            or '('
            or ')'
            or '['
            or ']' => 0.33,
            'm' or 'w' or 'M' or 'W' or '@' or '%' => 0.9,
            _ when c >= '\u2e80' => 1.05,
            _ => char.IsUpper(c) ? 0.71 : 0.58,
        };
}
