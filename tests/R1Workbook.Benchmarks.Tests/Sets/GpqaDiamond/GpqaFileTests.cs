using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Benchmarks.Sets.GpqaDiamond;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Tests.Sets.GpqaDiamond;

public sealed class GpqaFileTests
{
    private static readonly GpqaQuestion[] Questions =
    [
        .. GpqaFile
            .Read(Path.Combine(RepositoryFolder.Samples("gpqa-diamond"), "gpqa_diamond.csv"))
            .Cast<GpqaQuestion>(),
    ];

    [Fact]
    public void The_choices_stand_in_the_order_that_python_draws()
    {
        PythonRandom random = new(0);
        int[][] orders =
        [
            [3, 1, 0, 2],
            [3, 1, 2, 0],
            [2, 3, 0, 1],
            [2, 0, 3, 1],
            [1, 3, 0, 2],
            [2, 1, 0, 3],
            [3, 1, 0, 2],
            [3, 2, 1, 0],
        ]; // random.Random(0).sample(range(4), 4), Python 3
        Assert.All(orders, order => Assert.Equal(order, random.Sample(4, 4)));
        Assert.Equal([6, 0, 4, 9, 2, 1, 5, 3, 7, 8], new PythonRandom(12345).Sample(10, 10));
        Assert.Equal("CDCBC", string.Concat(Questions.Select(question => question.Of(0).Answer)));
    }

    [Fact]
    public void Further_repeats_of_the_set_have_further_orders()
    {
        // Five questions, four repeats: the places of the right answer in the first twenty orders of random.Random(0).
        Assert.Equal(
            ["CDCBC", "CCDAC", "ADADC", "BCBAA"],
            Enumerable
                .Range(0, 4)
                .Select(sample => string.Concat(Questions.Select(question => question.Of(sample).Answer)))
        );
        IProblem first = Questions[0];
        Assert.NotEqual(first.Prompt(PromptStyle.R1, 0), first.Prompt(PromptStyle.R1, 2));
        Assert.Equal(
            (1, 0),
            (
                first.Judge(new Response("Answer: C")).Credit,
                first.Judge(new Response("Answer: C") { Number = 2 }).Credit
            )
        );
    }

    [Fact]
    public void Samples_vote_by_the_choice_that_a_letter_means()
    {
        ResponseRow row = new(
            "",
            [Questions[0].Id],
            [.. "CCA".Select((letter, i) => new Response($"Answer: {letter}") { Number = i })],
            null
        );
        // Each letter is the right choice in its order; by letters the vote would be two against one all the same, by
        // choices it is three of three.
        BenchmarkScore score = BenchmarkScore.Of([Questions[0]], [row]);
        Assert.Equal((1.0, 1.0), (score.Accuracy, score.ConsAt(3)));
        Assert.Single(score.Items[0].Samples.Select(sample => sample.Vote).Distinct());
    }
}
