using System.Collections;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;

namespace R1Workbook.Kernel.Outputs;

/// <summary>Values in rows and columns, as HTML and as text: numbers to the right, long cells cut.</summary>
/// <param name="columns">The heads of the columns; empty heads are allowed.</param>
/// <param name="rows">The rows to show.</param>
/// <param name="more">What is said under the table of rows left out; empty when there are none.</param>
internal sealed class ValueTable(IReadOnlyList<string> columns, IReadOnlyList<object?[]> rows, string more = "")
{
    /// <summary>The rows that a table shows; what there is beyond is told in a line under it.</summary>
    public const int MostRows = 50;

    private const int MostCharacters = 200;
    private const int MostItems = 10;

    /// <summary>The line under a table of which only the first rows are shown.</summary>
    /// <param name="shown">The rows shown.</param>
    /// <param name="count">All rows; null when their number is not known.</param>
    public static string More(int shown, long? count) =>
        count is { } all
            ? string.Create(CultureInfo.InvariantCulture, $"... ({all - shown:N0} more of {all:N0} rows)")
            : "... (more)";

    /// <summary>The table as HTML.</summary>
    public string ToHtml()
    {
        var html = new StringBuilder("<table><thead><tr>");
        foreach ((int index, string column) in columns.Index())
        {
            string align = rows.Any(row => IsNumber(row[index])) ? "right" : "left";
            html.Append("<th style=\"text-align:")
                .Append(align)
                .Append("\">")
                .Append(WebUtility.HtmlEncode(column))
                .Append("</th>");
        }

        html.Append("</tr></thead><tbody>\n");
        foreach (object?[] row in rows)
        {
            html.Append("<tr>");
            foreach (object? value in row)
            {
                html.Append(IsNumber(value) ? "<td style=\"text-align:right\">" : "<td style=\"text-align:left\">")
                    .Append(
                        value is IHtmlContent
                            ? Formatter.ToDisplayString(value, "text/html")
                            : WebUtility.HtmlEncode(Cell(value))
                    )
                    .Append("</td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</tbody></table>");
        return more.Length == 0 ? html.ToString() : html.Append("<p>").Append(more).Append("</p>").ToString();
    }

    /// <summary>The table as text, one line a row.</summary>
    public string ToText()
    {
        List<string[]> lines =
        [
            [.. columns],
            .. rows.Select(row => row.Select(v => Cell(v).ReplaceLineEndings(" ")).ToArray()),
        ];
        int[] widths =
        [
            .. Enumerable.Range(0, columns.Count).Select(c => Math.Min(40, lines.Max(line => line[c].Length))),
        ];
        var text = new StringBuilder();
        for (int r = 0; r < lines.Count; r++)
        {
            string line = string.Join(
                "  ",
                lines[r]
                    .Select(
                        (cell, c) =>
                            r > 0 && IsNumber(rows[r - 1][c]) ? cell.PadLeft(widths[c]) : cell.PadRight(widths[c])
                    )
            );
            text.Append(line.TrimEnd()).Append('\n');
        }

        return text.Append(more).ToString().TrimEnd('\n');
    }

    private static string Cell(object? value)
    {
        string text = value switch
        {
            null => "",
            string s => s,
            double or float or Half => Number(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
            IDictionary d => $"{d.Count} entries",
            IEnumerable sequence => Items(sequence),
            DateTime time => Time(time),
            DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        return text.Length > MostCharacters ? text[..MostCharacters] + "..." : text;
    }

    // Six digits are what a reader compares; the value itself is one expression away.
    private static string Number(double x) =>
        x.ToString(Math.Abs(x) < 1e6 ? "G6" : "G10", CultureInfo.InvariantCulture);

    private static string Time(DateTime time) =>
        time.ToString(
            time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss.FFFFFFF",
            CultureInfo.InvariantCulture
        );

    private static string Items(IEnumerable sequence)
    {
        List<string> shown = [.. sequence.Cast<object?>().Take(MostItems + 1).Select(Cell)];
        return "[" + string.Join(", ", shown.Take(MostItems)) + (shown.Count > MostItems ? ", ..." : "") + "]";
    }

    private static bool IsNumber(object? value) =>
        value is not (null or bool or char or Enum)
        && (value.GetType().IsPrimitive || value is decimal or Half or System.Numerics.BigInteger);
}
