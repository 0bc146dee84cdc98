using R1Workbook.Benchmarks.Files;

namespace R1Workbook.Benchmarks.Tests.Files;

public sealed class DataFileTests : IDisposable
{
    private const string Good =
        """{"problem":"p","solution":"s","answer":"1","subject":"Algebra","level":1,"unique_id":"a"}""";
    private readonly string _path = Path.ChangeExtension(Path.GetTempFileName(), ".jsonl");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("""{"problem":"p","solution":"s","answer":"1","subj""", "line 2", "no JSON")]
    [InlineData("[1, 2]", "line 2", "JSON object")]
    [InlineData(
        """{"problem":"p","solution":"s","subject":"Algebra","level":1,"unique_id":"a"}""",
        "line 2",
        "\"answer\" is missing"
    )]
    [InlineData(
        """{"problem":"p","solution":"s","answer":7,"subject":"Algebra","level":1,"unique_id":"a"}""",
        "line 2",
        "\"answer\" should be text"
    )]
    [InlineData(
        """{"problem":"p","solution":"s","answer":"1","subject":"Algebra","level":"5","unique_id":"a"}""",
        "line 2",
        "\"level\" should be a whole number"
    )]
    public void A_bad_row_is_named_by_file_line_and_field(string second, string line, string problem)
    {
        File.WriteAllText(_path, Good + "\n" + second + "\n");

        var exception = Assert.Throws<DataFileException>(() => Read(_path).ToArray());

        Assert.Contains(_path, exception.Message, StringComparison.Ordinal);
        Assert.Contains(line, exception.Message, StringComparison.Ordinal);
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, exception.Line);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains(
            "no such file",
            Assert.Throws<DataFileException>(() => Read(_path + ".none").ToArray()).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Empty_lines_are_passed_over()
    {
        File.WriteAllText(_path, "\n" + Good + "\r\n\r\n");
        Assert.Equal("a", Assert.Single(Read(_path)).Id);
    }

    private static IEnumerable<(string Id, string Answer, int Level)> Read(string path) =>
        DataFile.Read(path, row => (row.Text("unique_id"), row.Text("answer"), row.Integer("level")));
}
