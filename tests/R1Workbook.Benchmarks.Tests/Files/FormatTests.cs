using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Parquet.Serialization;
using R1Workbook.Benchmarks.Files;

namespace R1Workbook.Benchmarks.Tests.Files;

/// <summary>The dirt that is in the official files, in rows of our own.</summary>
public sealed class FormatTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-format-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_quote_within_a_field_stands_for_itself_and_a_quoted_field_may_hold_lines() =>
        Assert.Equal(
            [
                ["the 5\" disk", "b"],
                ["say \"hi\", you", "two\nlines"],
            ],
            Csv("the 5\" disk,b\n\"say \"\"hi\"\", you\",\"two\nlines\"\n")
        );

    [Fact]
    public void Semicolons_and_another_encoding_are_told_by_the_file()
    {
        byte[] latin = CodePagesEncodingProvider
            .Instance.GetEncoding(1252)!
            .GetBytes("question;answer\ncaf\u00e9 \u2019s;1\n");
        Assert.Equal(["café ’s"], DataFile.Read(Write("a.csv", latin), row => row.Text("question")));
    }

    [Fact]
    public void Columns_go_by_name_and_one_without_a_name_is_passed_over() =>
        Assert.Equal(
            [("q", 2)],
            DataFile.Read(
                Write("a.csv", "answer,question,,\n2,q,,\n"),
                row => (row.Text("question"), row.Integer("answer"))
            )
        );

    [Fact]
    public void A_row_with_too_few_fields_and_a_missing_column_are_named()
    {
        Assert.Contains(
            "row 2: 1 fields where there are 2 columns (a, b)",
            Fails("a.csv", "a,b\n1,2\n3", row => row.Text("a")),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "field \"c\" is missing; the row has a, b",
            Fails("a.csv", "a,b\n1,2\n", row => row.Text("c")),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,\"four")]
    [InlineData("a,b\n1,2\n3,\"fo\"\"ur\n5,6\n")]
    [InlineData("a,b\n1,2\n\"3")]
    public void A_file_that_ends_within_a_quoted_field_is_cut_short(string csv) =>
        Assert.Contains(
            "row 2: the file ends within a quoted field",
            Fails("a.csv", csv, row => row.Text("a")),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("{\"a\": \"1\"}\n{\"a\": \"2\"}\n")]
    [InlineData("[{\"a\": \"1\"}, \"no object\", {\"a\": \"2\"}]")]
    [InlineData("{\n  \"x\": {\"a\": \"1\"},\n  \"y\": {\"a\": \"2\"}\n}\n")]
    [InlineData("{\"x\": {\"a\": \"1\"}, \"y\": {\"a\": \"2\"}}")]
    public void Lines_a_list_and_an_object_of_rows_are_told_by_the_content(string json) =>
        Assert.Equal(["1", "2"], DataFile.Read(Write("a.json", json), row => row.Text("a")));

    [Fact]
    public void Gz_and_zip_are_opened_and_one_cut_short_is_named()
    {
        byte[] rows = Encoding.UTF8.GetBytes(
            string.Concat(Enumerable.Range(0, 5_000).Select(i => $"{{\"a\": \"{i * 7919 % 5000}\"}}\n"))
        );
        using MemoryStream gz = new(),
            zip = new();
        using (GZipStream stream = new(gz, CompressionMode.Compress, leaveOpen: true))
            stream.Write(rows);
        using (ZipArchive archive = new(zip, ZipArchiveMode.Create, leaveOpen: true))
        using (Stream stream = archive.CreateEntry("inner/b.jsonl").Open())
            stream.Write(rows);
        Assert.Equal(5_000, DataFile.Read(Write("a.jsonl.gz", gz.ToArray()), row => row.Text("a")).Count());
        Assert.Equal(5_000, DataFile.Read(Write("a.zip", zip.ToArray()), row => row.Text("a")).Count());
        Assert.Contains("cut short", FailsOn(Write("b.jsonl.gz", gz.ToArray()[..^2000])), StringComparison.Ordinal);
        Assert.Contains("cut short", FailsOn(Write("b.zip", zip.ToArray()[..^2000])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parquet_is_read_with_its_lists_and_one_cut_short_is_named()
    {
        using MemoryStream stream = new();
        await ParquetSerializer.SerializeAsync(
            [
                new Nested
                {
                    question_id = 70,
                    options = ["a", "N/A", "c"],
                    answer = "C",
                },
                new Nested
                {
                    question_id = 71,
                    options = ["x"],
                    answer = "A",
                },
            ],
            stream
        );
        Assert.Equal(
            [("70", "a|N/A|c", "C"), ("71", "x", "A")],
            DataFile.Read(
                Write("a.parquet", stream.ToArray()),
                row => (row.Id("question_id"), string.Join('|', row.Texts("options")), row.Text("answer"))
            )
        );
        Assert.Contains(
            "no Parquet file",
            FailsOn(Write("b.parquet", stream.ToArray()[..^20])),
            StringComparison.Ordinal
        );
    }

    [SharedCheck("files")]
    public static void Parquet_of_hugging_face_is_read() =>
        Assert.Equal(
            100,
            DataFile
                .Read(SharedFiles.Find("datasets/knights_knaves/3ppl.test.parquet"), row => row.Text("quiz"))
                .Count(text => text.Length > 0)
        );

    [SharedCheck("files")]
    [SharedRow(
        "mmlu/test",
        "x0,x1,x2,x3,x4,x5",
        false,
        "e5eaf7e0e98c8d521f464d6926b96d7a94d43abc18382241da921965b4f3c8ea"
    )]
    [SharedRow(
        "simpleqa/simple_qa_test_set.csv",
        "metadata,problem,answer",
        true,
        "80f63ca127bfe44ba8cb9228ade1e01f6c7da5d1e6ac194ec03d921e4e904008"
    )]
    [SharedRow(
        "ceval/val",
        "id,question,A,B,C,D,answer",
        true,
        "1a136c90f83f3210244a03c7d69873cd4903f7452e205102ba8022bceb4e8a66"
    )]
    public static void Every_field_of_the_official_csv_files_is_what_pythons_reader_reads(
        string path,
        string columns,
        bool header,
        string sha256
    )
    {
        // Computed by Python's csv module: fields joined by U+001F, each row closed by U+001E.
        string[] names = columns.Split(',');
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (
            string row in DataFile.Read(
                SharedFiles.Find("datasets/" + path),
                row => string.Join('\u001f', names.Select(row.Text)) + '\u001e',
                header ? null : names
            )
        )
        {
            hash.AppendData(Encoding.UTF8.GetBytes(row));
        }

        Assert.Equal(sha256, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private string[][] Csv(string text) =>
        [.. DataFile.Read(Write("a.csv", text), row => new[] { row.Text("x"), row.Text("y") }, ["x", "y"])];

    private string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private string Fails(string name, string text, Func<DataRow, string> row) =>
        Assert.Throws<DataFileException>(() => DataFile.Read(Write(name, text), row).ToArray()).Message;

    private static string FailsOn(string path) =>
        Assert.Throws<DataFileException>(() => DataFile.Read(path, row => row.Line).ToArray()).Message;

#pragma warning disable IDE1006 // The columns of the official file.
    private sealed class Nested
    {
        public int question_id { get; set; }

        public List<string> options { get; set; } = [];

        public string answer { get; set; } = "";
    }
#pragma warning restore IDE1006
}
