using System.Globalization;
using System.Reflection;
using Microsoft.Data.Analysis;

namespace R1Workbook.Tables;

/// <summary>The verbs that make data frames of records.</summary>
public static class Table
{
    /// <summary>
    /// One row a record, one column a public property: numbers as numbers, everything else as text. A record whose
    /// property may be missing gives a column with gaps.
    /// </summary>
    public static DataFrame Of<T>(IEnumerable<T> rows)
    {
        T[] all = [.. rows];
        PropertyInfo[] properties =
        [
            .. typeof(T)
                .GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.GetIndexParameters().Length == 0),
        ];
        return new DataFrame(
            properties.Select(property =>
                Column(property.Name, property.PropertyType, all.Select(row => property.GetValue(row)))
            )
        );
    }

    /// <summary>A matrix of numbers: one row a name of <paramref name="rows"/>, one column a name of
    /// <paramref name="columns"/>.</summary>
    public static DataFrame Matrix(
        string corner,
        IEnumerable<string> rows,
        IEnumerable<string> columns,
        Func<string, string, double?> cell
    )
    {
        string[] names = [.. rows];
        return new DataFrame(
            columns
                .Select(column =>
                    (DataFrameColumn)new DoubleDataFrameColumn(column, names.Select(row => cell(row, column)))
                )
                .Prepend(new StringDataFrameColumn(corner, names))
        );
    }

    private static DataFrameColumn Column(string name, Type type, IEnumerable<object?> values)
    {
        Type bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare == typeof(int) || bare == typeof(long))
        {
            return new Int64DataFrameColumn(
                name,
                values.Select(value =>
                    value is null ? (long?)null : Convert.ToInt64(value, CultureInfo.InvariantCulture)
                )
            );
        }

        if (bare == typeof(double) || bare == typeof(float) || bare == typeof(decimal))
        {
            return new DoubleDataFrameColumn(
                name,
                values.Select(value =>
                    value is null ? (double?)null : Convert.ToDouble(value, CultureInfo.InvariantCulture)
                )
            );
        }

        if (bare == typeof(bool))
            return new BooleanDataFrameColumn(name, values.Select(value => (bool?)value));
        return new StringDataFrameColumn(
            name,
            values.Select(value => value is null ? null : Convert.ToString(value, CultureInfo.InvariantCulture))
        );
    }
}
