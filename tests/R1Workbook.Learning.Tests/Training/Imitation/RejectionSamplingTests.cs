using R1Workbook.Core.Tasks;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Sampling;
using R1Workbook.Learning.Stages;
using R1Workbook.Learning.Tasks.Countdown;
using R1Workbook.Learning.Training.Imitation;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Learning.Tests.Training.Imitation;

public sealed class RejectionSamplingTests
{
    private static readonly CountdownProblem Problem = new(Language.English, 9, 2, 3, 8); // 9 + 2 - 3 is 8

    [Theory]
    [InlineData("<think> 9 plus 2 is 1 minus 3 is 8 yes </think> <answer> + - </answer> <eos>", null)]
    [InlineData("<think> 9 plus 2 is 1 plus 3 is 4 no </think> <answer> + + </answer> <eos>", "wrong answer")]
    [InlineData("9 plus 2 is 1 minus 3 is 8 yes </think> <answer> + - </answer> <eos>", "broken form")]
    [InlineData("<think> 9 加 2 is 1 minus 3 is 8 yes </think> <answer> + - </answer> <eos>", "mixed languages")]
    [InlineData(
        "<think> 9 plus 2 is 1 plus 3 is 4 no wait 9 plus 2 is 1 plus 3 is 4 no wait 9 plus 2 is 1 minus 3 is 8 yes "
            + "</think> <answer> + - </answer> <eos>",
        "goes in circles: a candidate tried twice"
    )]
    [InlineData("<think> 9 plus 2 is 2 minus 3 is 8 yes </think> <answer> + - </answer> <eos>", "a wrong step")]
    public void Each_filter_drops_what_its_name_says(string response, string? dropped)
    {
        Verdict verdict = Problem.Judge(new Response(response));
        Assert.Equal(dropped, CountdownFilters.Paper.FirstOrDefault(filter => !filter.Keeps(verdict))?.Name);
    }

    [Fact]
    public void Refining_puts_the_words_of_thought_into_the_language_of_the_prompt_and_nothing_else()
    {
        var shown = new Demonstration(
            Problem.Prompt(),
            CountdownVocabulary.Encode("<think> 9 加 2 得 1 minus 3 is 8 是 </think> <answer> + - </answer> <eos>")
        );
        Assert.Equal(
            "<think> 9 plus 2 is 1 minus 3 is 8 yes </think> <answer> + - </answer> <eos>",
            CountdownVocabulary.Decode(CountdownFilters.Refine(shown).Response)
        );
    }

    [Fact]
    public void What_is_kept_and_what_is_dropped_add_up_and_nothing_kept_is_an_error()
    {
        using Decoder untrained = new(BaseSettings.Of(Scale.Smoke).Model, new Seed(1));
        RejectionFilter none = new("everything", _ => false),
            all = new("nothing", _ => true),
            some = new("long", verdict => verdict.Measured[CountdownMeasures.Length].Sum < 40);
        RejectionResult result = RejectionSampling.Draw(
            untrained,
            new CountdownTask(),
            [all, some],
            200,
            4096,
            new SamplingSettings { MaxTokens = 60 },
            new Seed(2)
        );
        Assert.Equal(200, result.Kept.Length);
        Assert.InRange(result.Sampled - result.Dropped.Sum(drop => drop.Dropped), 200, result.Sampled);
        Assert.All(result.Kept, shown => Assert.InRange(shown.Response.Length, 1, 39));
        string message = Assert
            .Throws<TrainingException>(() =>
                RejectionSampling.Draw(
                    untrained,
                    new CountdownTask(),
                    [none],
                    10,
                    512,
                    new SamplingSettings { MaxTokens = 10 },
                    new Seed(2)
                )
            )
            .Message;
        Assert.Contains("everything: 512", message, StringComparison.Ordinal);
    }
}
