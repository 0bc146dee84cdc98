using System.Collections;
using System.Reflection;
using Microsoft.Data.Analysis;
using Microsoft.FSharp.Core;

namespace R1Workbook.Kernel.Languages.Sql;

/// <summary>A variable of another language seen as a table.</summary>
/// <param name="Columns">Names and types.</param>
/// <param name="Rows">The values, a row after the other.</param>
internal sealed record VariableTable(IReadOnlyList<(string Name, Type Type)> Columns, IReadOnlyList<object?[]> Rows)
{
    /// <summary>Reads a data frame, or a sequence of records, tuples, dictionaries or plain values.</summary>
    /// <param name="value">The variable's value.</param>
    /// <param name="declared">Its type.</param>
    /// <param name="cancellationToken">Stops the reading of a sequence without end.</param>
    /// <returns>Null when the value is no table.</returns>
    public static VariableTable? TryRead(object? value, Type declared, CancellationToken cancellationToken)
    {
        if (value is DataFrame frame)
        {
            return OfFrame(frame, cancellationToken);
        }

        if (value is null or string || value is not IEnumerable sequence)
        {
            return null;
        }

        List<object?> items = [];
        foreach (object? item in sequence)
        {
            cancellationToken.ThrowIfCancellationRequested();
            items.Add(item);
        }

        Type element = ElementType(value.GetType()) ?? ElementType(declared) ?? typeof(object);
        element = element == typeof(object) || element.IsInterface ? Common(items) : element;
        return IsDictionary(element) ? OfDictionaries(items)
            : SqlColumnType.IsScalar(SqlColumnType.Inner(element)) || element == typeof(object)
                ? new VariableTable([("value", element)], [.. items.Select(i => new[] { Plain(i) })])
            : OfRecords(items, element);
    }

    private static VariableTable OfFrame(DataFrame frame, CancellationToken cancellationToken)
    {
        var rows = new object?[frame.Rows.Count][];
        DataFrameColumn[] columns = [.. frame.Columns];
        for (long r = 0; r < rows.Length; r++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows[r] = [.. columns.Select(c => c[r])];
        }

        return new VariableTable([.. columns.Select(c => (c.Name, c.DataType))], rows);
    }

    private static VariableTable OfDictionaries(List<object?> items)
    {
        var columns = new List<string>();
        List<Dictionary<string, object?>> rows = [];
        foreach (object? item in items)
        {
            var row = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
            foreach (object entry in (IEnumerable?)item ?? Array.Empty<object>())
            {
                (object? key, object? value) = entry is DictionaryEntry d
                    ? (d.Key, d.Value)
                    : (
                        entry.GetType().GetProperty("Key")!.GetValue(entry),
                        entry.GetType().GetProperty("Value")!.GetValue(entry)
                    );
                row[key!.ToString()!] = Plain(value);
            }

            columns.AddRange(row.Keys.Where(k => !columns.Contains(k, StringComparer.OrdinalIgnoreCase)));
            rows.Add(row);
        }

        List<object?[]> values = [.. rows.Select(r => columns.Select(c => r.GetValueOrDefault(c)).ToArray())];
        return new VariableTable([.. columns.Select((c, i) => (c, Common([.. values.Select(v => v[i])])))], values);
    }

    private static VariableTable OfRecords(List<object?> items, Type element)
    {
        List<(string Name, Type Type, Func<object, object?> Get)> members =
        [
            .. element
                .GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(p => p.GetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0)
                .Select(p => (p.Name, p.PropertyType, (Func<object, object?>)p.GetValue)),
            .. element
                .GetFields(BindingFlags.Public | BindingFlags.Instance)
                .Select(f => (f.Name, f.FieldType, (Func<object, object?>)f.GetValue)),
        ];

        // Compiler-made members of F# unions and records carry no data of their own.
        members =
        [
            .. members
                .Where(m => !(m.Name is "Tag" or "IsSome" or "IsNone"))
                .DistinctBy(m => m.Name, StringComparer.OrdinalIgnoreCase),
        ];
        return new VariableTable(
            [.. members.Select(m => (m.Name, m.Type))],
            [.. items.Select(item => members.Select(m => item is null ? null : Plain(m.Get(item))).ToArray())]
        );
    }

    private static object? Plain(object? value)
    {
        Type? type = value?.GetType();
        return type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(FSharpOption<>)
            ? type.GetProperty("Value")!.GetValue(value)
            : value;
    }

    private static Type Common(List<object?> values)
    {
        Type[] types = [.. values.OfType<object>().Select(v => v.GetType()).Distinct().Take(2)];
        return types.Length == 1 ? types[0] : typeof(object);
    }

    private static bool IsDictionary(Type type) =>
        typeof(IDictionary).IsAssignableFrom(type)
        || type.GetInterfaces()
            .Append(type)
            .Any(i =>
                i.IsGenericType
                && (
                    i.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)
                    || i.GetGenericTypeDefinition() == typeof(IDictionary<,>)
                )
            );

    private static Type? ElementType(Type type) =>
        type.IsArray
            ? type.GetElementType()
            : type.GetInterfaces()
                .Append(type)
                .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
                ?.GetGenericArguments()[0];
}
