using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Cli.Commands;

namespace R1Workbook.Cli.Tests.Commands;

/// <summary>Half a surrogate pair, a response that is null, a response in parts: none spoils more than its
/// row.</summary>
public sealed class OddRowTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-odd-").FullName;
    private readonly StringWriter _output = new(),
        _errors = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Verify_reads_half_a_character()
    {
        string rows = Write("""{"id": "\udc00", "gold": "5", "pred": "\\boxed{5} \ud83d"}""");
        Assert.Equal(0, await VerifyCommand.RunAsync(rows, _output, _errors));
        Assert.Contains("\"verdict\":\"correct\"", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reward_reads_half_a_character_null_and_parts_and_names_the_null()
    {
        string rows = Write(
            """
            {"function": "accuracy", "gold": "5", "completions": ["\\boxed{5} \ud83d", null, [{"text": "\\boxed{5}"}]]}
            """
        );
        Assert.Equal(0, await RewardCommand.RunAsync(rows, _output, _errors));
        Assert.Contains("\"rewards\":[1,0,1]", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("line 1: null stands in place of completion 1", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Score_counts_a_null_as_an_empty_response_and_names_it()
    {
        string data = Write(
                """
                {"question": "a", "answer": "#### 10"}
                {"question": "b", "answer": "#### 11"}
                {"question": "c", "answer": "#### 12"}
                {"question": "d", "answer": "#### 13"}
                """,
                "data.jsonl"
            ),
            responses = Write(
                """
                {"id": "0", "response": "#### 10 \ud83d"}
                {"id": "1", "response": null}
                {"id": "2", "response": [{"type": "text", "text": "#### "}, {"type": "text", "text": "12"}]}
                {"id": "3", "responses": ["#### 13"]}
                """
            );
        Assert.Equal(0, ScoreCommand.Run("gsm8k", new ScoreRequest(data, responses), _output, _errors));
        Assert.Contains("\"accuracy\":0.75", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            "rows.jsonl, line 2: null stands in place of response 0",
            _errors.ToString(),
            StringComparison.Ordinal
        );
        Assert.Single(_errors.ToString().Trim().Split('\n'));
    }

    private string Write(string rows, string name = "rows.jsonl")
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, rows);
        return path;
    }
}
