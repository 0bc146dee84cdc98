using R1Workbook.Core.Tasks;
using R1Workbook.Core.Verification;

namespace R1Workbook.Core.Tests.Verification;

public sealed class OppositeWordsTests
{
    // Each line: words that exclude each other; words of one list mean the same.
    private static readonly string[][][] Groups =
    [
        [
            ["north"],
            ["south"],
            ["east"],
            ["west"],
        ],
        [
            ["left"],
            ["right"],
        ],
        [
            ["profit", "profits", "gain", "gains"],
            ["loss", "losses"],
        ],
        [
            ["wins", "win", "won"],
            ["losses", "loss", "lost"],
        ],
        [
            ["clockwise"],
            ["counterclockwise", "anticlockwise", "counter-clockwise"],
        ],
        [
            ["heads"],
            ["tails"],
        ],
        [
            ["boys"],
            ["girls"],
        ],
        [
            ["men"],
            ["women"],
        ],
        [
            ["even"],
            ["odd"],
        ],
        [
            ["minimum", "min"],
            ["maximum"], // "max" alone is a function of nothing
        ],
        [
            ["positive"],
            ["negative"],
        ],
    ];

    [Fact]
    public void Words_that_exclude_each_other_are_never_correct_and_the_same_word_is()
    {
        List<string> failures = [];
        foreach (string[][] group in Groups)
        {
            foreach ((string[] golds, string[] answers) in group.SelectMany(a => group.Select(b => (a, b))))
            {
                foreach ((string gold, string answer) in golds.SelectMany(a => answers.Select(b => (a, b))))
                {
                    Outcome outcome = MathVerifier.Verify($"5 {gold}", $"\\boxed{{5\\text{{ {answer}}}}}").Outcome;
                    bool same = golds == answers;
                    // Two words of one meaning may be correct or not understood, never wrong.
                    if (same ? outcome == Outcome.Incorrect : outcome == Outcome.Correct)
                        failures.Add($"5 {gold} against 5 {answer}: {outcome}");
                    if (gold == answer && outcome != Outcome.Correct)
                        failures.Add($"5 {gold} against itself: {outcome}");
                }
            }
        }
        Assert.Empty(failures);
    }
}
