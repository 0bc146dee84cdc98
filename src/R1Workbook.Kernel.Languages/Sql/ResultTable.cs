using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Data.Analysis;

namespace R1Workbook.Kernel.Languages.Sql;

/// <summary>The rows of a query as a table: the first rows, numbers to the right, and a note where rows were left
/// out.</summary>
internal sealed class ResultTable
{
    private const int MostRows = 50;
    private const int MostCharacters = 200;
    private const int MostWidth = 40;

    private readonly string[] _names;
    private readonly bool[] _numeric;
    private readonly List<string[]> _rows = [];
    private readonly string _more;

    public ResultTable(QueryResult result)
    {
        DataFrame frame = result.Frame!;
        _names = [.. frame.Columns.Select(c => c.Name)];
        _numeric = [.. frame.Columns.Select(c => c.IsNumericColumn())];
        for (long r = 0; r < Math.Min(MostRows, frame.Rows.Count); r++)
        {
            _rows.Add([.. frame.Columns.Select(c => Cell(c[r]))]);
        }

        _more =
            frame.Rows.Count <= MostRows
                ? ""
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{MostRows} of {frame.Rows.Count:N0} rows; add a limit or a where, or keep the result by #!sql "
                        + $"--name x."
                ) + (result.IsCut ? " There were more; the rest was not kept." : "");
    }

    public string Html()
    {
        var html = new StringBuilder("<table><thead><tr>");
        for (int c = 0; c < _names.Length; c++)
        {
            html.Append(_numeric[c] ? "<th style=\"text-align:right\">" : "<th style=\"text-align:left\">")
                .Append(WebUtility.HtmlEncode(_names[c]))
                .Append("</th>");
        }

        html.Append("</tr></thead><tbody>\n");
        foreach (string[] row in _rows)
        {
            html.Append("<tr>");
            for (int c = 0; c < row.Length; c++)
            {
                html.Append(_numeric[c] ? "<td style=\"text-align:right\">" : "<td style=\"text-align:left\">")
                    .Append(WebUtility.HtmlEncode(row[c]))
                    .Append("</td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</tbody></table>");
        return _more.Length == 0
            ? html.ToString()
            : html.Append("<p>").Append(WebUtility.HtmlEncode(_more)).Append("</p>").ToString();
    }

    public string Text()
    {
        List<string[]> lines = [_names, .. _rows.Select(r => r.Select(v => v.ReplaceLineEndings(" ")).ToArray())];
        int[] widths =
        [
            .. Enumerable.Range(0, _names.Length).Select(c => Math.Min(MostWidth, lines.Max(l => l[c].Length))),
        ];
        IEnumerable<string> text = lines.Select(l =>
            string.Join("  ", l.Select((cell, c) => _numeric[c] ? cell.PadLeft(widths[c]) : cell.PadRight(widths[c])))
                .TrimEnd()
        );
        return string.Join('\n', _more.Length == 0 ? text : text.Append(_more));
    }

    private static string Cell(object? value)
    {
        string text = value is double or float
            ? Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("G7", CultureInfo.InvariantCulture)
            : SqlText.Of(value);
        return text.Length > MostCharacters ? text[..MostCharacters] + "..." : text;
    }
}
