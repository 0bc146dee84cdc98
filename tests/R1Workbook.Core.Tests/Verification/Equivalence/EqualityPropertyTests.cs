using System.Text.Json.Nodes;
using R1Workbook.Core.Verification;
using R1Workbook.Core.Verification.Equivalence;
using R1Workbook.Core.Verification.Expressions;
using R1Workbook.Core.Verification.Parsing;

namespace R1Workbook.Core.Tests.Verification.Equivalence;

public class EqualityPropertyTests
{
    /// <summary>Pairs of MATH-500 answers that are written differently and are the same: each was checked by
    /// hand.</summary>
    private static readonly HashSet<string> Same =
    [
        @"90^\circ = 90",
        @"36^\circ = 36",
        @"120^\circ = 120",
        @"30^\circ = 30",
        "x=5 = 5",
        @"\pi = 180^\circ",
        "1,-2 = -2,1",
        "(-2,1) = -2,1",
        @"36 = \$36",
        @"36^\circ = \$36",
        @"\frac{1}{4} = \frac14",
        @"10,\!080 = 10080",
        @"2 \sqrt{5} = 2\sqrt{5}",
        @"15\mbox{ cm}^2 = 15",
    ];

    private static bool AreEqual(string gold, string answer) =>
        MathParser.Parse(gold).Expression is { } a
        && MathParser.Parse(answer).Expression is { } b
        && ExpressionEquality.Compare(a, b, VerificationSettings.Default).AreEqual;

    private static string[] Golds() =>
        [.. SharedFiles.JsonLines("datasets/math500/test.jsonl").Select(row => (string)row["answer"]!)];

    [SharedCheck("cases")]
    public static void What_is_read_equals_itself()
    {
        foreach (JsonNode row in SharedFiles.JsonLines("cases/latex_parse.jsonl"))
        {
            string latex = (string)row["latex"]!;
            Assert.True(AreEqual(latex, latex), latex);
        }
        foreach (JsonNode row in SharedFiles.JsonLines("cases/mathverify.jsonl"))
        {
            string gold = (string)row["gold"]!;
            if (MathParser.Parse(gold).Expression is not null)
                Assert.True(AreEqual(gold, gold), gold);
        }
    }

    [SharedCheck("datasets")]
    public static void Math_500_answers_equal_themselves_and_no_other()
    {
        string[] golds = [.. Golds().Distinct()];
        Expression[] read =
        [
            .. golds.Select(gold => MathParser.Parse(gold).Expression ?? throw new ArgumentException(gold)),
        ];
        List<string> unexpected = [];
        for (int i = 0; i < golds.Length; i++)
        {
            for (int j = 0; j < golds.Length; j++)
            {
                bool equal = ExpressionEquality.Compare(read[i], read[j], VerificationSettings.Default).AreEqual;
                if (
                    equal
                    != (
                        i == j || Same.Contains($"{golds[i]} = {golds[j]}") || Same.Contains($"{golds[j]} = {golds[i]}")
                    )
                )
                {
                    unexpected.Add($"{golds[i]} and {golds[j]}: {equal}");
                }
            }
        }
        Assert.True(unexpected.Count == 0, string.Join("\n", unexpected));
    }

    [SharedCheck("datasets")]
    public static void Typography_does_not_count()
    {
        foreach (string gold in Golds().Distinct())
        {
            string[] variants =
            [
                $"  {gold} ",
                $"${gold}$",
                $@"\boxed{{{gold}}}",
                $@"\( {gold} \)",
                gold.Replace(@"\frac", @"\dfrac", StringComparison.Ordinal),
                gold.Replace(@"\frac", @"\tfrac", StringComparison.Ordinal),
                gold.Replace(@"\left", "", StringComparison.Ordinal).Replace(@"\right", "", StringComparison.Ordinal),
                gold.Replace(" + ", "+", StringComparison.Ordinal).Replace(" - ", "-", StringComparison.Ordinal),
                gold + ".",
                gold.Contains(@"\left", StringComparison.Ordinal)
                || gold.Contains(@"\text", StringComparison.Ordinal)
                || gold.Contains('[', StringComparison.Ordinal)
                    ? gold
                    : gold.Replace("(", @"\left( ", StringComparison.Ordinal)
                        .Replace(")", @" \right)", StringComparison.Ordinal),
                gold.Contains(@"\begin", StringComparison.Ordinal)
                    ? gold
                    : gold.Replace(@"\", @"\\", StringComparison.Ordinal),
            ];
            foreach (string variant in variants)
                Assert.True(AreEqual(gold, variant) && AreEqual(variant, gold), $"{gold} and {variant}");
        }
    }

    [SharedCheck("datasets")]
    public static void One_more_is_different()
    {
        foreach (string gold in Golds().Distinct())
        {
            Expression read = MathParser.Parse(gold).Expression!;
            if (read is not (Number or Sum or Product or Power or Symbol))
                continue;
            if (PlusMinusExpansion(read))
                continue;
            Expression more = new Sum([read, new Number(1)]);
            Comparison comparison = ExpressionEquality.Compare(read, more, VerificationSettings.Default);
            Assert.False(comparison.AreEqual, $"{gold} and {more}: {comparison.Reason}");
            Assert.True(
                ExpressionEquality
                    .Compare(read, new Sum([more, new Number(-1)]), VerificationSettings.Default)
                    .AreEqual,
                gold
            );
        }
    }

    [SharedCheck("cases")]
    public static void Verdicts_are_the_same_the_other_way_round()
    {
        VerificationSettings settings = new() { AllowSetRelationComparison = true };
        foreach (JsonNode row in SharedFiles.JsonLines("cases/mathverify.jsonl"))
        {
            if (
                MathParser.Parse((string)row["gold"]!).Expression is not { } gold
                || MathParser.Parse((string)row["pred"]!).Expression is not { } answer
            )
            {
                continue;
            }

            Assert.Equal(
                ExpressionEquality.Compare(gold, answer, settings).AreEqual,
                ExpressionEquality.Compare(answer, gold, settings).AreEqual
            );
        }
    }

    [SharedCheck("datasets")]
    public static void Verdicts_are_the_same_on_many_threads()
    {
        string[] golds = Golds();
        bool[] alone = [.. golds.Select((gold, i) => AreEqual(gold, golds[(i * 7) % golds.Length]))];
        Parallel.For(
            0,
            8 * golds.Length,
            i =>
                Assert.Equal(
                    alone[i % golds.Length],
                    AreEqual(golds[i % golds.Length], golds[(i % golds.Length * 7) % golds.Length])
                )
        );
    }

    private static bool PlusMinusExpansion(Expression expression) =>
        expression is PlusMinus || expression.Parts.Any(PlusMinusExpansion);
}
