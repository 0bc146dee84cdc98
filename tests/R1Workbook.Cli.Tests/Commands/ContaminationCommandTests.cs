using System.Text.Json.Nodes;
using R1Workbook.Cli.Commands;

namespace R1Workbook.Cli.Tests.Commands;

public sealed class ContaminationCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-contamination-").FullName;
    private readonly StringWriter _output = new(),
        _errors = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Each_pair_is_a_line_and_the_counts_are_the_last()
    {
        string a = Write(
                "a.jsonl",
                """{"id": 7, "body": "one two three four five six"}""" + "\n" + """{"id": 8, "body": "nothing"}"""
            ),
            b = Write("b.txt", "zero one two three four five\n");
        Assert.Equal(0, ContaminationCommand.Run(a, b, 4, "body", null, _output, _errors));
        JsonNode[] lines =
        [
            .. _output
                .ToString()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonNode.Parse(line)!),
        ];
        Assert.Equal(
            ("7", $"{a}, line 1", "1", 2, "one two three four"),
            (
                (string)lines[0]["a"]!["id"]!,
                (string)lines[0]["a"]!["place"]!,
                (string)lines[0]["b"]!["id"]!,
                (int)lines[0]["shared"]!,
                (string)lines[0]["ngram"]!
            )
        );
        Assert.Equal(
            """{"n":4,"pairs":1,"a":{"rows":2,"contaminated":1,"too_short":1},"""
                + "\"b\":{\"rows\":1,\"contaminated\":1,\"too_short\":0}}",
            lines[1].ToJsonString()
        );
        Assert.Empty(_errors.ToString());
    }

    [Fact]
    public void What_cannot_be_read_is_named_and_nothing_is_counted()
    {
        string a = Write("a.jsonl", """{"id": 7, "body": "one two three four five six"}""");
        Assert.Equal(1, ContaminationCommand.Run(a, a, 4, null, null, _output, _errors));
        Assert.Contains($"{a}, line 1: one of the fields problem", _errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, ContaminationCommand.Run("mmul=x.csv", a, 4, null, null, _output, _errors));
        Assert.Contains("there is no benchmark \"mmul\"", _errors.ToString(), StringComparison.Ordinal);
        Assert.Empty(_output.ToString());
    }

    [Theory]
    [InlineData("a.jsonl b.jsonl", 0)]
    [InlineData("a.jsonl b.jsonl --n 8 --field-a text", 0)]
    [InlineData("a.jsonl b.jsonl --n 0", 1)]
    [InlineData("a.jsonl", 1)]
    public void The_length_of_the_run_has_a_default_and_is_positive(string arguments, int errors) =>
        Assert.Equal(errors, ContaminationCommand.Create().Parse(arguments).Errors.Count);

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
