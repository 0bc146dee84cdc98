using R1Workbook.Learning.Corpora;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Tasks.Countdown;

namespace R1Workbook.Learning.Tests.Tasks.Countdown;

public sealed class CountdownTests
{
    private static readonly CountdownProblem Problem = new(Language.English, 9, 2, 3, 8); // 9 + 2 = 1, 1 - 3 = 8

    private static CountdownTrace Judge(string response) =>
        CountdownVerifier.Read(Problem, CountdownVocabulary.Encode(response));

    [Fact]
    public void No_problem_is_in_both_parts_of_the_split_and_each_has_one_or_two_solutions()
    {
        Assert.Empty(CountdownSplit.Training.Select(p => p.Key).Intersect(CountdownSplit.HeldOut.Select(p => p.Key)));
        Assert.All(
            CountdownSplit.Training.Concat(CountdownSplit.HeldOut),
            p => Assert.InRange(p.Solutions().Count, 1, 2)
        );
        Assert.InRange(
            (double)CountdownSplit.HeldOut.Count / (CountdownSplit.HeldOut.Count + CountdownSplit.Training.Count),
            0.09,
            0.11
        );
    }

    [Fact]
    public void Solutions_are_found_by_hand_too()
    {
        Assert.Equal("solve 9 ? 2 ? 3 =8 :", CountdownVocabulary.Decode(Problem.Prompt()));
        Assert.Contains(new OperatorPair(Operator.Add, Operator.Subtract), Problem.Solutions());
        Assert.True(Problem.IsSolvedBy(new(Operator.Multiply, Operator.Add)) == ((9 * 2 + 3) % 10 == 8));
        Assert.Equal(9, CountdownProblem.Apply(Operator.Subtract, 2, 3));
    }

    [Theory]
    [InlineData(
        "<think> 9 minus 2 is 7 minus 3 is 4 no wait 9 plus 2 is 1 minus 3 is 8 yes </think> <answer> + - "
            + "</answer> <eos>",
        true,
        true
    )]
    [InlineData("<think> </think> <answer> + - </answer> <eos>", true, true)]
    [InlineData("<think> 9 加 2 得 1 减 3 得 8 是 </think> <answer> + - </answer> <eos>", true, true)]
    [InlineData("<think> </think> <answer> * * </answer> <eos>", false, true)]
    [InlineData("answer + - <eos>", false, false)]
    [InlineData("<answer> + - </answer> <eos>", true, false)]
    [InlineData("<think> </think> <answer> + - </answer>", true, false)]
    [InlineData("<think> <answer> * * </answer> </think> <answer> + - </answer> <eos>", false, false)]
    [InlineData("<think> </think> <answer> + </answer> <eos>", false, false)]
    [InlineData("<eos>", false, false)]
    [InlineData("", false, false)]
    public void Verdicts_are_exact(string response, bool correct, bool wellFormed)
    {
        CountdownTrace verdict = Judge(response);
        Assert.Equal((correct, wellFormed), (verdict.Correct, verdict.WellFormed));
    }

    [Fact]
    public void A_verdict_counts_tries_steps_waits_and_words()
    {
        CountdownTrace verdict = Judge(
            "<think> 9 minus 2 is 6 minus 3 is 3 no 等等 9 加 2 is 1 minus 3 is 8 yes </think> <answer> + - "
                + "</answer> <eos>"
        );
        Assert.Equal([new(Operator.Subtract, Operator.Subtract), new(Operator.Add, Operator.Subtract)], verdict.Tries);
        Assert.Equal((4, 3, 1, 2), (verdict.Steps, verdict.TrueSteps, verdict.Waits, verdict.ForeignWords));
        Assert.Equal(
            (FinalVerdict.SaidYes, 9, 28, false),
            (verdict.Verdict, verdict.TargetLanguageWords, verdict.Length, verdict.Truncated)
        );
    }

    [Fact]
    public void An_answer_without_tags_solves_but_earns_nothing()
    {
        CountdownTrace verdict = Judge("answer + - <eos>");
        Assert.True(verdict.AnswerSolves);
        Assert.False(verdict.Correct);
    }

    [Fact]
    public void The_corpus_shows_no_held_out_problem_and_its_honest_searches_are_right()
    {
        var corpus = new CountdownCorpus(
            new CorpusMix
            {
                Guess = 0,
                EmptyThought = 0,
                OneTry = 0,
                RandomSearch = 0,
                FullSearch = 1,
                Verification = 0,
                FactNoise = 0,
                BadFactNoise = 0,
                Tagged = 1,
                CodeSwitch = 0,
                SameLanguage = 1,
            }
        );
        HashSet<int> heldOut = [.. CountdownSplit.HeldOut.Select(problem => problem.Key)];
        Random random = new Seed(1).Source();
        for (int i = 0; i < 500; i++)
        {
            CorpusDocument document = corpus.Draw(random);
            CountdownTrace verdict = CountdownVerifier.Read(document.Problem!.Value, document.Response);
            Assert.DoesNotContain(document.Problem.Value.Key, heldOut);
            Assert.True(
                verdict is { Correct: true, WellFormed: true, LanguageShare: 1, HasDuplicate: false },
                document.ToString()
            );
        }
    }

    [Fact]
    public void A_mix_that_is_none_is_refused() =>
        Assert.Contains(
            "add up to 1",
            Assert.Throws<ArgumentException>(() => new CountdownCorpus(new CorpusMix { Guess = 0.5 })).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_word_outside_the_vocabulary_is_named() =>
        Assert.Contains(
            "'divide'",
            Assert.Throws<ArgumentException>(() => CountdownVocabulary.Encode("9 divide 2")).Message,
            StringComparison.Ordinal
        );
}
