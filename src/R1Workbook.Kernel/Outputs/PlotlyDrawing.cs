using System.Text.RegularExpressions;

namespace R1Workbook.Kernel.Outputs;

/// <summary>
/// Lets a chart take the place of the picture in an output. The picture is HTML with an element that carries the
/// attribute <c>data-plotly="MARK"</c>; the chart is the Plotly figure of the same output. The element keeps its
/// picture where plotly.js is not on the page.
/// </summary>
public static partial class PlotlyDrawing
{
    /// <summary>The MIME type of Plotly figures, which clients with a Plotly renderer draw by themselves.</summary>
    public const string MimeType = "application/vnd.plotly.v1+json";

    /// <summary>The HTML with a script that draws the chart; the given one when it has no marked element or brings its
    /// script already.</summary>
    /// <param name="html">The HTML of an output.</param>
    /// <param name="figure">The Plotly figure of the same output, as JSON; null when it has none.</param>
    public static string Into(string html, string? figure) =>
        figure is not null
        && Place().Match(html) is { Success: true } place
        && !html.Contains("window.Plotly", StringComparison.Ordinal)
            ? html + Script(place.Groups[1].Value, figure)
            : html;

    /// <summary>The script that draws a figure where the mark is, as soon as plotly.js is on the page.</summary>
    /// <param name="mark">The mark of the element.</param>
    /// <param name="figure">The figure's data and layout, as JSON.</param>
    /// <remarks>Clients move scripts about before they run them, so the place to draw is found by its mark and not from
    /// the script's own.</remarks>
    internal static string Script(string mark, string figure) =>
        $$"""
            <script type="text/javascript">
            (function(){var f={{figure.Replace("<", "\\u003c", StringComparison.Ordinal)}};
            function draw(){document.querySelectorAll('[data-plotly="{{mark}}"]').forEach(function(h){
            if(!window.Plotly||h.dataset.drawn)return;h.dataset.drawn="1";h.innerHTML="";
            window.Plotly.newPlot(h,f.data,f.layout,{responsive:true,displaylogo:false});});}
            if(window.Plotly)draw();
            else{window.addEventListener("load",draw);window.addEventListener("plotly-ready",draw);}
            })();
            </script>
            """;

    [GeneratedRegex("data-plotly=\"([0-9a-f]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
