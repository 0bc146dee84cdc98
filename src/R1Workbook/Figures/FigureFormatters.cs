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
    /// <summary>The MIME type that JupyterLab and VS Code draw by themselves.</summary>
    public const string PlotlyMimeType = "application/vnd.plotly.v1+json";

    /// <inheritdoc/>
    public IEnumerable<ITypeFormatter> CreateTypeFormatters() =>
        [
            new TextFormatter("text/html", Html),
            new TextFormatter(PlotlyMimeType, figure => figure.ToPlotlyJson()),
            new TextFormatter("text/plain", Text),
        ];

    /// <summary>The picture, replaced by the interactive chart where plotly.js is on the page.</summary>
    public static string Html(Figure figure)
    {
        string json = figure.ToPlotlyJson().Replace("<", "\\u003c", StringComparison.Ordinal);
        string source =
            figure.Source.Length == 0
                ? ""
                : $"<figcaption style=\"font-size:0.85em;opacity:0.8\">Source: "
                    + $"{WebUtility.HtmlEncode(figure.Source)}</figcaption>";
        // Clients move scripts about before they run them, so the picture is found by its mark and not from the
        // script's own place.
        string mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..12];
        return $$"""
            <figure class="r1-figure" style="margin:0 0 1em 0"><div data-plotly="{{mark}}">{{figure.ToSvg()}}</div><script>
            (function(){var f={{json}};
            function draw(){document.querySelectorAll('[data-plotly="{{mark}}"]').forEach(function(h){
            if(!window.Plotly||h.dataset.drawn)return;h.dataset.drawn="1";h.innerHTML="";window.Plotly.newPlot(h,f.data,f.layout,{responsive:true,displaylogo:false});});}
            if(window.Plotly)draw();else{window.addEventListener("load",draw);window.addEventListener("plotly-ready",draw);}
            })();
            </script>{{source}}</figure>
            """;
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
