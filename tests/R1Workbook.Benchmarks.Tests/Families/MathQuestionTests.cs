using R1Workbook.Benchmarks.Families;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Benchmarks.Sets.Aime2024;
using R1Workbook.Benchmarks.Sets.Cluewsc;
using R1Workbook.Benchmarks.Sets.Gsm8k;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Tests.Families;

public sealed class MathQuestionTests : IDisposable
{
    private readonly string _file = Path.ChangeExtension(Path.GetTempFileName(), ".jsonl");

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("#### 1,200", "1200")]
    [InlineData("It is $5.\nA: 18", "18")]
    [InlineData("\\boxed{-3.5} of 2", "-3.5")]
    [InlineData("{\"reasoning\": \"7 of 9\", \"answer\": \"$1,024 in all\"}", "1024")]
    [InlineData("none", null)]
    public void Gsm8k_reads_each_form_of_answer(string response, string? number) =>
        Assert.Equal(number, Gsm8kProblem.Extract(response));

    [Fact]
    public void Equal_forms_vote_as_one()
    {
        IProblem problem = new MathQuestion("p", "Half?", "\\frac{1}{2}");
        ResponseRow row = new(
            "",
            ["p"],
            [
                new("\\boxed{0.5}"),
                new("\\boxed{3}"),
                new("\\boxed{3}"),
                new("\\boxed{\\frac12}"),
                new("\\boxed{\\frac{1}{2}}"),
            ],
            null
        );
        Assert.Equal(
            (1.0, 0.6),
            (BenchmarkScore.Of([problem], [row]).ConsAt(5), BenchmarkScore.Of([problem], [row]).Accuracy)
        );
    }

    [Theory]
    [InlineData("\"1000\"")]
    [InlineData("\"x\"")]
    [InlineData("-1")]
    public void An_answer_that_aime_cannot_have_is_named(string answer)
    {
        File.WriteAllText(_file, $$"""{"problem": "p", "answer": {{answer}}}""");
        Assert.Contains(
            "line 1: field \"answer\" should be a whole number from 0 to 999",
            Assert.Throws<DataFileException>(() => AimeProblem.Read(_file).ToArray()).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Cluewsc_is_json_lines_in_a_file_called_json_and_its_places_count_code_points()
    {
        string file = Path.ChangeExtension(_file, ".json");
        try
        {
            File.WriteAllText(
                file,
                WrappedLines.Join(
                    """
                    {"target": {"span1_index": 1, "span1_text": "猫", "span2_index": 3, "span2_text": "它"},
                      "idx": 0, "label": "true", "text": "😀猫说它"}
                    {"target": {"span1_index": 1, "span1_text": "猫", "span2_index": 3, "span2_text": "它"},
                      "idx": 1, "label": "false", "text": "😀猫说它"}

                    """
                )
            );
            Assert.Equal(
                [true, false],
                CluewscQuestion.Read(file).Select(question => ((CluewscQuestion)question).IsSame)
            );
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("狗", "\"label\": \"true\",", "span1 \"狗\" (at 0) does not stand in \"text\"")]
    [InlineData("猫", "\"label\": true,", "\"label\" should be text")]
    [InlineData("猫", "", "test file without answers")]
    public void A_bad_row_of_cluewsc_is_named(string noun, string label, string problem)
    {
        File.WriteAllText(
            _file,
            $$"""
            {"target": {"span1_index": 0, "span1_text": "{{noun}}", "span2_index": 2, "span2_text": "它"}, {{label}}
            "idx": 0, "text": "猫说它"}
            """.ReplaceLineEndings(" ")
        );
        Assert.Contains(
            problem,
            Assert.Throws<DataFileException>(() => CluewscQuestion.Read(_file).ToArray()).Message,
            StringComparison.Ordinal
        );
    }
}
