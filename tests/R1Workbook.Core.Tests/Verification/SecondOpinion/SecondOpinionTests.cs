using R1Workbook.Core.Verification;
using Xunit.Abstractions;

namespace R1Workbook.Core.Tests.Verification.SecondOpinion;

/// <summary>
/// Pairs of answers like those of hard benchmarks, the second often mutated: the verifier's verdict against a second
/// opinion, which knows by construction what both mean and compares numbers. R1WORKBOOK_FUZZ sets how many pairs (4,000
/// otherwise), R1WORKBOOK_FUZZ_SEED which.
/// </summary>
public sealed class SecondOpinionTests(ITestOutputHelper output)
{
    [Fact]
    public void No_pair_is_called_correct_that_means_something_else_and_most_of_the_same_are()
    {
        int count = Fuzz.Count(4000),
            seed = Fuzz.Seed(17);
        Random random = new(seed);
        List<string> wrong = [],
            missed = [];
        int same = 0;
        for (int i = 0; i < count; i++)
        {
            AnswerMeaning meaning = AnswerMeaning.Draw(random),
                other = random.Next(2) == 0 ? meaning : meaning.Mutated(random);
            string gold = AnswerWriter.Write(meaning, random),
                answer = AnswerWriter.Write(other, random);
            if (random.Next(2) == 0)
                gold = $"${gold}$";
            MathVerdict verdict = MathVerifier.Verify(
                gold,
                random.Next(3) == 0 ? $"${answer}$" : $@"\boxed{{{answer}}}"
            );
            bool isSame = meaning.SameAs(other);
            same += isSame ? 1 : 0;
            if (verdict.IsCorrect && !isSame)
                wrong.Add($"{gold} and {answer}: {verdict.Reason}");
            if (!verdict.IsCorrect && isSame)
                missed.Add($"{gold} and {answer}: {verdict.Reason}");
        }
        output.WriteLine($"{count} pairs, {same} the same, {missed.Count} of them not accepted");
        foreach (string pair in missed.Take(25))
            output.WriteLine(pair);
        Assert.True(wrong.Count == 0, $"{wrong.Count} false positives:\n{string.Join('\n', wrong.Take(20))}");
        Assert.True(missed.Count <= 0.1 * same, string.Join('\n', missed.Take(25)));
    }
}
