namespace R1Workbook.Benchmarks.Tests.Files;

/// <summary>Writes a Parquet file of one column of whole numbers, byte by byte, so that each of its numbers can lie. As
/// it comes it is honest: three values, 7, 8 and 9.</summary>
internal sealed record ParquetForge
{
    public byte[] Content { get; init; } = [7, 0, 0, 0, 8, 0, 0, 0, 9, 0, 0, 0];

    public long Rows { get; init; } = 3;

    public long Values { get; init; } = 3;

    public long Codec { get; init; }

    /// <summary>Its type: 1 whole numbers of 4 bytes, 6 bytes of any length.</summary>
    public long Type { get; init; } = 1;

    public long PageKind { get; init; }

    public long PageValues { get; init; } = 3;

    public long Encoding { get; init; }

    public long? Packed { get; init; }

    public long? Unpacked { get; init; }

    public long? Offset { get; init; }

    /// <summary>Entries of a dictionary that stands before the page; none where null.</summary>
    public long? DictionaryEntries { get; init; }

    public byte[] Dictionary { get; init; } = [5, 0, 0, 0, 6, 0, 0, 0];

    /// <summary>Levels of groups around the column that the list of columns says.</summary>
    public int Depth { get; init; }

    public byte[] Build()
    {
        List<byte> file = [.. "PAR1"u8];
        if (DictionaryEntries is { } entries)
        {
            byte[] about = [.. I32(1, entries), .. I32(1, 0), 0];
            file.AddRange([.. I32(1, 2), .. I32(1, Dictionary.Length), .. I32(1, Dictionary.Length), 0x4C]);
            file.AddRange([.. about, 0, .. Dictionary]);
        }

        byte[] header = [.. I32(1, PageValues), .. I32(1, Encoding), .. I32(1, 3), .. I32(1, 3), 0];
        file.AddRange([.. I32(1, PageKind), .. I32(1, Unpacked ?? Content.Length)]);
        file.AddRange([.. I32(1, Packed ?? Content.Length), 0x2C, .. header, 0, .. Content]);
        byte[] footer = Footer();
        file.AddRange([.. footer, .. BitConverter.GetBytes(footer.Length), .. "PAR1"u8]);
        return [.. file];
    }

    private byte[] Footer()
    {
        List<byte> groups = [];
        for (int i = 0; i < Depth; i++)
            groups.AddRange([.. I32(3, 0), .. Text(1, "g"), .. I32(1, 1), 0]);
        byte[] column = [.. I32(1, Type), .. I32(2, 0), .. Text(1, "n"), 0];
        byte[] root = [.. Text(4, "root"), .. I32(1, 1), 0];
        byte[] path = [0x19, 0x18, 1, (byte)'n'];
        byte[] data =
        [
            .. I32(1, Type),
            .. (byte[])[0x19, 0x05],
            .. path,
            .. I32(1, Codec),
            .. I64(1, Values),
            .. I64(1, 100),
            .. I64(1, 100),
            .. I64(2, Offset ?? 4),
            0,
        ];
        byte[] chunk = [.. I64(2, 4), 0x1C, .. data, 0];
        byte[] group = [0x19, 0x1C, .. chunk, .. I64(1, 100), .. I64(1, Rows), 0];
        byte[] head = [0x19, 0xFC, .. Number((ulong)(Depth + 2))];
        return [.. I32(1, 1), .. head, .. root, .. groups, .. column, .. I64(1, Rows), 0x19, 0x1C, .. group, 0];
    }

    // A field: how far its number is from the last one's, and its type.
    private static byte[] I32(int step, long value) => [(byte)((step << 4) | 5), .. Signed(value)];

    private static byte[] I64(int step, long value) => [(byte)((step << 4) | 6), .. Signed(value)];

    private static byte[] Text(int step, string text) =>
        [(byte)((step << 4) | 8), (byte)text.Length, .. System.Text.Encoding.ASCII.GetBytes(text)];

    private static byte[] Signed(long value) => Number((ulong)((value << 1) ^ (value >> 63)));

    private static byte[] Number(ulong value)
    {
        List<byte> bytes = [];
        for (; value > 127; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        return [.. bytes, (byte)value];
    }
}
