using System.Collections;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;

namespace R1Workbook.Kernel.Outputs;

/// <summary>Reads values that are tables by nature: sequences of records (a column a property) and arrays of two
/// dimensions.</summary>
internal static class RecordTable
{
    private const int MostColumns = 50;

    /// <summary>The table of a sequence of records; null for every other value, and for types that have formatters of
    /// their own.</summary>
    public static ValueTable? TryRead(object value)
    {
        if (value is Array { Rank: 2 } matrix)
        {
            return Matrix(matrix);
        }

        if (
            value is string or IHtmlContent or IDictionary
            || value is not IEnumerable sequence
            || ElementType(value.GetType()) is not { } element
        )
        {
            return null;
        }

        if (!IsFramework(value.GetType()) || !IsRecord(element) || HasFormatter(value.GetType(), element))
        {
            return null;
        }

        PropertyInfo[] columns =
        [
            .. element
                .GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(p => p.GetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0),
        ];
        if (columns.Length == 0)
        {
            return null;
        }

        List<object> records = [];
        int seen = 0;
        foreach (object? item in sequence)
        {
            if (seen++ == ValueTable.MostRows)
            {
                break;
            }

            if (item is null)
            {
                return null;
            }

            records.Add(item);
        }

        long? count = value is ICollection c ? c.Count : null;
        string more = seen <= ValueTable.MostRows ? "" : ValueTable.More(ValueTable.MostRows, count);
        return new ValueTable(
            [.. columns.Select(column => column.Name)],
            [.. records.Select(record => columns.Select(column => Value(column, record)).ToArray())],
            more
        );
    }

    private static ValueTable Matrix(Array matrix)
    {
        int rows = matrix.GetLength(0),
            columns = matrix.GetLength(1),
            shown = Math.Min(rows, ValueTable.MostRows),
            wide = Math.Min(columns, MostColumns);
        int row0 = matrix.GetLowerBound(0),
            column0 = matrix.GetLowerBound(1);
        string more =
            (rows > shown ? ValueTable.More(shown, rows) : "")
            + (columns > wide ? string.Create(CultureInfo.InvariantCulture, $" ({columns - wide} more columns)") : "");
        return new ValueTable(
            [.. Enumerable.Range(0, wide).Select(column => string.Create(CultureInfo.InvariantCulture, $"{column}"))],
            [
                .. Enumerable
                    .Range(row0, shown)
                    .Select(row =>
                        Enumerable.Range(column0, wide).Select(column => matrix.GetValue(row, column)).ToArray()
                    ),
            ],
            more.Trim()
        );
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

    private static Type? ElementType(Type type) =>
        type.IsArray
            ? type.GetArrayRank() == 1
                ? type.GetElementType()
                : null
            : type.GetInterfaces()
                .Append(type)
                .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
                ?.GetGenericArguments()[0];

    // Collections and iterators only: a class of one's own that can be enumerated (a tensor, a data frame) is more than
    // its items.
    private static bool IsFramework(Type type) =>
        type.IsArray
        || type.Name.Contains('<', StringComparison.Ordinal)
        || type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true
        || type.Namespace == "Microsoft.FSharp.Collections";

    private static bool IsRecord(Type type) =>
        !type.IsPrimitive
        && !type.IsEnum
        && !type.IsInterface
        && type != typeof(object)
        && Nullable.GetUnderlyingType(type) is null
        && !typeof(IEnumerable).IsAssignableFrom(type)
        && !typeof(IHtmlContent).IsAssignableFrom(type)
        && !typeof(Delegate).IsAssignableFrom(type)
        && !typeof(MemberInfo).IsAssignableFrom(type)
        && !typeof(Exception).IsAssignableFrom(type)
        && (
            type.Namespace is null
            || !type.Namespace.StartsWith("System", StringComparison.Ordinal)
            || type.Name.StartsWith("KeyValuePair", StringComparison.Ordinal)
        );

    private static bool HasFormatter(Type sequence, Type element) =>
        element.GetCustomAttributes(inherit: true).Any(a => a.GetType().Name == nameof(TypeFormatterSourceAttribute))
        || Formatter
            .RegisteredFormatters(false)
            .Any(f =>
                f.Type.IsAssignableFrom(element) && f.Type != typeof(object)
                || f.Type.IsAssignableFrom(sequence) && f.Type != typeof(object) && f.Type != typeof(IEnumerable)
            );
}
