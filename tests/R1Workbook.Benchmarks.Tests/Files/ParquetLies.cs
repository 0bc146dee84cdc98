namespace R1Workbook.Benchmarks.Tests.Files;

/// <summary>Files of one column, each with one number that lies.</summary>
public static class ParquetLies
{
    /// <summary>Lies that stand in the footer, in a page's header, or first in its bytes.</summary>
    public static TheoryData<string, object> Lies =>
        new()
        {
            {
                "2000000000 values",
                new ParquetForge { Values = 2_000_000_000, PageValues = 2_000_000_000 }
            },
            {
                "values of a page",
                new ParquetForge { PageValues = 2_000_000_000 }
            },
            {
                "negative values",
                new ParquetForge { PageValues = -3 }
            },
            {
                "no values",
                new ParquetForge { PageValues = 0 }
            },
            {
                "more rows than values",
                new ParquetForge { Rows = 4 }
            },
            {
                "rows without end",
                new ParquetForge { Rows = long.MaxValue }
            },
            {
                "negative rows",
                new ParquetForge { Rows = -1 }
            },
            {
                "packed beyond the file",
                new ParquetForge { Packed = 2_000_000_000 }
            },
            {
                "negative size",
                new ParquetForge { Packed = -1 }
            },
            {
                "unpacked",
                new ParquetForge { Unpacked = 2_000_000_000 }
            },
            {
                "negative unpacked",
                new ParquetForge { Unpacked = -12 }
            },
            {
                "offset beyond the file",
                new ParquetForge { Offset = 1_000_000 }
            },
            {
                "offset in the footer",
                new ParquetForge { Offset = 60 }
            },
            {
                "negative offset",
                new ParquetForge { Offset = -4 }
            },
            {
                "offset at the mark",
                new ParquetForge { Offset = 1 }
            },
            {
                "unknown encoding",
                new ParquetForge { Encoding = 77 }
            },
            {
                "repeated prefixes",
                new ParquetForge { Encoding = 7 }
            },
            {
                "indexes of no dictionary",
                new ParquetForge { Encoding = 8 }
            },
            {
                "index page",
                new ParquetForge { PageKind = 1 }
            },
            {
                "page of no kind",
                new ParquetForge { PageKind = 9 }
            },
            {
                "page without its header",
                new ParquetForge { PageKind = 3 }
            },
            {
                "unknown compression",
                new ParquetForge { Codec = 99 }
            },
            {
                "LZO",
                new ParquetForge { Codec = 3 }
            },
            {
                "dictionary",
                new ParquetForge { DictionaryEntries = 2_000_000_000, Encoding = 8 }
            },
            {
                "negative dictionary",
                new ParquetForge { DictionaryEntries = -1, Encoding = 8 }
            },
            { "Snappy's length", Compressed(1, [0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0, 0]) },
            {
                "Zstandard's length",
                Compressed(6, [0x28, 0xB5, 0x2F, 0xFD, 0x80, 0x50, 0xFF, 0xFF, 0xFF, 0x7F, 1, 0, 0])
            },
            { "two frames", Compressed(6, [.. EmptyFrame, .. EmptyFrame]) },
            { "deflate", Compressed(2, [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0]) with { Unpacked = 400_000_000 } },
            { "Brotli", Compressed(4, [0x3B]) with { Unpacked = 400_000_000 } },
            {
                "columns without end",
                new ParquetForge { Depth = 5000 }
            },
        };

    /// <summary>Lies in what is packed.</summary>
    public static TheoryData<string, object> LiesWithin =>
        new()
        {
            {
                "index beyond it",
                new ParquetForge
                {
                    DictionaryEntries = 2,
                    Encoding = 8,
                    Content = [8, 6, 0xFF],
                }
            },
            {
                "index width",
                new ParquetForge
                {
                    DictionaryEntries = 2,
                    Encoding = 8,
                    Content = [255, 6, 1, 1],
                }
            },
            {
                "delta header",
                new ParquetForge { Encoding = 5, Content = [255, 255, 255, 255, 7, 1, 3, 0, 0, 1, 9] }
            },
            {
                "no levels",
                new ParquetForge { Content = [1, 0, 0] }
            },
        };

    private static readonly byte[] EmptyFrame = [0x28, 0xB5, 0x2F, 0xFD, 0x20, 0, 1, 0, 0];

    /// <summary>A page of packed bytes that says it holds three numbers.</summary>
    internal static ParquetForge Compressed(int codec, byte[] content) =>
        new()
        {
            Codec = codec,
            Content = content,
            Unpacked = 12,
        };
}
