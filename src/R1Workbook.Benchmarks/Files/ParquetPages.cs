namespace R1Workbook.Benchmarks.Files;

/// <summary>Checks the pages of a Parquet file before they are unpacked: that each lies within the file, unpacks to
/// what its bytes can hold, and that together they have as many values as the footer says.</summary>
internal static class ParquetPages
{
    private const int FirstPage = 4;

    // Fields of RowGroup, ColumnChunk, ColumnMetaData.
    private const int RowGroups = 4,
        Columns = 1,
        Rows = 3,
        MetaData = 3,
        Codec = 4,
        Values = 5,
        DataPage = 9,
        IndexPage = 10,
        DictionaryPage = 11;

    // Fields of PageHeader, and its kinds.
    private const int Kind = 1,
        Unpacked = 2,
        Packed = 3,
        DataHeader = 5,
        DictionaryHeader = 7,
        DataHeaderV2 = 8,
        KindData = 0,
        KindDictionary = 2,
        KindDataV2 = 3;

    // Encodings of values that the library reads. In DELTA_BYTE_ARRAY (7) a page of a few bytes repeats a text at any
    // length; writers use it only where they are told to.
    private static readonly long[] Encodings = [0, 2, 3, 5, 6, 8, 9];

    /// <summary>Checks all pages.</summary>
    /// <param name="file">All bytes of the file.</param>
    /// <param name="footer">Its FileMetaData.</param>
    /// <param name="end">Where the pages end and the footer begins.</param>
    /// <param name="size">What has been added up.</param>
    /// <exception cref="InvalidDataException">A page is not what it says, or there is no room for it.</exception>
    public static void Check(ReadOnlySpan<byte> file, ThriftStruct footer, int end, ParquetSize size)
    {
        foreach (ThriftStruct group in footer.Structs(RowGroups))
        {
            long rows = group.Count(Rows, "number of rows");
            size.AddValues(rows);
            foreach (ThriftStruct column in group.Structs(Columns))
            {
                ThriftStruct data =
                    column.Struct(MetaData)
                    ?? throw new InvalidDataException("a column is encrypted or says nothing of itself");
                CheckColumn(file[..end], data, rows, size);
            }
        }
    }

    private static void CheckColumn(ReadOnlySpan<byte> file, ThriftStruct column, long rows, ParquetSize size)
    {
        long values = column.Count(Values, "number of values"),
            read = 0;
        // Every row has a value in each column, an empty one too.
        if (values < rows)
            throw new InvalidDataException($"a column has {values} values for {rows} rows");
        size.AddValues(values);
        long at = Start(column);
        bool dictionary = false;
        while (read < values)
        {
            if (at < FirstPage || at >= file.Length)
                throw new InvalidDataException($"a page is said to begin at byte {at}, where there is none");
            ThriftReader reader = new(file[(int)at..]);
            ThriftStruct page = reader.Read("PageHeader");
            long packed = page.Count(Packed, "size of a page");
            if (packed > reader.Left)
                throw new InvalidDataException($"a page at byte {at} is said to have {packed} bytes, more than follow");
            ReadOnlySpan<byte> content = file.Slice(file.Length - reader.Left, (int)packed);
            read += CheckPage(page, ref dictionary, at);
            size.AddBytes(Unpack(content, page, column.Count(Codec, "compression")));
            at = file.Length - reader.Left + packed;
        }

        if (read > values)
            throw new InvalidDataException($"the pages of a column have {read} values, the footer says {values}");
    }

    // The levels of a page of version 2 stand before what is packed.
    private static long Unpack(ReadOnlySpan<byte> content, ThriftStruct page, long codec)
    {
        ThriftStruct? header = page.Number(Kind) == KindDataV2 ? page.Struct(DataHeaderV2) : null;
        long levels = header is null ? 0 : header.Count(5, "size of levels") + header.Count(6, "size of levels");
        bool packed = content.Length > levels && header?.Number(7) != 0;
        long said = page.Count(Unpacked, "size of a page") - levels;
        return said >= 0
            ? levels + PackedSize.Check(packed ? codec : 0, content[(int)levels..], said)
            : throw new InvalidDataException("a page is said to be smaller than its levels");
    }

    // The library begins at the first of these that is there.
    private static long Start(ThriftStruct column) =>
        new[] { column.Number(DataPage), column.Number(IndexPage), column.Number(DictionaryPage) }
            .Where(offset => offset is not (null or 0))
            .Min()
        ?? 0;

    private static long CheckPage(ThriftStruct page, ref bool dictionary, long at)
    {
        switch (page.Number(Kind))
        {
            case KindDictionary when !dictionary && page.Struct(DictionaryHeader) is { } header:
                dictionary = true;
                // Each entry has at least one byte.
                long entries = header.Count(1, "size of a dictionary");
                return entries <= page.Number(Unpacked)
                    ? 0
                    : throw new InvalidDataException(
                        $"a dictionary at byte {at} is said to have {entries} entries in {page.Number(Unpacked)} bytes"
                    );
            case KindData when page.Struct(DataHeader) is { } header:
                CheckEncoding(header.Count(2, "encoding"), dictionary, at);
                return header.Count(1, "number of values");
            case KindDataV2 when page.Struct(DataHeaderV2) is { } header:
                CheckEncoding(header.Count(4, "encoding"), dictionary, at);
                long values = header.Count(1, "number of values"),
                    levels = header.Count(5, "size of levels") + header.Count(6, "size of levels");
                return header.Count(2, "number of nulls") <= values && levels <= page.Number(Packed)
                    ? values
                    : throw new InvalidDataException($"the header of a page at byte {at} contradicts itself");
            default:
                throw new InvalidDataException(
                    $"the page at byte {at} is of kind {page.Number(Kind)}, or has no header"
                );
        }
    }

    private static void CheckEncoding(long encoding, bool dictionary, long at)
    {
        if (!Encodings.Contains(encoding) || (encoding is 2 or 8 && !dictionary))
        {
            throw new InvalidDataException(
                $"the page at byte {at} has encoding {encoding}, which is not read here"
                    + (encoding is 2 or 8 ? " without a dictionary" : "")
            );
        }
    }
}
