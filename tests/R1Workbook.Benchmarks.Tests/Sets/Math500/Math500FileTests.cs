using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Benchmarks.Sets.Math500;
using R1Workbook.Core.Tasks;
using R1Workbook.Core.Verification;

namespace R1Workbook.Benchmarks.Tests.Sets.Math500;

public sealed class Math500FileTests
{
    private static string Problems => Path.Combine(RepositoryFolder.Samples("math-500"), "problems.jsonl");

    [Fact]
    public void The_samples_are_right_but_for_the_one_that_is_wrong()
    {
        string responses = Path.Combine(RepositoryFolder.Samples("math-500"), "responses.jsonl");
        BenchmarkScore score = BenchmarkScore.Of(Math500File.Read(Problems), ResponseRow.Read(responses));
        Assert.Equal(
            "own/intermediate_algebra/1.json",
            Assert.Single(score.Items, item => item.Correct == 0).Question.Id
        );
        Assert.Equal(12, score.Items.Count);
    }

    [Fact]
    public void A_problem_has_its_answer_its_subject_and_the_prompt_that_DeepSeek_recommends()
    {
        IProblem first = Math500File.Read(Problems).First();
        Assert.Equal(("own/algebra/1.json", "2", "Algebra"), (first.Id, first.Gold, first.Group));
        Assert.Equal(
            first.Text + "\nPlease reason step by step, and put your final answer within \\boxed{}.",
            first.Prompt(PromptStyle.Official)
        );
    }

    [Fact]
    public void Every_worked_solution_of_the_samples_ends_in_its_answer() =>
        Assert.All(
            DataFile.Read(Problems, row => (Answer: row.Text("answer"), Solution: row.Text("solution"))),
            row => Assert.True(MathVerifier.Verify(row.Answer, row.Solution).IsCorrect, row.Solution)
        );
}
