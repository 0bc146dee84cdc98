using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence;

/// <summary>
/// Compares ratios, times and quotients. 12:30 is a time or the ratio 2:5, and nothing about it tells which: where the
/// gold answer is such a one, an answer is accepted that is the same in both readings, and one that is the same in one
/// of them is not judged. The gold answer 2:5 is no time, so 12:30 answers it.
/// </summary>
internal static class RatioEquality
{
    private const int HalfDay = 12;

    public static Comparison Compare(Expression gold, Expression answer, EqualityRules rules, int depth)
    {
        bool guards = rules.Settings.Conventions == VerdictConventions.Mathematics;
        if (gold is not Ratio a || answer is not Ratio b)
        {
            (Ratio ratio, Expression other) = gold is Ratio first ? (first, answer) : ((Ratio)answer, gold);
            if (ratio.IsTime || ratio.Terms.Count != 2)
                return Comparison.Different("a ratio against none");
            Comparison quotient = rules.Compare(Product.Quotient(ratio.Terms[0], ratio.Terms[1]), other, depth + 1);
            return quotient.AreEqual && guards && gold is Ratio { MayBeTime: true }
                ? Comparison.Undecided("the gold answer may be a time, and is the same only as a ratio")
                : quotient with
                {
                    Reason = "a ratio and a quotient: " + quotient.Reason,
                };
        }
        if (a.IsTime || b.IsTime)
            return Times(a, b, rules, depth);
        if (a.Terms.Count != b.Terms.Count)
            return Comparison.Different("ratios of different lengths");
        if (!SameRatio(a.Terms, b.Terms, rules, depth))
            return Comparison.Different("not the same ratio");
        return guards && a.MayBeTime && !b.IsRatio && !SameTerms(a.Terms, b.Terms, rules, depth)
            ? Comparison.Undecided("the gold answer may be a time, and is the same only as a ratio")
            : Comparison.Equal("the same ratio");
    }

    private static Comparison Times(Ratio gold, Ratio answer, EqualityRules rules, int depth)
    {
        (ExpressionList a, ExpressionList b) = (WithSeconds(gold.Terms), WithSeconds(answer.Terms));
        if (gold.IsRatio || answer.IsRatio || a.Count != b.Count)
            return Comparison.Different("a time against a ratio");
        if (SameTerms(a, b, rules, depth))
            return Comparison.Equal("the same time");
        // 3:30 p.m. was read as 15:30:00, so a time of two terms leaves open which half of the day it is in.
        bool open = gold.Terms.Count != answer.Terms.Count;
        return
            open
            && a[0] is Number { Value: var hour }
            && b[0] is Number { Value: var other }
            && (hour - other).Abs() == HalfDay
            && SameTerms([.. a.AsSpan()[1..]], [.. b.AsSpan()[1..]], rules, depth)
            ? Comparison.Undecided("one of the times does not say whether it is a.m. or p.m.")
            : Comparison.Different("not the same time");
    }

    private static ExpressionList WithSeconds(ExpressionList terms) =>
        terms.Count == 2 ? [.. terms.AsSpan(), new Number(0)] : terms;

    private static bool SameTerms(ExpressionList a, ExpressionList b, EqualityRules rules, int depth)
    {
        for (int i = 0; i < a.Count; i++)
        {
            if (!rules.AreEqual(a[i], b[i], depth))
                return false;
        }
        return true;
    }

    private static bool SameRatio(ExpressionList a, ExpressionList b, EqualityRules rules, int depth)
    {
        for (int i = 1; i < a.Count; i++)
        {
            Expression left = new Product([EqualityRules.Plain(a[i]), EqualityRules.Plain(b[0])]),
                right = new Product([EqualityRules.Plain(b[i]), EqualityRules.Plain(a[0])]);
            if (!rules.AreEqual(left, right, depth))
                return false;
        }
        return true;
    }
}
