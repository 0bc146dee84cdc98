using System.IO.Compression;
using System.Text;
using Parquet.Serialization;
using R1Workbook.Benchmarks.Files;

namespace R1Workbook.Benchmarks.Tests.Files;

/// <summary>Files that are broken on purpose: each is refused by name, and none crashes, hangs or fills the
/// memory.</summary>
public sealed class HostileFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-files-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("page.jsonl.gz", "<!DOCTYPE html><html>not found</html>")]
    [InlineData("page.csv.gz", "<!DOCTYPE html>")]
    [InlineData("page.zip", "<!DOCTYPE html>")]
    [InlineData("page.parquet", "<!DOCTYPE html>")]
    [InlineData("page.parquet.gz", "PAR1")]
    [InlineData("empty.jsonl.gz", "\x1F")]
    public void What_is_not_what_its_name_says_is_refused_by_name(string name, string content)
    {
        string path = Write(name, Encoding.Latin1.GetBytes(content));
        var error = Assert.Throws<DataFileException>(() => DataFile.Read(path, row => 0).ToList());
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bomb.jsonl.gz")]
    [InlineData("bomb.csv.gz")]
    public void A_line_that_does_not_end_is_refused(string name)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] part = new byte[1 << 20];
            part.AsSpan().Fill((byte)'a');
            for (int i = 0; i < 257; i++)
                gzip.Write(part);
        }

        string path = Write(name, packed.ToArray());
        var error = Assert.Throws<DataFileException>(() => DataFile.Read(path, row => 0).ToList());
        Assert.Contains("a line of more than 268,435,456 bytes", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rows.csv.gz", "question,answer\n", "a,\"#### 4\"\n", "")]
    [InlineData("document.json.gz", "[\n", "{\"a\":1},\n", "{}]")]
    public void A_file_that_must_be_in_memory_as_a_whole_has_a_largest_size(
        string name,
        string head,
        string row,
        string tail
    )
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(head));
            byte[] rows = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(row, 100_000)));
            for (long size = 0; size <= WholeContent.MostBytes; size += rows.Length)
                gzip.Write(rows);
            gzip.Write(Encoding.UTF8.GetBytes(tail));
        }

        string path = Write(name, packed.ToArray());
        var error = Assert.Throws<DataFileException>(() => DataFile.Read(path, row => 0).ToList());
        Assert.Contains("more than 536,870,912 bytes", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 10, false)]
    [InlineData(9, 10, false)]
    [InlineData(10, 10, false)]
    [InlineData(11, 10, true)]
    [InlineData(300_000, 200_000, true)]
    [InlineData(200_000, 200_000, false)]
    public void Content_is_read_up_to_its_limit(int length, int most, bool refused)
    {
        byte[] content = new byte[length];
        new Random(3).NextBytes(content);
        using MemoryStream stream = new(content);
        if (refused)
            Assert.Throws<InvalidDataException>(() => WholeContent.Read(stream, most));
        else
            Assert.Equal(content, WholeContent.Read(stream, most).ToArray());
    }

    [Fact]
    public async Task A_parquet_file_that_says_it_holds_too_much_is_refused_before_it_is_unpacked()
    {
        using var whole = new MemoryStream();
        await ParquetSerializer.SerializeAsync(
            Enumerable.Range(0, 20).Select(i => new Row { Number = i, Text = new string('a', 1000) }),
            whole
        );
        byte[] bytes = whole.ToArray();
        ThriftStruct footer = ParquetFooter.Read(bytes, out int end);
        ParquetPages.Check(bytes, footer, end, new ParquetSize(bytes.Length));
        // 20 rows and two columns of 20 values are 60.
        ParquetPages.Check(bytes, footer, end, new ParquetSize(bytes.Length, mostValues: 60));
        Assert.Throws<InvalidDataException>(() =>
            ParquetPages.Check(bytes, footer, end, new ParquetSize(bytes.Length, mostValues: 59))
        );
        var error = Assert.Throws<InvalidDataException>(() =>
            ParquetPages.Check(bytes, footer, end, new ParquetSize(bytes.Length, mostBytes: 1000))
        );
        Assert.Contains("it says that it holds", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mutated_parquet_page_ends()
    {
        using var whole = new MemoryStream();
        await ParquetSerializer.SerializeAsync(
            Enumerable.Range(0, 50).Select(i => new Row { Number = i, Text = "text " + i % 3 }),
            whole
        );
        byte[] bytes = whole.ToArray();
        Random random = Fuzz.Source();
        for (int i = 0; i < Fuzz.Count(300); i++)
        {
            byte[] changed = [.. bytes];
            for (int change = random.Next(1, 4); change > 0; change--)
                changed[random.Next(4, changed.Length - 8)] = (byte)random.Next(256);
            Exception? error = Record.Exception(() =>
                DataFile.Read(Write("page.parquet", changed), row => 0).Take(100).ToList()
            );
            Assert.True(error is null or DataFileException, $"{error}");
        }
    }

    [Theory]
    [InlineData("jsonl.gz")]
    [InlineData("csv.gz")]
    [InlineData("json.zip")]
    public void A_mutated_archive_is_read_or_refused_by_name(string ending)
    {
        byte[] whole = Packed(ending);
        Assert.Equal(3, DataFile.Read(Write($"whole.{ending}", whole), row => 0).Count());
        Random random = Fuzz.Source();
        for (int i = 0; i < Fuzz.Count(300); i++)
        {
            byte[] changed = Fuzz.Mutate(whole, whole.Length, random);
            string path = Write($"changed.{ending}", changed);
            Exception? error = Record.Exception(() => DataFile.Read(path, row => 0).Take(1000).ToList());
            Assert.True(error is null or DataFileException, $"{Convert.ToBase64String(changed)}: {error}");
        }
    }

    private static byte[] Packed(string ending)
    {
        byte[] plain = Encoding.UTF8.GetBytes(
            ending.StartsWith("csv", StringComparison.Ordinal)
                ? "question,answer\na,1\nb,2\nc,3\n"
                : "{\"question\":\"a\",\"answer\":\"1\"}\n{\"question\":\"b\"}\n{\"question\":\"c\"}\n"
        );
        using MemoryStream packed = new();
        if (ending.EndsWith("zip", StringComparison.Ordinal))
        {
            using ZipArchive zip = new(packed, ZipArchiveMode.Create, leaveOpen: true);
            using Stream entry = zip.CreateEntry("rows.jsonl").Open();
            entry.Write(plain);
        }
        else
        {
            using GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true);
            gzip.Write(plain);
        }

        return packed.ToArray();
    }

    [Fact]
    public void A_parquet_file_of_noise_ends()
    {
        var noise = new Random(7);
        for (int i = 0; i < 200; i++)
        {
            byte[] bytes = new byte[noise.Next(12, 400)];
            noise.NextBytes(bytes);
            "PAR1"u8.CopyTo(bytes);
            BitConverter.TryWriteBytes(bytes.AsSpan(bytes.Length - 8), noise.Next(0, bytes.Length));
            "PAR1"u8.CopyTo(bytes.AsSpan(bytes.Length - 4));
            string path = Write("noise.parquet", bytes);
            Record.Exception(() => DataFile.Read(path, row => 0).ToList());
        }
    }

    [Fact]
    public async Task A_parquet_file_with_a_changed_byte_ends()
    {
        using var whole = new MemoryStream();
        await ParquetSerializer.SerializeAsync(
            Enumerable.Range(0, 20).Select(i => new Row { Number = i, Text = "text " + i }),
            whole
        );
        byte[] bytes = whole.ToArray();
        int footer = BitConverter.ToInt32(bytes, bytes.Length - 8);
        Assert.Equal(20, DataFile.Read(Write("whole.parquet", bytes), row => 0).Count());
        var noise = new Random(11);
        for (int i = 0; i < 300; i++)
        {
            byte[] changed = [.. bytes];
            changed[changed.Length - 8 - noise.Next(footer) - 1] = (byte)noise.Next(256);
            string path = Write("changed.parquet", changed);
            Record.Exception(() => DataFile.Read(path, row => 0).Take(100).ToList());
        }
    }

    [Theory]
    [InlineData('[', ']')]
    [InlineData('(', ')')]
    public void A_literal_nested_without_end_is_no_literal(char open, char close)
    {
        Assert.Throws<FormatException>(() => PythonLiteral.Parse(new string(open, 99_000)));
        Assert.Throws<FormatException>(() => PythonLiteral.Parse(new string(open, 99_000) + new string(close, 99_000)));
        Assert.Throws<FormatException>(() => PythonLiteral.Parse(string.Concat(Enumerable.Repeat("{'a': ", 99_000))));
        Assert.Equal("[[[1]]]", PythonLiteral.Parse("[[[1]]]")!.ToJsonString());
    }

    [Theory]
    [InlineData(@"'\UFFFFFFFF'")]
    [InlineData(@"'\U00110000'")]
    [InlineData("1e999")]
    [InlineData("-1e999")]
    public void A_literal_beyond_what_there_is_is_no_literal(string text) =>
        Assert.Throws<FormatException>(() => PythonLiteral.Parse(text));

    private sealed class Row
    {
        public int Number { get; set; }

        public string Text { get; set; } = "";
    }

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
