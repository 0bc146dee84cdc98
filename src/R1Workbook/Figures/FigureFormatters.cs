using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.DotNet.Interactive.Formatting;

namespace R1Workbook.Figures;

/// <summary>How a <see cref="Figure"/> shows in a notebook: HTML, a Plotly figure and plain text. Found by the
/// formatter convention.</summary>
public sealed class FigureFormatters : ITypeFormatterSource
{
    /// <summary>The MIME type of Plotly figures, which clients with a Plotly renderer draw by themselves.</summary>
    public const string PlotlyMimeType = "application/vnd.plotly.v1+json";

    /// <inheritdoc/>
    public IEnumerable<ITypeFormatter> CreateTypeFormatters() =>
        [
            new TextFormatter("text/html", Html),
            new TextFormatter(PlotlyMimeType, figure => figure.ToPlotlyJson()),
            new TextFormatter("text/plain", Text),
        ];

    /// <summary>The picture and its source. It is marked as a place for the chart: where plotly.js is at hand, the host
    /// of the notebook draws the Plotly figure of the same output there.</summary>
    /// <param name="figure">The figure.</param>
    public static string Html(Figure figure)
    {
        string source =
            figure.Source.Length == 0
                ? ""
                : $"<figcaption style=\"font-size:0.85em;opacity:0.8\">Source: "
                    + $"{WebUtility.HtmlEncode(figure.Source)}</figcaption>";
        string svg = figure.ToSvg();
        string mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(svg)))[..12];
        return "<figure class=\"r1-figure\" style=\"margin:0 0 1em 0\">"
            + $"<div data-plotly=\"{mark}\">{svg}</div>{source}</figure>";
    }

    /// <summary>Title and the last value of each series, for a terminal, a diff or a screen reader.</summary>
    public static string Text(Figure figure)
    {
        IEnumerable<string> lines = figure
            .Series.Where(series => series.Kind != SeriesKind.Boxes && series.Y.Count > 0)
            .Select(series =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {series.Name}: {series.Y.Count} points, last {series.Y[^1]:0.###}"
                )
            );
        return string.Join('\n', lines.Prepend("Figure: " + figure.Title));
    }

    private sealed class TextFormatter(string mimeType, Func<Figure, string> format) : ITypeFormatter<Figure>
    {
        public string MimeType => mimeType;

        public Type Type => typeof(Figure);

        public bool Format(Figure instance, FormatContext context)
        {
            context.Writer.Write(format(instance));
            return true;
        }

        public bool Format(object instance, FormatContext context) => Format((Figure)instance, context);
    }
}
