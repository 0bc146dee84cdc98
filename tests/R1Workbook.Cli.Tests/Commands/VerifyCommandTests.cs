using System.Text.Json.Nodes;
using R1Workbook.Cli.Commands;

namespace R1Workbook.Cli.Tests.Commands;

public sealed class VerifyCommandTests : RowCommandRun
{
    [Fact]
    public async Task Verify_judges_each_row_and_names_the_line_of_a_bad_one()
    {
        Write(
            """
            {"id": 1, "gold": "1/2", "pred": "\\boxed{0.5}"}
            {"id": "b", "gold": "1/2", "pred": 0.6}
            {"id": "c", "gold": "1/2"}
            {"id":
            {"id": "e", "gold": "1", "pred": ""}
            """
        );
        Assert.Equal(1, await VerifyCommand.RunAsync(Input, Output, Errors));
        JsonNode[] rows = Rows();
        Assert.Equal(["correct", "incorrect", "unverifiable"], rows.Select(row => (string)row["verdict"]!));
        Assert.Equal("1", rows[0]["id"]!.ToJsonString());
        Assert.Contains("line 3: field \"pred\" is missing", Errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("line 4:", Errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("2 of 5 rows", Errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_keeps_the_order_of_the_rows_on_all_cores_and_tells_the_throughput()
    {
        const int Count = 2000;
        File.WriteAllLines(
            Input,
            Enumerable
                .Range(0, Count)
                .Select(i => $$"""{"id": {{i}}, "gold": "{{i}}", "pred": "The answer is {{i + i % 2}}."}""")
        );
        Assert.Equal(0, await VerifyCommand.RunAsync(Input, Output, Errors));
        JsonNode[] rows = Rows();
        Assert.Equal(Enumerable.Range(0, Count), rows.Select(row => (int)row["id"]!));
        Assert.All(
            rows,
            row => Assert.Equal((int)row["id"]! % 2 == 0 ? "correct" : "incorrect", (string)row["verdict"]!)
        );
        Assert.Contains($"{Count} rows in", Errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_takes_settings_from_the_row_and_shows_trees()
    {
        Write(
            """
            {"id": "letter", "gold": "B", "pred": "It is not A, so B", "extraction": ["choice"],
              "language": "english", "choices": 4}
            {"id": "latex", "gold": "$9$", "pred": "It is 9", "extraction": ["latex"]}
            {"id": "tree", "gold": "x + 1", "pred": "\\boxed{1 + x}"}
            {"id": "wrong", "gold": "1", "pred": "1", "extraction": ["charm"]}
            """
        );
        Assert.Equal(1, await VerifyCommand.RunAsync(Input, Output, Errors, trees: true));
        JsonNode[] rows = Rows();
        Assert.Equal(["correct", "unverifiable", "correct"], rows.Select(row => (string)row["verdict"]!));
        Assert.Contains("Sum", (string)rows[2]["answer_tree"]!, StringComparison.Ordinal);
        Assert.Contains("line 4: there is no extraction \"charm\"", Errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_a_bad_argument()
    {
        Assert.Equal(2, await VerifyCommand.RunAsync("nowhere.jsonl", Output, Errors));
        Assert.Contains("nowhere.jsonl: no such file", Errors.ToString(), StringComparison.Ordinal);
    }
}
