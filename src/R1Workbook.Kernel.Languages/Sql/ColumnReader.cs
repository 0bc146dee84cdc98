using System.Numerics;
using DuckDB.NET.Data;
using Microsoft.Data.Analysis;

namespace R1Workbook.Kernel.Languages.Sql;

/// <summary>Reads one column of a query's rows into a column of a data frame.</summary>
internal interface IColumnReader
{
    /// <summary>Takes the value of the current row.</summary>
    void Read(DuckDBDataReader reader);

    /// <summary>The column of all values taken.</summary>
    DataFrameColumn Column();
}

/// <summary>Chooses the reader of a column by its type.</summary>
internal static class ColumnReader
{
    /// <summary>The reader of a column; types without a column type of their own become text.</summary>
    public static IColumnReader Of(DuckDBDataReader reader, int index, string name)
    {
        Type type = reader.GetFieldType(index);
        return type switch
        {
            _ when type == typeof(bool) => new Typed<bool>(index, v => new BooleanDataFrameColumn(name, v)),
            _ when type == typeof(sbyte) => new Typed<sbyte>(index, v => new SByteDataFrameColumn(name, v)),
            _ when type == typeof(byte) => new Typed<byte>(index, v => new ByteDataFrameColumn(name, v)),
            _ when type == typeof(short) => new Typed<short>(index, v => new Int16DataFrameColumn(name, v)),
            _ when type == typeof(ushort) => new Typed<ushort>(index, v => new UInt16DataFrameColumn(name, v)),
            _ when type == typeof(int) => new Typed<int>(index, v => new Int32DataFrameColumn(name, v)),
            _ when type == typeof(uint) => new Typed<uint>(index, v => new UInt32DataFrameColumn(name, v)),
            _ when type == typeof(long) => new Typed<long>(index, v => new Int64DataFrameColumn(name, v)),
            _ when type == typeof(ulong) => new Typed<ulong>(index, v => new UInt64DataFrameColumn(name, v)),
            _ when type == typeof(float) => new Typed<float>(index, v => new SingleDataFrameColumn(name, v)),
            _ when type == typeof(double) => new Typed<double>(index, v => new DoubleDataFrameColumn(name, v)),
            _ when type == typeof(decimal) => new Typed<decimal>(index, v => new DecimalDataFrameColumn(name, v)),
            _ when type == typeof(DateTime) => new Typed<DateTime>(index, v => new DateTimeDataFrameColumn(name, v)),
            _ when type == typeof(DateOnly) => new Typed<DateTime>(index, v => new DateTimeDataFrameColumn(name, v)),
            _ when type == typeof(BigInteger) => new Typed<BigInteger>(index, v => Integers(name, v)),
            _ => new Texts(index, name),
        };
    }

    // sum() of integers is a HUGEINT in DuckDB, though its values are seldom huge.
    private static DataFrameColumn Integers(string name, List<BigInteger?> values) =>
        values.All(v => v is null || (v >= long.MinValue && v <= long.MaxValue))
            ? new Int64DataFrameColumn(name, values.Select(v => (long?)v))
            : new StringDataFrameColumn(
                name,
                values.Select(v => v?.ToString(System.Globalization.CultureInfo.InvariantCulture)!)
            );

    private sealed class Typed<T>(int index, Func<List<T?>, DataFrameColumn> column) : IColumnReader
        where T : struct
    {
        private readonly List<T?> _values = [];

        public void Read(DuckDBDataReader reader) =>
            _values.Add(reader.IsDBNull(index) ? null : reader.GetFieldValue<T>(index));

        public DataFrameColumn Column() => column(_values);
    }

    private sealed class Texts(int index, string name) : IColumnReader
    {
        private readonly List<string?> _values = [];

        public void Read(DuckDBDataReader reader) =>
            _values.Add(reader.IsDBNull(index) ? null : Text(reader.GetValue(index)));

        public DataFrameColumn Column() => new StringDataFrameColumn(name, _values!);

        private static string Text(object value)
        {
            if (value is not Stream stream)
            {
                return SqlText.Of(value);
            }

            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return Convert.ToHexString(bytes.ToArray());
        }
    }
}
