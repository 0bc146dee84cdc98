using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Outputs;

/// <summary>A Plotly figure as HTML that is drawn where plotly.js is on the page, which the host of the notebook sees
/// to.</summary>
internal static class PlotlyHtml
{
    /// <summary>The HTML of a Plotly.NET chart.</summary>
    public static string Of(object chart)
    {
        string json = PackageFormatters.Chart(chart, "toFigureJson");
        int height =
            JsonNode.Parse(json)?["layout"]?["height"] is JsonValue value && value.TryGetValue(out int pixels)
                ? pixels
                : 450;
        return Of(json, height);
    }

    /// <summary>The HTML of a figure.</summary>
    /// <param name="json">Its data and layout.</param>
    /// <param name="height">Pixels that are kept free for it.</param>
    public static string Of(string json, int height)
    {
        string mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..12];
        return $"<div data-plotly=\"{mark}\" style=\"min-height:{height}px\">"
            + $"An interactive chart, drawn where plotly.js is on the page.</div>{PlotlyDrawing.Script(mark, json)}";
    }
}
