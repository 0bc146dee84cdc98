using R1Workbook.Benchmarks.Sets.Math500;
using R1Workbook.Core.Tasks;
using R1Workbook.Core.Verification;

namespace R1Workbook.Benchmarks.Tests.Sets.Math500;

public sealed class Math500ScoreTests
{
    [Fact]
    public void The_samples_are_right_but_for_the_one_that_is_wrong()
    {
        string folder = Samples();
        Math500Score score = Math500Score.Grade(
            Math500Problem.Read(Path.Combine(folder, "problems.jsonl")),
            Math500Response.Read(Path.Combine(folder, "responses.jsonl"))
        );
        Assert.Equal(
            "own/intermediate_algebra/1.json",
            Assert.Single(score.Items, item => !item.Verdict.IsCorrect).Problem.Id
        );
        Assert.Equal((11, 12), (score.Correct, score.Items.Count));
        Assert.Empty(score.Missing);
    }

    [Fact]
    public void A_missing_response_counts_as_wrong_and_is_named()
    {
        Math500Problem[] problems = [.. Math500Problem.Read(Path.Combine(Samples(), "problems.jsonl"))];
        Math500Score score = Math500Score.Grade(problems, [new Math500Response(problems[0].Id, problems[0].Solution)]);
        Assert.Equal(1, score.Correct);
        Assert.Equal(11, score.Missing.Count);
        Assert.Equal(Outcome.Unverifiable, score.Items[1].Verdict.Outcome);
    }

    [Fact]
    public void Every_worked_solution_of_the_samples_ends_in_its_answer()
    {
        foreach (Math500Problem problem in Math500Problem.Read(Path.Combine(Samples(), "problems.jsonl")))
            Assert.True(MathVerifier.Verify(problem.Answer, problem.Solution).IsCorrect, problem.Id);
    }

    [Fact]
    public void A_response_to_no_problem_is_named() =>
        Assert.Contains(
            "nowhere",
            Assert
                .Throws<ArgumentException>(() =>
                    Math500Score.Grade(
                        Math500Problem.Read(Path.Combine(Samples(), "problems.jsonl")),
                        [new Math500Response("nowhere", "1")]
                    )
                )
                .Message,
            StringComparison.Ordinal
        );

    private static string Samples()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "R1Workbook.sln")))
            folder = folder.Parent!;
        return Path.Combine(folder.FullName, "data", "samples", "math-500");
    }
}
