using System.Collections;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;

namespace R1Workbook.Kernel.Outputs;

/// <summary>A sequence of records as one flat table: a column a property, a row a record.</summary>
internal sealed class RecordTable
{
    private const int MostRows = 50;
    private const int MostCharacters = 200;
    private const int MostItems = 10;

    private readonly PropertyInfo[] _columns;
    private readonly List<object?[]> _rows = [];
    private readonly string _more;

    private RecordTable(PropertyInfo[] columns, List<object> records, string more)
    {
        _columns = columns;
        _more = more;
        foreach (object record in records)
        {
            _rows.Add([.. columns.Select(column => Value(column, record))]);
        }
    }

    /// <summary>The table of a sequence of records; null for every other value, and for types that have formatters of their own.</summary>
    public static RecordTable? TryRead(object value)
    {
        if (value is string or IHtmlContent or IDictionary || value is not IEnumerable sequence || ElementType(value.GetType()) is not { } element)
        {
            return null;
        }

        if (!IsFramework(value.GetType()) || !IsRecord(element) || HasFormatter(value.GetType(), element))
        {
            return null;
        }

        PropertyInfo[] columns = [.. element.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0)];
        if (columns.Length == 0)
        {
            return null;
        }

        List<object> records = [];
        int seen = 0;
        foreach (object? item in sequence)
        {
            if (seen++ == MostRows)
            {
                break;
            }

            if (item is null)
            {
                return null;
            }

            records.Add(item);
        }

        int? count = value is ICollection c ? c.Count : null;
        string more = seen <= MostRows ? "" : count is { } n ? string.Create(CultureInfo.InvariantCulture, $"... ({n - MostRows} more)") : "... (more)";
        return new RecordTable(columns, records, more);
    }

    public string ToHtml()
    {
        var html = new StringBuilder("<table><thead><tr>");
        foreach (PropertyInfo column in _columns)
        {
            html.Append("<th>").Append(WebUtility.HtmlEncode(column.Name)).Append("</th>");
        }

        html.Append("</tr></thead><tbody>\n");
        foreach (object?[] row in _rows)
        {
            html.Append("<tr>");
            foreach (object? value in row)
            {
                html.Append(IsNumber(value) ? "<td style=\"text-align:right\">" : "<td>")
                    .Append(value is IHtmlContent ? Formatter.ToDisplayString(value, "text/html") : WebUtility.HtmlEncode(Cell(value))).Append("</td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</tbody></table>");
        return _more.Length == 0 ? html.ToString() : html.Append("<p>").Append(_more).Append("</p>").ToString();
    }

    public string ToText()
    {
        List<string[]> lines = [[.. _columns.Select(c => c.Name)], .. _rows.Select(row => row.Select(v => Cell(v).ReplaceLineEndings(" ")).ToArray())];
        int[] widths = [.. Enumerable.Range(0, _columns.Length).Select(c => Math.Min(40, lines.Max(line => line[c].Length)))];
        var text = new StringBuilder();
        for (int r = 0; r < lines.Count; r++)
        {
            string line = string.Join("  ", lines[r].Select((cell, c) =>
                r > 0 && IsNumber(_rows[r - 1][c]) ? cell.PadLeft(widths[c]) : cell.PadRight(widths[c])));
            text.Append(line.TrimEnd()).Append('\n');
        }

        return text.Append(_more).ToString().TrimEnd('\n');
    }

    private static object? Value(PropertyInfo column, object record)
    {
        try
        {
            return column.GetValue(record);
        }
        catch (TargetInvocationException e)
        {
            return (e.InnerException ?? e).GetType().Name;
        }
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
            IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        return text.Length > MostCharacters ? text[..MostCharacters] + "..." : text;
    }

    // Six digits are what a reader compares; the value itself is one expression away.
    private static string Number(double x) => x.ToString(Math.Abs(x) < 1e6 ? "G6" : "G10", CultureInfo.InvariantCulture);

    private static string Items(IEnumerable sequence)
    {
        List<string> shown = [.. sequence.Cast<object?>().Take(MostItems + 1).Select(Cell)];
        return "[" + string.Join(", ", shown.Take(MostItems)) + (shown.Count > MostItems ? ", ..." : "") + "]";
    }

    private static bool IsNumber(object? value) =>
        value is not (null or bool or char or Enum) && (value.GetType().IsPrimitive || value is decimal or Half or System.Numerics.BigInteger);

    private static Type? ElementType(Type type) =>
        type.IsArray
            ? type.GetArrayRank() == 1 ? type.GetElementType() : null
            : type.GetInterfaces().Append(type).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    // Collections and iterators only: a class of one's own that can be enumerated (a tensor, a data frame) is more than its items.
    private static bool IsFramework(Type type) =>
        type.IsArray || type.Name.Contains('<', StringComparison.Ordinal) || type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true
        || type.Namespace == "Microsoft.FSharp.Collections";

    private static bool IsRecord(Type type) =>
        !type.IsPrimitive && !type.IsEnum && !type.IsInterface && type != typeof(object) && Nullable.GetUnderlyingType(type) is null
        && !typeof(IEnumerable).IsAssignableFrom(type) && !typeof(IHtmlContent).IsAssignableFrom(type)
        && !typeof(Delegate).IsAssignableFrom(type) && !typeof(MemberInfo).IsAssignableFrom(type) && !typeof(Exception).IsAssignableFrom(type)
        && (type.Namespace is null || !type.Namespace.StartsWith("System", StringComparison.Ordinal) || type.Name.StartsWith("KeyValuePair", StringComparison.Ordinal));

    private static bool HasFormatter(Type sequence, Type element) =>
        element.GetCustomAttributes(inherit: true).Any(a => a.GetType().Name == nameof(TypeFormatterSourceAttribute))
        || Formatter.RegisteredFormatters(false).Any(f =>
            f.Type.IsAssignableFrom(element) && f.Type != typeof(object)
            || f.Type.IsAssignableFrom(sequence) && f.Type != typeof(object) && f.Type != typeof(IEnumerable));
}
