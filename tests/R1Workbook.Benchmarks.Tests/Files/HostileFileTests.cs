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
