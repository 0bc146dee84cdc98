using System.Collections.Frozen;
using System.Globalization;

namespace R1Workbook.Benchmarks.Files;

/// <summary>The structures of a Parquet file that the reading library knows, with the types of their fields
/// (parquet.thrift of Apache Parquet). The library reads a field by its number and believes in its type: one of another
/// type would make it read the rest as what it is not, so such a file is refused.</summary>
internal static class ParquetStructures
{
    /// <summary>Numbers of types in the compact protocol.</summary>
    public const int True = 1,
        False = 2,
        I8 = 3,
        I16 = 4,
        I32 = 5,
        I64 = 6,
        F64 = 7,
        Binary = 8,
        List = 9,
        Struct = 12;

    // [X] is a list of X; a name with a capital is a structure.
    private static readonly string[] Lines =
    [
        "FileMetaData 1 i32, 2 [SchemaElement], 3 i64, 4 [RowGroup], 5 [KeyValue], 6 binary, 7 [ColumnOrder], 9 binary",
        "SchemaElement 1 i32, 2 i32, 3 i32, 4 binary, 5 i32, 6 i32, 7 i32, 8 i32, 9 i32, 10 LogicalType",
        "LogicalType 1 Empty, 2 Empty, 3 Empty, 4 Empty, 5 DecimalType, 6 Empty, 7 TimeType, 8 TimeType, 10 IntType, "
            + "11 Empty, 12 Empty, 13 Empty, 14 Empty, 15 Empty, 16 VariantType, 17 GeographyType, 18 GeographyType",
        "Empty",
        "DecimalType 1 i32, 2 i32",
        "TimeType 1 bool, 2 TimeUnit",
        "TimeUnit 1 Empty, 2 Empty, 3 Empty",
        "IntType 1 byte, 2 bool",
        "VariantType 1 byte",
        "GeographyType 1 binary, 2 i32",
        "KeyValue 1 binary, 2 binary",
        "ColumnOrder 1 Empty",
        "RowGroup 1 [ColumnChunk], 2 i64, 3 i64, 4 [SortingColumn], 5 i64, 6 i64, 7 i16",
        "SortingColumn 1 i32, 2 bool, 3 bool",
        "ColumnChunk 1 binary, 2 i64, 3 ColumnMetaData, 4 i64, 5 i32, 6 i64, 7 i32",
        "ColumnMetaData 1 i32, 2 [i32], 3 [binary], 4 i32, 5 i64, 6 i64, 7 i64, 8 [KeyValue], 9 i64, 10 i64, 11 i64, "
            + "12 Statistics, 13 [PageEncodingStats], 14 i64, 15 i32, 16 SizeStatistics, 17 GeospatialStatistics",
        "Statistics 1 binary, 2 binary, 3 i64, 4 i64, 5 binary, 6 binary, 7 bool, 8 bool",
        "PageEncodingStats 1 i32, 2 i32, 3 i32",
        "SizeStatistics 1 i64, 2 [i64], 3 [i64]",
        "GeospatialStatistics 1 BoundingBox, 2 [i32]",
        "BoundingBox 1 double, 2 double, 3 double, 4 double, 5 double, 6 double, 7 double, 8 double",
        "PageHeader 1 i32, 2 i32, 3 i32, 4 i32, 5 DataPageHeader, 6 Empty, 7 DictionaryPageHeader, 8 DataPageHeaderV2",
        "DataPageHeader 1 i32, 2 i32, 3 i32, 4 i32, 5 Statistics",
        "DictionaryPageHeader 1 i32, 2 i32, 3 bool",
        "DataPageHeaderV2 1 i32, 2 i32, 3 i32, 4 i32, 5 i32, 6 i32, 7 bool, 8 Statistics",
    ];

    private static readonly FrozenDictionary<string, FrozenDictionary<int, ThriftField>> All = Lines
        .Select(line => line.Split(' ', 2))
        .ToFrozenDictionary(line => line[0], line => Fields(line.ElementAtOrDefault(1) ?? ""));

    /// <summary>The fields of a structure by their number.</summary>
    /// <param name="name">The structure's name in parquet.thrift.</param>
    public static FrozenDictionary<int, ThriftField> Of(string name) => All[name];

    private static FrozenDictionary<int, ThriftField> Fields(string text) =>
        text.Split(", ", StringSplitOptions.RemoveEmptyEntries)
            .Select(field => field.Split(' '))
            .ToFrozenDictionary(field => int.Parse(field[0], CultureInfo.InvariantCulture), field => Field(field[1]));

    private static ThriftField Field(string type)
    {
        bool list = type.StartsWith('[');
        string element = type.Trim('[', ']');
        int wire = element switch
        {
            "bool" => True,
            "byte" => I8,
            "i16" => I16,
            "i32" => I32,
            "i64" => I64,
            "double" => F64,
            "binary" => Binary,
            _ => Struct,
        };
        return new ThriftField(wire, list, wire == Struct ? element : null);
    }
}
