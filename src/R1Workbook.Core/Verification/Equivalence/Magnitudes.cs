using System.Numerics;
using R1Workbook.Core.Verification.Equivalence.Exact;
using R1Workbook.Core.Verification.Equivalence.Numerics;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence;

/// <summary>The size of numbers that are too great for any arithmetic, by their logarithms.</summary>
internal static class Magnitudes
{
    private const double Apart = 1e-9;

    /// <summary>Whether two numbers are certainly of different size.</summary>
    public static bool Differ(Expression a, Expression b) =>
        Log(a, 0) is { } left
        && Log(b, 0) is { } right
        && Math.Abs(left - right) > Apart * Math.Max(1, Math.Max(Math.Abs(left), Math.Abs(right)));

    /// <summary>Whether a divisor is exactly zero.</summary>
    public static bool DividesByZero(Expression expression) =>
        expression.Has(part =>
            part is Power { Base: var under, Exponent: Number { Value.Sign: < 0 } } && ExactValue.Of(under).IsZero
        );

    /// <summary>The natural logarithm of the absolute value; null where it is not known.</summary>
    private static double? Log(Expression expression, int depth)
    {
        if (depth > 20)
            return null;
        Complex value = new Evaluator<DoubleComplex>(default, new WorkBudget()).Value(expression).Value;
        if (Complex.IsFinite(value))
            return value == 0 ? null : Math.Log(Complex.Abs(value));
        switch (expression)
        {
            case Power power:
                Complex exponent = new Evaluator<DoubleComplex>(default, new WorkBudget()).Value(power.Exponent).Value;
                return Complex.IsFinite(exponent) && exponent.Imaginary == 0 && Log(power.Base, depth + 1) is { } radix
                    ? exponent.Real * radix
                    : null;
            case Product product:
                double total = 0;
                foreach (Expression factor in product.Factors)
                {
                    if (Log(factor, depth + 1) is not { } each)
                        return null;
                    total += each;
                }
                return total;
            default:
                return null;
        }
    }
}
