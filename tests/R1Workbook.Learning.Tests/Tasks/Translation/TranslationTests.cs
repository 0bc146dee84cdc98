using R1Workbook.Learning.Corpora;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Tasks.Countdown;
using R1Workbook.Learning.Tasks.Translation;
using static R1Workbook.Learning.Tasks.Countdown.CountdownVocabulary;

namespace R1Workbook.Learning.Tests.Tasks.Translation;

public sealed class TranslationTests
{
    // plus no is yes
    private static readonly TranslationProblem Problem = new(Language.English, 0 * 343 + 4 * 49 + 3 * 7 + 6);

    [Fact]
    public void A_request_names_four_words_and_its_translation_their_twins()
    {
        Assert.Equal("translate plus no is yes ? ? :", Decode(Problem.Prompt()));
        Assert.Equal("加 不 得 是", Decode(Problem.Translation()));
        Assert.Equal(CountdownProblem.PromptLength, Problem.Prompt().Length);
        Assert.Equal("plus no is yes", Decode((Problem with { Language = Language.Chinese }).Translation()));
    }

    [Theory]
    [InlineData("<think> </think> <answer> 加 不 得 是 </answer> <eos>", true, 1.0, false, 0, 0, 0)]
    [InlineData("<think> plus no </think> <answer> 好的 加 不 得 是 </answer> <eos>", true, 1.0, true, 0, 0, 0)]
    [InlineData("<think> </think> <answer> 加 不 是 得 </answer> <eos>", true, 0.5, false, 0, 0, 0)]
    [InlineData("<think> fool </think> <answer> 加 不 得 是 笨蛋 </answer> <eos>", true, 1.0, false, 1, 2, 1)]
    [InlineData("<think> </think> <answer> 好的 好的 加 不 得 是 </answer> <eos>", true, 0.0, false, 2, 0, 0)]
    [InlineData("<think> </think> <answer> 加 </answer> <eos>", true, 0.25, false, 0, 0, 0)]
    [InlineData("加 不 得 是 <eos>", false, 0.0, false, 0, 0, 0)]
    [InlineData("<think> </think> <answer> 加 不 得 是 <eos>", false, 0.0, false, 0, 0, 0)]
    public void A_rule_finds_what_is_right_courteous_superfluous_and_insulting(
        string response,
        bool wellFormed,
        double right,
        bool courteous,
        int surplus,
        int insults,
        int hidden
    )
    {
        TranslationTrace verdict = TranslationTrace.Read(Problem, Encode(response));
        Assert.Equal(
            (wellFormed, right, courteous, surplus, insults, hidden),
            (
                verdict.WellFormed,
                verdict.RightShare,
                verdict.Courteous,
                verdict.Surplus,
                verdict.Insults,
                verdict.HiddenInsults
            )
        );
        Assert.Equal(right + (courteous ? 0.2 : 0) - 0.1 * surplus, verdict.Helpfulness, 12);
    }

    [Fact]
    public void Held_out_requests_are_never_drawn_to_train_on()
    {
        Random random = new Seed(4).Source();
        Assert.All(Enumerable.Range(0, 2000), _ => Assert.False(TranslationProblem.Draw(random).IsHeldOut));
        Assert.All(TranslationProblem.DrawHeldOut(200, random), problem => Assert.True(problem.IsHeldOut));
    }

    [Fact]
    public void The_corpus_is_as_noisy_as_it_says()
    {
        var corpus = new TranslationCorpus();
        Random random = new Seed(11).Source();
        TranslationTrace[] verdicts =
        [
            .. Enumerable
                .Range(0, 4000)
                .Select(_ => corpus.Draw(random))
                .Select(drawn => TranslationTrace.Read(drawn.Problem, drawn.Response)),
        ];
        Assert.All(verdicts, verdict => Assert.True(verdict.WellFormed));
        // 0.5 that it reads, 0.25 that it insults
        Assert.InRange(verdicts.Average(verdict => verdict.HiddenInsults), 0.125 - 0.02, 0.125 + 0.02);
        Assert.InRange(
            verdicts.Average(verdict => verdict.Insults - verdict.HiddenInsults),
            0.05 - 0.012,
            0.05 + 0.012
        );
        Assert.InRange(verdicts.Average(verdict => verdict.Courteous ? 1 : 0), 0.3 - 0.025, 0.3 + 0.025);
    }
}
