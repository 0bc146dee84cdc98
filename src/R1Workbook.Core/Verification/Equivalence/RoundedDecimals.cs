using R1Workbook.Core.Verification.Equivalence.Exact;
using R1Workbook.Core.Verification.Equivalence.Numerics;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence;

/// <summary>A decimal number against an exact one that rounds to it: 85.71 and 600/7.</summary>
internal static class RoundedDecimals
{
    /// <summary>To how many decimals the exact one of two numbers rounds to the other; null where it does not, or where
    /// both are exact or both decimal.</summary>
    public static int? Decimals(Expression gold, Expression answer, WorkBudget budget)
    {
        (Number? written, Expression exact) =
            gold is Number { Decimals: > 0 } first ? (first, answer)
            : answer is Number { Decimals: > 0 } second ? (second, gold)
            : (null, gold);
        if (written is null || ExpressionTraits.HasDecimals(exact) || !ExpressionTraits.IsScalar(exact))
            return null;
        HashSet<string> symbols = [];
        if (ExpressionTraits.Collect(exact, symbols) || symbols.Count > 0)
            return null;
        Rational value = ExactValue.Of(exact);
        if (!value.IsValid)
        {
            ErrorBounded<BigComplex> precise = new Evaluator<ErrorBounded<BigComplex>>(default, budget).Value(exact);
            if (!precise.IsFinite || precise.Value.Im.Sign != 0 || precise.Error > 1e-12)
                return null;
            value = precise.Value.Re.ToRational();
        }
        int decimals = written.Decimals + (written.IsPercent ? 2 : 0);
        Rational half = Rational.Of(1, 2) * new Rational(10).Pow(-decimals);
        return value.IsValid && (value - written.Amount).Abs() <= half ? decimals : null;
    }
}
