using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence;

/// <summary>Expands ± and ∓ into the expressions with either sign.</summary>
internal static class PlusMinusExpansion
{
    private const int MostSigns = 4;

    /// <summary>Whether a sign occurs.</summary>
    public static bool Has(Expression expression) => expression.Has(part => part is PlusMinus);

    /// <summary>
    /// All readings: each ± its own, but together with ∓ all upper signs or all lower ones. Null where there are too
    /// many signs.
    /// </summary>
    public static List<Expression>? Expand(Expression expression)
    {
        int signs = 0;
        bool hasMinusFirst = false;
        Count(expression, ref signs, ref hasMinusFirst);
        if (signs > MostSigns && !hasMinusFirst)
            return null;
        List<Expression> readings = [];
        for (int reading = 0; reading < (hasMinusFirst ? 2 : 1 << signs); reading++)
        {
            int next = 0;
            readings.Add(
                With(
                    expression,
                    hasMinusFirst
                        ? reading == 0
                            ? 0
                            : -1
                        : reading,
                    ref next
                )
            );
        }
        return readings;
    }

    private static void Count(Expression expression, ref int signs, ref bool hasMinusFirst)
    {
        if (expression is PlusMinus plusMinus)
        {
            signs++;
            hasMinusFirst |= plusMinus.MinusFirst;
        }
        foreach (Expression part in expression.Parts)
            Count(part, ref signs, ref hasMinusFirst);
    }

    private static Expression With(Expression expression, int lower, ref int next)
    {
        if (expression.Parts.Count == 0)
            return expression;
        bool isLower = expression is PlusMinus && ((lower >> Math.Min(next++, 31)) & 1) != 0;
        Expression[] parts = [.. expression.Parts];
        for (int i = 0; i < parts.Length; i++)
            parts[i] = With(parts[i], lower, ref next);
        if (expression is not PlusMinus plusMinus)
            return expression.With([.. parts]);
        Expression right = isLower != plusMinus.MinusFirst ? Product.Negative(parts[1]) : parts[1];
        return parts[0] is Number { Value.IsZero: true } ? right : new Sum([parts[0], right]);
    }
}
