using System.IO.Compression;
using Parquet;
using Parquet.Serialization;
using R1Workbook.Benchmarks.Files;

namespace R1Workbook.Benchmarks.Tests.Files;

/// <summary>Parquet files whose numbers lie: each is one clear error, and no memory is taken by a number.</summary>
public sealed class LyingParquetTests : IDisposable
{
    // What the check of a file of this size and its error need, with a wide margin; the lies say 100 times more.
    private const long MostAllocated = 4 << 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("r1-parquet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_forged_file_is_honest_as_it_comes()
    {
        Assert.Equal(["7", "8", "9"], Read(new ParquetForge()));
        byte[] indexes = [1, 3, 0b110];
        ParquetForge dictionary = new()
        {
            DictionaryEntries = 2,
            Encoding = 8,
            Content = indexes,
        };
        Assert.Equal(["5", "6", "6"], Read(dictionary));
    }

    [Theory]
    [MemberData(nameof(ParquetLies.Lies), MemberType = typeof(ParquetLies))]
    public void A_lie_is_refused_before_memory_is_taken(string lie, object forge)
    {
        byte[] bytes = ((ParquetForge)forge).Build();
        Check(new ParquetForge().Build());
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => Check(bytes));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < MostAllocated, $"{lie}: {allocated} bytes");
        var error = Assert.Throws<DataFileException>(() => Read(bytes));
        Assert.Contains("no Parquet file", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    // What is packed is seen by the library only.

    [Theory]
    [MemberData(nameof(ParquetLies.LiesWithin), MemberType = typeof(ParquetLies))]
    public void A_lie_within_a_page_is_one_error(string lie, object forge)
    {
        var error = Assert.Throws<DataFileException>(() => Read((ParquetForge)forge));
        Assert.True(error.Message.Contains("no Parquet file", StringComparison.Ordinal), $"{lie}: {error.Message}");
    }

    [Fact]
    public void A_page_of_Brotli_that_holds_more_than_it_says_is_refused()
    {
        using MemoryStream packed = new();
        using (BrotliStream brotli = new(packed, CompressionLevel.Optimal, leaveOpen: true))
            brotli.Write(new byte[64 << 20]);
        ParquetForge bomb = ParquetLies.Compressed(4, packed.ToArray()) with { Unpacked = 12 };
        Assert.Throws<DataFileException>(() => Read(bomb.Build()));
    }

    [Fact]
    public void A_text_of_the_dictionary_may_not_fill_every_row()
    {
        // One text of 2 MB, and 3,000 rows of it: 6 GB.
        byte[] text = [.. BitConverter.GetBytes(2_000_000), .. Enumerable.Repeat((byte)'a', 2_000_000)];
        ParquetForge forge = new()
        {
            Type = 6,
            DictionaryEntries = 1,
            Dictionary = text,
            Encoding = 8,
            Content = [1, 0xF0, 0x2E, 0],
            Rows = 3000,
            Values = 3000,
            PageValues = 3000,
        };
        string path = Write(forge.Build());
        int rows = 0;
        var error = Assert.Throws<DataFileException>(() =>
        {
            foreach (int _ in DataFile.Read(path, row => 0))
                rows++;
        });
        // As base64 a row has 2.7 MB, and 2 GiB are read.
        Assert.InRange(rows, 700, 900);
        Assert.Contains("row", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CompressionMethod.None)]
    [InlineData(CompressionMethod.Snappy)]
    [InlineData(CompressionMethod.Gzip)]
    [InlineData(CompressionMethod.Brotli)]
    [InlineData(CompressionMethod.Zstd)]
    [InlineData(CompressionMethod.LZ4)]
    public async Task An_honest_file_is_read_whatever_its_compression(CompressionMethod method)
    {
        using MemoryStream whole = new();
        await ParquetSerializer.SerializeAsync(
            Enumerable.Range(0, 5000).Select(i => new Row { Number = i / 100, Text = "the same text" }),
            whole,
            new ParquetOptions { CompressionMethod = method }
        );
        Assert.Equal(5000, DataFile.Read(Write(whole.ToArray()), row => 0).Count());
        Random random = Fuzz.Source();
        for (int i = 0; i < Fuzz.Count(50); i++)
        {
            byte[] changed = Fuzz.Mutate(whole.ToArray(), (int)whole.Length, random);
            Exception? error = Record.Exception(() => DataFile.Read(Write(changed), row => 0).Take(100).ToList());
            Assert.True(error is null or DataFileException, $"{error}");
        }
    }

    [Fact]
    public void A_field_of_another_type_is_refused()
    {
        byte[] honest = new ParquetForge().Build();
        // The list of row groups as a number: the library would take a length from what follows.
        for (int at = 4; at < honest.Length - 8; at++)
        {
            foreach (int type in (int[])[1, 5, 6, 8, 9, 12])
            {
                byte[] changed = [.. honest];
                changed[at] = (byte)((changed[at] & 0xF0) | type);
                long before = GC.GetAllocatedBytesForCurrentThread();
                Record.Exception(() => Check(changed));
                Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostAllocated, $"{at}, {type}");
                Exception? error = Record.Exception(() => DataFile.Read(Write(changed), row => 0).ToList());
                Assert.True(error is null or DataFileException, $"byte {at}, type {type}: {error}");
            }
        }
    }

    private static void Check(byte[] bytes)
    {
        ThriftStruct footer = ParquetFooter.Read(bytes, out int end);
        ParquetPages.Check(bytes, footer, end, new ParquetSize(bytes.Length));
    }

    private List<string> Read(ParquetForge forge) => Read(forge.Build());

    private List<string> Read(byte[] bytes) =>
        [.. DataFile.Read(Write(bytes), row => row.Fields.GetProperty("n").ToString())];

    private string Write(byte[] bytes)
    {
        string path = Path.Combine(_folder, "data.parquet");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private sealed class Row
    {
        public int Number { get; set; }

        public string Text { get; set; } = "";
    }
}
