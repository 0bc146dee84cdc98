using R1Workbook.Core.Verification;

namespace R1Workbook.Core.Tests.Verification;

public sealed class AnswerUnitTests
{
    private static readonly VerificationSettings Units = new() { CompareUnits = true },
        Numbers = new() { CompareUnits = false };

    // Each line is one amount as it may be written.
    private static readonly string[][] Amounts =
    [
        [
            "$36^\\circ$",
            "36°",
            "36 degrees",
            "\\boxed{36}^\\circ",
            "\\boxed{36\\text{ degrees}}",
            "The angle is \\boxed{36^{\\circ}}.",
        ],
        ["\\$36", "\\boxed{\\$36}", "It costs \\$36.", "36 dollars", "$36\\text{ dollars}$", "It costs $36."],
        ["€36", "36 euros", "\\boxed{36\\text{ euros}}"],
        ["36\\text{ cm}", "36 cm", "\\boxed{36 \\mathrm{ cm}}", "36 centimeters"],
        ["36\\text{ cm}^2", "36 square centimeters", "\\boxed{36\\text{ cm}^2}", "$36 \\text{ square cm}$"],
        ["36\\text{ hours}", "36 hours", "\\boxed{36\\text{ hr}}"],
    ];

    [Fact]
    public void The_same_amount_is_right_however_it_is_written_and_another_unit_is_wrong_in_both_directions()
    {
        List<string> failures = [];
        foreach ((string[] golds, int i) in Amounts.Select((golds, i) => (golds, i)))
        {
            foreach (
                (string gold, string answer, int j) in golds.SelectMany(gold =>
                    Amounts.SelectMany((answers, j) => answers.Select(answer => (gold, answer, j)))
                )
            )
            {
                MathVerdict verdict = MathVerifier.Verify(gold, answer, Units);
                if (verdict.IsCorrect != (i == j))
                    failures.Add($"{gold} and {answer}: {verdict.Reason}");
            }
        }
        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    [Fact]
    public void A_missing_unit_is_accepted_on_either_side_and_by_default_all_units_are()
    {
        foreach (string amount in Amounts.SelectMany(row => row))
        {
            Assert.True(MathVerifier.Verify("36", amount, Units).IsCorrect, amount);
            Assert.True(MathVerifier.Verify(amount, "\\boxed{36}", Units).IsCorrect, amount);
            Assert.False(MathVerifier.Verify(amount, "\\boxed{37}", Units).IsCorrect, amount);
            Assert.True(MathVerifier.Verify("\\$36", amount, Numbers).IsCorrect, amount);
        }
    }

    [Theory]
    [InlineData("10\\text{ ways}", "\\boxed{10\\text{ combinations}}", true)]
    [InlineData("\\$36", "There are \\boxed{36} of them in the box.", true)]
    [InlineData("5\\text{ pounds}", "\\boxed{5\\text{ lb}}", true)]
    [InlineData("5\\text{ pounds}", "£5", true)]
    [InlineData("5\\text{ pounds}", "\\boxed{5\\text{ kg}}", false)]
    [InlineData("\\frac{1}{2}", "\\boxed{\\frac12\\text{ inches}}", true)]
    [InlineData("x = 3\\text{ m}", "\\boxed{3\\text{ km}}", false)]
    public void Only_units_of_measure_count(string gold, string answer, bool correct) =>
        Assert.Equal(correct, MathVerifier.Verify(gold, answer, Units).IsCorrect);

    [SharedCheck("datasets")]
    public static void Of_the_equal_golds_of_math_500_only_36_dollars_and_36_degrees_are_told_apart()
    {
        // The others differ by a missing unit, or in the dress only: a blank, a fraction without braces, the order of a
        // list.
        const int DifferInDress = 14;
        string[] golds =
        [
            .. SharedFiles.JsonLines("datasets/math500/test.jsonl").Select(row => (string)row["answer"]!).Distinct(),
        ];
        List<string> failing =
        [
            .. golds.Where(gold => !MathVerifier.Verify(gold, $"The answer is $\\boxed{{{gold}}}$.", Units).IsCorrect),
        ];
        System.Collections.Concurrent.ConcurrentBag<string> same = [],
            apart = [],
            oneWay = [];
        Parallel.For(
            0,
            golds.Length,
            i =>
            {
                for (int j = 0; j < i; j++)
                {
                    if (!MathVerifier.Verify(golds[i], golds[j], Numbers).IsCorrect)
                        continue;
                    bool forth = MathVerifier.Verify(golds[i], golds[j], Units).IsCorrect;
                    if (forth != MathVerifier.Verify(golds[j], golds[i], Units).IsCorrect)
                        oneWay.Add($"{golds[i]} and {golds[j]}");
                    (forth ? same : apart).Add($"{golds[i]} and {golds[j]}");
                }
            }
        );
        Assert.True(failing.Count == 0, string.Join("\n", failing));
        Assert.Empty(oneWay);
        Assert.Contains("36", Assert.Single(apart), StringComparison.Ordinal);
        Assert.True(same.Count <= DifferInDress - 1, string.Join("\n", same));
    }
}
