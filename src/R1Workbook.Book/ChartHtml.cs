using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using R1Workbook.Kernel.Notebooks;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Book;

/// <summary>The Plotly figure of an output as data on the page, which the book's own script draws. The HTML that came
/// with the figure gives the picture for where plotly.js is missing; its scripts are not needed.</summary>
internal static partial class ChartHtml
{
    /// <summary>The chart of an output; null where it has no Plotly figure.</summary>
    /// <param name="output">The output.</param>
    public static string? Of(CellOutput output)
    {
        if (output.Data(PlotlyDrawing.MimeType) is not { } figure || Json(figure) is not { } json)
            return null;
        string html = SafeHtml.Clean(output.Data("text/html") ?? "");
        string mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..12];
        if (Place().Match(html) is { Success: true } place)
            mark = place.Groups[1].Value;
        else
            html = $"<div data-plotly=\"{mark}\">{html}</div>";
        return $"{html}<script type=\"application/json\" data-figure=\"{mark}\">{json}</script>";
    }

    // Written anew, with the characters escaped that could end the element.
    private static string? Json(string figure)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(figure);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? JsonSerializer.Serialize(document.RootElement)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex("data-plotly=\"([0-9a-f]{4,64})\"", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
