using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Tests.Scoring;

/// <summary>A score that would be wrong is not given.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-refusal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("""{"id": "0", "response": "10"}""", "4 of 5 questions have no response: 1, 2, 3, 4")]
    [InlineData(
        """{"id": "0", "response": "10"}{"id": "0", "response": "11"}""",
        "line 2: question \"0\" has another response already"
    )]
    [InlineData("""{"id": "9", "response": "10"}""", "line 1: \"9\" belongs to no question")]
    public void Missing_doubled_and_stray_responses_are_named(string rows, string problem) =>
        Assert.Contains(problem, Assert.Throws<ScoringException>(() => Gsm8k(rows)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("""{"response": "10"}""", "names no question")]
    [InlineData("""{"id": "0"}""", "one of the fields response")]
    [InlineData("""{"id": "0", "response": 10}""", "line 1: field \"response\" should be text")]
    [InlineData("""{"id": "0", "responses": []}""", "\"responses\" is empty")]
    [InlineData("""{"id": "0", "responses": ["1"], "grades": ["A", "B"]}""", "2 grades for 1 samples")]
    [InlineData(
        """{"id": "0", "output_list": ["1"], "graded_list": [1]}""",
        "\"graded_list\" should be a list of true and false"
    )]
    [InlineData("""{"id": "0", "response": "10""", "line 1: no JSON")]
    public void A_bad_row_is_named_by_line_and_field(string rows, string problem) =>
        Assert.Contains(problem, Assert.Throws<DataFileException>(() => Gsm8k(rows)).Message, StringComparison.Ordinal);

    [Fact]
    public void Fewer_samples_than_k_are_no_estimate()
    {
        string rows = string.Concat(
            Enumerable.Range(0, 5).Select(i => $$"""{"id": "{{i}}", "responses": ["1", "2"]}""" + "\n")
        );
        Assert.Contains(
            "4 samples a question are asked for, and there are 2",
            Assert.Throws<ScoringException>(() => Gsm8k(rows, k: 4)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_question_with_fewer_samples_than_the_others_is_named()
    {
        string rows = string.Concat(
            Enumerable
                .Range(0, 5)
                .Select(i => $$"""{"id": "{{i}}", "responses": ["1"{{(i == 3 ? "" : ", \"2\"")}}]}""" + "\n")
        );
        Assert.Contains(
            "1 questions have fewer than 2 samples, which others have: 3",
            Assert.Throws<ScoringException>(() => Gsm8k(rows)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Numbered_samples_of_one_question_stand_in_rows_of_their_own()
    {
        string rows = string.Concat(
            Enumerable
                .Range(0, 5)
                .Select(i =>
                    $$"""{"id": "{{i}}", "sample": 0, "response": "10"}{"id": "{{i}}", "sample": 1, "response": "11"}"""
                )
        );
        Assert.Equal(2, (int)Gsm8k(rows).Metrics["samples"]!);
        Assert.Contains(
            "another response already",
            Assert
                .Throws<ScoringException>(() => Gsm8k(rows + """{"id": "0", "sample": 1, "response": "10"}"""))
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_subset_is_scored_where_that_is_asked_for_and_says_so()
    {
        ScoreReport report = Gsm8k("""{"id": "0", "response": "10"}""", subset: true);
        Assert.Equal(
            (1, 5, 1.0),
            (
                (int)report.Metrics["questions"]!,
                (int)report.Metrics["questions_of_benchmark"]!,
                (double)report.Metrics["accuracy"]!
            )
        );
    }

    [Fact]
    public void Without_a_judges_reply_a_free_answer_is_not_scored()
    {
        string file = Path.Combine(_folder, "responses.jsonl");
        File.WriteAllLines(file, Enumerable.Range(0, 5).Select(i => $$"""{"id": "{{i}}", "response": "4"}"""));
        Exception exception = Assert.ThrowsAny<InvalidOperationException>(() =>
            BenchmarkCatalogue
                .Find("simpleqa")
                .Benchmark.Score(
                    new ScoreRequest(Path.Combine(RepositoryFolder.Samples("simpleqa"), "simple_qa.csv"), file)
                )
        );
        Assert.Contains("\"grade\"", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_contradicts_its_tests_is_named()
    {
        string file = Path.Combine(_folder, "report.json"),
            samples = RepositoryFolder.Samples("swe-verified");
        File.WriteAllText(
            file,
            File.ReadAllText(Path.Combine(samples, "report.json"))
                .Replace("\"resolved\": true", "\"resolved\": false", StringComparison.Ordinal)
        );
        Assert.Contains(
            "its tests say the contrary",
            Assert
                .Throws<ScoringException>(() =>
                    BenchmarkCatalogue
                        .Find("swe-verified")
                        .Benchmark.Score(new ScoreRequest(Path.Combine(samples, "instances.jsonl"), file))
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Annotations_that_lack_an_instruction_are_no_win_rate()
    {
        string file = Path.Combine(_folder, "annotations.json"),
            samples = RepositoryFolder.Samples("alpaca-eval");
        File.WriteAllText(
            file,
            """
            [{"instruction": "Name a fruit.", "output_1": "a", "output_2": "b", "generator_2": "m", "preference": 1.5}]
            """
        );
        Assert.Contains(
            "5 of 6 instructions have no annotation",
            Assert
                .Throws<ScoringException>(() =>
                    BenchmarkCatalogue
                        .Find("alpaca-eval")
                        .Benchmark.Score(new ScoreRequest(Path.Combine(samples, "model_outputs.json"), file))
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        "codeforces",
        """{"contest_id": 1, "participants": []}""",
        """{"contest_id": 1, "points": 1}""",
        "field \"participants\" should be a list of at least one participant"
    )]
    [InlineData(
        "arena-hard",
        """{"question_id": "q", "turns": [{"content": "Hello?"}]}""",
        """{"question_id": "q", "model": "m", "games": [{"score": null}, {"score": null}]}""",
        "has a verdict"
    )]
    public void What_has_nothing_to_count_is_refused_in_words_for_the_user(
        string benchmark,
        string row,
        string response,
        string problem
    )
    {
        (string data, string responses) = (Path.Combine(_folder, "data.jsonl"), Path.Combine(_folder, "out.jsonl"));
        File.WriteAllText(data, row + "\n");
        File.WriteAllText(responses, response + "\n");
        Exception? refusal = Record.Exception(() =>
            BenchmarkCatalogue.Find(benchmark).Benchmark.Score(new ScoreRequest(data, responses))
        );
        Assert.True(refusal is DataFileException or ScoringException, $"{refusal}");
        Assert.Contains(problem, refusal!.Message, StringComparison.Ordinal);
    }

    // Rows are parted by what stands between their braces.
    private ScoreReport Gsm8k(string rows, bool subset = false, int? k = null)
    {
        string file = Path.Combine(_folder, "rows.jsonl");
        File.WriteAllText(file, rows.Replace("}{", "}\n{", StringComparison.Ordinal));
        return BenchmarkCatalogue
            .Find("gsm8k")
            .Benchmark.Score(
                new ScoreRequest(Path.Combine(RepositoryFolder.Samples("gsm8k"), "test.jsonl"), file)
                {
                    Subset = subset,
                    K = k is { } wanted ? [wanted] : [],
                }
            );
    }
}
