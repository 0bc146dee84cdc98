using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Data.Analysis;
using Microsoft.DotNet.Interactive.Formatting;

namespace R1Workbook.Tables;

/// <summary>Shows a data frame as a table: the first rows, numbers to the right, and a note where rows were left
/// out.</summary>
/// <remarks>The library brings it because a notebook may run in the kernel of Microsoft, which shows a data frame
/// otherwise. Our own kernel shows the data frames of notebooks that do not use the workbook, through the one table
/// that it has for every value of rows and columns.</remarks>
public static class DataFrameFormatter
{
    /// <summary>Rows shown; the note under a longer table says how to see the others.</summary>
    public const int ShownRows = 50;

    /// <summary>Tells the notebook's formatters of it. Calling it again changes nothing.</summary>
    public static void Register()
    {
        Formatter.SetPreferredMimeTypesFor(typeof(DataFrame), "text/html", "text/plain");
        Formatter.Register<DataFrame>(
            (frame, context) =>
            {
                context.Writer.Write(Html(frame));
                return true;
            },
            "text/html"
        );
        Formatter.Register<DataFrame>(
            (frame, context) =>
            {
                context.Writer.Write(Text(frame));
                return true;
            },
            "text/plain"
        );
    }

    /// <summary>The table as HTML.</summary>
    public static string Html(DataFrame frame)
    {
        string[] formats = [.. frame.Columns.Select(NumberFormat)];
        var html = new StringBuilder("<table><thead><tr>");
        foreach (DataFrameColumn column in frame.Columns)
            html.Append("<th>").Append(WebUtility.HtmlEncode(column.Name)).Append("</th>");
        html.Append("</tr></thead><tbody>");
        for (long row = 0; row < Math.Min(frame.Rows.Count, ShownRows); row++)
        {
            html.Append("<tr>");
            foreach ((int index, DataFrameColumn column) in frame.Columns.Index())
            {
                string align = column.IsNumericColumn() ? " style=\"text-align:right\"" : " style=\"text-align:left\"";
                html.Append("<td")
                    .Append(align)
                    .Append('>')
                    .Append(WebUtility.HtmlEncode(Cell(column[row], formats[index])))
                    .Append("</td>");
            }
            html.Append("</tr>");
        }
        html.Append("</tbody></table>");
        if (frame.Rows.Count > ShownRows)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<p><small>{ShownRows} of {frame.Rows.Count} rows; <code>frame.Tail(n)</code> or "
                    + $"<code>frame.Filter(...)</code> shows others.</small></p>"
            );
        }

        return html.ToString();
    }

    /// <summary>The table as text, one line a row.</summary>
    public static string Text(DataFrame frame)
    {
        string[] formats = [.. frame.Columns.Select(NumberFormat)];
        string[][] cells =
        [
            [.. frame.Columns.Select(column => column.Name)],
            .. Enumerable
                .Range(0, (int)Math.Min(frame.Rows.Count, ShownRows))
                .Select(row => frame.Columns.Select((column, index) => Cell(column[row], formats[index])).ToArray()),
        ];
        int[] widths =
        [
            .. Enumerable.Range(0, frame.Columns.Count).Select(column => cells.Max(row => row[column].Length)),
        ];
        IEnumerable<string> lines = cells.Select(row =>
            string.Join(
                    "  ",
                    row.Select(
                        (cell, column) =>
                            frame.Columns[column].IsNumericColumn()
                                ? cell.PadLeft(widths[column])
                                : cell.PadRight(widths[column])
                    )
                )
                .TrimEnd()
        );
        return string.Join('\n', lines);
    }

    /// <summary>As many decimals as the numbers of a column need, four at most, so that they stand one below the
    /// other.</summary>
    private static string NumberFormat(DataFrameColumn column)
    {
        IEnumerable<double> numbers = Enumerable
            .Range(0, (int)Math.Min(column.Length, ShownRows))
            .Select(row => column[row])
            .OfType<double>()
            .Where(number => !Tiny(number));
        int decimals = numbers
            .Select(number => number.ToString("0.####", CultureInfo.InvariantCulture))
            .Select(text => text.Contains('.') ? text.Length - text.IndexOf('.') - 1 : 0)
            .DefaultIfEmpty()
            .Max();
        return decimals == 0 ? "0" : "0." + new string('0', decimals);
    }

    // Four decimals would show a small number as 0; powers of ten show it.
    private static bool Tiny(double number) => number != 0 && Math.Abs(number) < 1e-3;

    // A whole number of a hundred and more (a rating among percentages) needs no decimals.
    private static bool Whole(double number) => Math.Abs(number) >= 100 && number == Math.Floor(number);

    private static string Cell(object? value, string format) =>
        value switch
        {
            null => "–",
            double number => number.ToString(
                Tiny(number) ? "0.##E+0"
                    : Whole(number) ? "0"
                    : format,
                CultureInfo.InvariantCulture
            ),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
}
