using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Benchmarks.Sets.IfEval;

namespace R1Workbook.Benchmarks.Tests.Sets.IfEval;

public sealed class IfEvalScoreTests : IDisposable
{
    private static readonly string Prompts = WrappedLines.Join(
        """
        {"key": 1, "prompt": "Name a fruit and no comma.",
          "instruction_id_list": ["punctuation:no_comma", "change_case:english_lowercase"],
          "kwargs": [{}, {"num_words": null}]}
        {"key": 2, "prompt": "Quote a greeting.", "instruction_id_list": ["startend:quotation"], "kwargs": [{}]}
        """
    );

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_prompt_counts_where_all_is_followed_and_an_instruction_by_itself()
    {
        IfEvalScore score = IfEvalScore.Of(
            Read(Prompts),
            [
                new("2", "Here you are:\n\"Hello there\""),
                new("Name a fruit and no comma.", "<think>An apple, then.</think>An apple"),
            ]
        );
        Assert.Equal((0, 1 / 3.0), (score.PromptStrict, score.InstructionStrict));
        Assert.Equal((0.5, 2 / 3.0), (score.PromptLoose, score.InstructionLoose));
        Assert.Contains(("startend:quotation", 1, 0, 1), score.ByInstruction);
    }

    [Fact]
    public void The_samples_follow_all_but_two_instructions_and_loosely_all_but_one()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "R1Workbook.sln")))
            folder = folder.Parent!;
        string samples = Path.Combine(folder.FullName, "data", "samples", "if-eval");
        IfEvalScore score = IfEvalScore.Of(
            IfEvalPrompt.Read(Path.Combine(samples, "prompts.jsonl")),
            IfEvalResponse.Read(Path.Combine(samples, "responses.jsonl"))
        );
        Assert.Equal(
            (4 / 6.0, 7 / 9.0, 5 / 6.0, 8 / 9.0),
            (score.PromptStrict, score.InstructionStrict, score.PromptLoose, score.InstructionLoose)
        );
    }

    [Theory]
    [InlineData(
        """{"key": 3, "prompt": "p", "instruction_id_list": ["punctuation:no_comma"], "kwargs": []}""",
        "\"kwargs\" has 0 items"
    )]
    [InlineData(
        """{"key": 3, "prompt": "p", "instruction_id_list": ["punctuation:none"], "kwargs": [{}]}""",
        "there is no instruction \"punctuation:none\""
    )]
    [InlineData(
        """{"key": 3, "prompt": "p", "instruction_id_list": ["keywords:existence"], "kwargs": [{}]}""",
        "argument \"keywords\""
    )]
    [InlineData(
        """{"key": 3, "prompt": "p", "instruction_id_list": [], "kwargs": []}""",
        "\"instruction_id_list\" is empty"
    )]
    [InlineData(
        """{"key": 3, "prompt": "p", "instruction_id_list": "punctuation:no_comma", "kwargs": [{}]}""",
        "should be a list of texts"
    )]
    [InlineData(
        """{"key": 3, "prompt": "p", "instruction_id_list": ["punctuation:no_comma"], "kwargs": [1]}""",
        "should be a list of objects"
    )]
    [InlineData(
        """{"prompt": "p", "instruction_id_list": ["punctuation:no_comma"], "kwargs": [{}]}""",
        "\"key\" is missing"
    )]
    public void A_bad_row_is_named_by_line_and_field(string row, string problem)
    {
        DataFileException exception = Assert.Throws<DataFileException>(() => Read(Prompts + "\n" + row));
        Assert.Equal(3, exception.Line);
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Responses_that_are_missing_doubled_or_to_no_prompt_are_no_score()
    {
        IfEvalPrompt[] prompts = Read(Prompts);
        Assert.Contains("1 of 2 prompts have no response: 2", Throws([new("1", "a")]), StringComparison.Ordinal);
        Assert.Contains(
            "prompt 1 has two responses",
            Throws([new("1", "a"), new("Name a fruit and no comma.", "b"), new("2", "c")]),
            StringComparison.Ordinal
        );
        Assert.Contains("\"7\" belongs to no prompt", Throws([new("7", "a")]), StringComparison.Ordinal);

        string Throws(IfEvalResponse[] responses) =>
            Assert.Throws<ScoringException>(() => IfEvalScore.Of(prompts, responses)).Message;
    }

    [Fact]
    public void Responses_are_read_by_prompt_as_in_the_official_files_and_by_key_or_id()
    {
        File.WriteAllText(
            _path,
            """
            {"prompt": "p", "response": "a"}
            {"key": 12, "response": "b"}
            {"id": "13", "response": "c"}
            """
        );
        Assert.Equal(
            [("p", "a"), ("12", "b"), ("13", "c")],
            IfEvalResponse.Read(_path).Select(response => (response.Id, response.Text))
        );
        Assert.EndsWith("line 3", IfEvalResponse.Read(_path).Last().Place, StringComparison.Ordinal);
    }

    private IfEvalPrompt[] Read(string rows)
    {
        File.WriteAllText(_path, rows);
        return [.. IfEvalPrompt.Read(_path)];
    }
}
