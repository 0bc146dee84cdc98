using System.Collections;
using System.Globalization;
using System.Numerics;
using DuckDB.NET.Data;
using Microsoft.FSharp.Core;

namespace R1Workbook.Kernel.Languages.Sql;

/// <summary>How values of one .NET type become a column of DuckDB.</summary>
/// <param name="Sql">The column's type in SQL.</param>
/// <param name="Append">Appends one value that is not null.</param>
internal sealed record SqlColumnType(string Sql, Action<IDuckDBAppenderRow, object> Append)
{
    private static readonly Dictionary<Type, SqlColumnType> Scalars = new()
    {
        [typeof(bool)] = new("BOOLEAN", (row, v) => row.AppendValue((bool)v)),
        [typeof(sbyte)] = new("TINYINT", (row, v) => row.AppendValue((sbyte)v)),
        [typeof(byte)] = new("UTINYINT", (row, v) => row.AppendValue((byte)v)),
        [typeof(short)] = new("SMALLINT", (row, v) => row.AppendValue((short)v)),
        [typeof(ushort)] = new("USMALLINT", (row, v) => row.AppendValue((ushort)v)),
        [typeof(int)] = new("INTEGER", (row, v) => row.AppendValue((int)v)),
        [typeof(uint)] = new("UINTEGER", (row, v) => row.AppendValue((uint)v)),
        [typeof(long)] = new("BIGINT", (row, v) => row.AppendValue((long)v)),
        [typeof(ulong)] = new("UBIGINT", (row, v) => row.AppendValue((ulong)v)),
        [typeof(BigInteger)] = new("HUGEINT", (row, v) => row.AppendValue((BigInteger)v)),
        [typeof(Half)] = new("FLOAT", (row, v) => row.AppendValue((float)(Half)v)),
        [typeof(float)] = new("FLOAT", (row, v) => row.AppendValue((float)v)),
        [typeof(double)] = new("DOUBLE", (row, v) => row.AppendValue((double)v)),
        [typeof(string)] = new("VARCHAR", (row, v) => row.AppendValue((string)v)),
        [typeof(char)] = new("VARCHAR", (row, v) => row.AppendValue(v.ToString())),
        [typeof(DateTime)] = new("TIMESTAMP", (row, v) => row.AppendValue((DateTime)v)),
        [typeof(DateTimeOffset)] = new("TIMESTAMPTZ", (row, v) => row.AppendValue((DateTimeOffset)v)),
        [typeof(DateOnly)] = new("DATE", (row, v) => row.AppendValue((DateOnly?)(DateOnly)v)),
        [typeof(TimeOnly)] = new("TIME", (row, v) => row.AppendValue((TimeOnly?)(TimeOnly)v)),
        [typeof(TimeSpan)] = new("INTERVAL", (row, v) => row.AppendValue((TimeSpan)v)),
        [typeof(Guid)] = new("UUID", (row, v) => row.AppendValue((Guid)v)),
        [typeof(byte[])] = new("BLOB", (row, v) => row.AppendValue((byte[])v)),
    };

    private static readonly SqlColumnType Text = new("VARCHAR", (row, v) => row.AppendValue(SqlText.Of(v)));

    /// <summary>Whether a type is one cell's worth, not a row's.</summary>
    public static bool IsScalar(Type type) => Scalars.ContainsKey(type) || type == typeof(decimal) || type.IsEnum;

    /// <summary>The type of a column.</summary>
    /// <param name="type">The type of its values; object when they differ.</param>
    /// <param name="values">The values, for what the type alone does not tell: the digits of decimals.</param>
    /// <param name="isText">Whether the values are kept as texts because SQL has no type for them.</param>
    public static SqlColumnType Of(Type type, IEnumerable<object?> values, out bool isText)
    {
        isText = false;
        type = Inner(type);
        if (Scalars.TryGetValue(type, out SqlColumnType? scalar))
        {
            return scalar;
        }

        if (type == typeof(decimal))
        {
            int scale = values.OfType<decimal>().Select(d => (int)d.Scale).DefaultIfEmpty().Max();
            return new SqlColumnType(
                string.Create(CultureInfo.InvariantCulture, $"DECIMAL(38,{scale})"),
                (row, v) => row.AppendValue((decimal)v)
            );
        }

        if (
            ListItem(type) is { } item
            && Scalars.TryGetValue(item, out SqlColumnType? of)
            && ListOf(item) is { } append
        )
        {
            return new SqlColumnType(of.Sql + "[]", append);
        }

        isText = !type.IsEnum;
        return Text;
    }

    /// <summary>The type within Nullable and F#'s option.</summary>
    public static Type Inner(Type type) =>
        Nullable.GetUnderlyingType(type)
        ?? (
            type.IsGenericType && type.GetGenericTypeDefinition() == typeof(FSharpOption<>)
                ? type.GetGenericArguments()[0]
                : type
        );

    private static Type? ListItem(Type type) =>
        type == typeof(string)
            ? null
            : type.GetInterfaces()
                .Append(type)
                .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
                ?.GetGenericArguments()[0];

    private static Action<IDuckDBAppenderRow, object>? ListOf(Type item) =>
        item == typeof(int) ? List<int>
        : item == typeof(long) ? List<long>
        : item == typeof(double) ? List<double>
        : item == typeof(float) ? List<float>
        : item == typeof(bool) ? List<bool>
        : item == typeof(string) ? List<string>
        : null;

    private static void List<T>(IDuckDBAppenderRow row, object value) =>
        row.AppendValue(((IEnumerable)value).Cast<T>().ToList());
}
