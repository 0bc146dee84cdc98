using System.Numerics;
using R1Workbook.Core.Verification.Equivalence.Exact;

namespace R1Workbook.Core.Verification.Equivalence.Numerics;

/// <summary>Limits and series in doubles by Richardson's extrapolation; no value where the extrapolated values do not
/// settle to ten digits.</summary>
internal static class Extrapolation
{
    private const int Rows = 10;
    private const double Settled = 2e-11,
        SameSides = 1e-9;

    /// <summary>The limit of a function at a point, or at infinity.</summary>
    /// <param name="at">The function.</param>
    /// <param name="point">The point; 1 or -1 for infinity.</param>
    /// <param name="infinite">Whether the point is infinite.</param>
    /// <param name="budget">What the work is taken from.</param>
    public static Complex? Limit(Func<double, Complex> at, double point, bool infinite, WorkBudget budget)
    {
        if (infinite)
            return Settle(j => at(point * Math.Pow(2, j + 2)), budget);
        Complex? above = Settle(j => at(point + Math.Pow(2, -j - 1)), budget),
            below = Settle(j => at(point - Math.Pow(2, -j - 1)), budget);
        Complex right = at(point + 0.125),
            left = at(point - 0.125);
        if (!IsReal(right) && IsReal(left))
            return below;
        if (!IsReal(left) && IsReal(right))
            return above;
        return above is { } a && below is { } b && Complex.Abs(a - b) <= SameSides * Math.Max(1, Complex.Abs(a))
            ? a
            : null;
    }

    /// <summary>The sum of a function over the whole numbers from one on.</summary>
    public static Complex? Series(Func<double, Complex> at, double low, WorkBudget budget)
    {
        Complex sum = 0;
        double next = low;
        List<Complex> partial = [];
        for (int j = 1; j <= Rows; j++)
        {
            Complex term = 0;
            for (; next < low + (1 << j); next++)
            {
                if (!budget.Spend(2))
                    return null;
                term = at(next);
                sum += term;
            }
            if (!Complex.IsFinite(sum))
                return null;
            // Terms that have become nothing: what follows is less still where they fall at every step.
            if (j >= 5 && Complex.Abs(term) <= 1e-18 * Complex.Abs(sum) && Falls(at, next, term))
                return sum;
            partial.Add(sum);
        }
        return Settle(j => partial[j], budget);
    }

    private static bool Falls(Func<double, Complex> at, double next, Complex last)
    {
        for (int i = 0; i < 4; i++)
        {
            Complex term = at(next + i);
            if (Complex.Abs(term) > 0.7 * Complex.Abs(last))
                return term == 0 && last == 0;
            last = term;
        }
        return true;
    }

    private static bool IsReal(Complex value) =>
        Complex.IsFinite(value) && Math.Abs(value.Imaginary) <= 1e-12 * Complex.Abs(value);

    private static Complex? Settle(Func<int, Complex> value, WorkBudget budget)
    {
        Complex[] before = [];
        (Complex best, double error) = (0, double.PositiveInfinity);
        for (int j = 0; j < Rows; j++)
        {
            if (!budget.Spend(4))
                return null;
            Complex[] row = new Complex[j + 1];
            row[0] = value(j);
            if (!Complex.IsFinite(row[0]))
                return null;
            double power = 1;
            for (int k = 1; k <= j; k++)
            {
                power *= 2;
                row[k] = row[k - 1] + (row[k - 1] - before[k - 1]) / (power - 1);
                double apart = Math.Max(Complex.Abs(row[k] - row[k - 1]), Complex.Abs(row[k] - before[k - 1]));
                if (j >= 4 && apart < error)
                    (best, error) = (row[k], apart);
            }
            before = row;
        }
        return error <= Settled * Math.Max(1, Complex.Abs(best)) ? best : null;
    }
}
