using R1Workbook.Core.Verification.Equivalence.Exact;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence.Numerics;

/// <summary>
/// The value of a scalar expression at a point. Not finite where it is undefined there or costs more than the budget.
/// Roots of odd degree of negative numbers are real. Unknown functions get a value that depends on their name and
/// arguments alone.
/// </summary>
internal sealed partial class Evaluator<T>(SamplePoint point, WorkBudget budget)
    where T : struct, IComplexArithmetic<T>
{
    private const int MostTerms = 1000;

    private static readonly T NaN = T.Of(double.NaN),
        One = T.Of(1.0),
        Two = T.Of(2.0),
        Euler = T.Exp(One);

    // In steps of a third of a microsecond, as measured: 45 digits cost tens of doubles, and their functions hundreds.
    private readonly int _cost = T.IsPrecise ? 10 : 1;
    private readonly int _functionCost = T.IsPrecise ? 300 : 4;
    private readonly Dictionary<string, T> _free = [];
    private Dictionary<string, T>? _bound;

    /// <summary>The value.</summary>
    public T Value(Expression expression)
    {
        if (!budget.Spend(_cost))
            return NaN;
        switch (expression)
        {
            case Number number:
                return T.Of(number.Amount);
            case BasedNumber based:
                return T.Of(based.Value);
            case Quantity quantity:
                return Value(quantity.Value);
            case Symbol symbol:
                return Variable(symbol.Name);
            case Constant { Kind: ConstantKind.Pi }:
                return T.Pi;
            case Constant { Kind: ConstantKind.E }:
                return Euler;
            case Constant { Kind: ConstantKind.I }:
                return T.I;
            case Sum sum:
                T total = T.Of(0.0);
                for (int i = 0; i < sum.Terms.Count; i++)
                    total += Value(sum.Terms[i]);
                return total;
            case Product product:
                T result = One;
                for (int i = 0; i < product.Factors.Count; i++)
                    result *= Value(product.Factors[i]);
                return result;
            case Power power:
                return Power(power);
            case Application application:
                return Function(application);
            case BigOperator big:
                return Operator(big);
            default:
                return NaN;
        }
    }

    private T Variable(string name)
    {
        if (_bound is not null && _bound.TryGetValue(name, out T held))
            return held;
        if (_free.TryGetValue(name, out T drawn))
            return drawn;
        (Rational re, Rational im) = point.Value(name);
        return _free[name] = im.IsZero ? T.Of(re) : T.Of(re) + T.I * T.Of(im);
    }

    private T Power(Power power)
    {
        T radix = Value(power.Base);
        if (!radix.IsFinite)
            return NaN;
        Rational exponent = ExactValue.Of(power.Exponent);
        if (exponent.IsValid)
        {
            if (exponent.TryInt(out int whole))
                return Math.Abs(whole) <= 1000 ? Repeated(radix, whole) : General(radix, T.Of(exponent));
            if (radix.IsZero)
                return exponent.Sign > 0 ? radix : NaN;
            if (exponent.Denominator == 2 && exponent.Numerator.GetBitLength() < 16)
                return Repeated(T.Sqrt(radix), (int)exponent.Numerator);
            System.Numerics.Complex size = radix.Approximate;
            if (
                !exponent.Denominator.IsEven
                && size.Imaginary == 0
                && size.Real < 0
                && power.Exponent is not Number { Decimals: >= 0 }
            )
            {
                T real = General(-radix, T.Of(exponent));
                return exponent.Numerator.IsEven ? real : -real;
            }
            return General(radix, T.Of(exponent));
        }
        T variable = Value(power.Exponent);
        System.Numerics.Complex near = variable.Approximate;
        // Bound and natural variables make whole exponents: (-1)^n is real.
        if (near.Imaginary == 0 && Math.Abs(near.Real) <= 1000 && near.Real == Math.Round(near.Real))
            return Repeated(radix, (int)near.Real);
        return radix.IsZero
            ? near.Real > 0
                ? radix
                : NaN
            : General(radix, variable);
    }

    private T General(T radix, T exponent) => budget.Spend(_functionCost) ? T.Exp(exponent * T.Log(radix)) : NaN;

    private T Repeated(T radix, int exponent)
    {
        if (radix.IsZero && exponent <= 0)
            return NaN;
        budget.Spend(_cost * 4);
        bool inverse = exponent < 0;
        T result = One;
        for (int left = Math.Abs(exponent); left > 0; left >>= 1)
        {
            if ((left & 1) != 0)
                result *= radix;
            if (left > 1)
                radix *= radix;
        }
        return inverse ? One / result : result;
    }

    /// <summary>Finite sums and products are computed; what cannot be is a value that depends on how it is written
    /// alone.</summary>
    private T Operator(BigOperator big)
    {
        if (big.Kind == BigOperatorKind.Derivative)
            return Derivative(big);
        // What is not computed has no value: an invented one would make different things equal or equal ones differ.
        if (big.Lower is null)
            return NaN;
        if (big.Kind == BigOperatorKind.Limit)
            return Limiting(big);
        if (big.Upper is null)
            return NaN;
        if (big.Kind == BigOperatorKind.Integral)
            return Integral(big);
        if (IsInfinite(big.Upper) > 0)
            return big.Kind == BigOperatorKind.Sum ? Series(big) : NaN;
        System.Numerics.Complex low = Value(big.Lower).Approximate,
            high = Value(big.Upper).Approximate;
        if (!(high.Real - low.Real <= MostTerms))
            return NaN;
        // A sum up to less than the empty one is defined by nobody; formulas for sums hold from there on.
        if (high.Real < low.Real - 1)
            return NaN;
        if (
            low.Imaginary != 0
            || high.Imaginary != 0
            || low.Real != Math.Round(low.Real)
            || high.Real != Math.Round(high.Real)
        )
        {
            return NaN;
        }

        _bound ??= [];
        string name = big.Variable.Name;
        bool hides = _bound.TryGetValue(name, out T hidden);
        T total = big.Kind == BigOperatorKind.Sum ? T.Of(0.0) : One;
        for (double k = low.Real; k <= high.Real && total.IsFinite; k++)
        {
            _bound[name] = T.Of(k);
            T term = Value(big.Body);
            total = big.Kind == BigOperatorKind.Sum ? total + term : total * term;
        }
        if (hides)
            _bound[name] = hidden;
        else
            _bound.Remove(name);
        return total;
    }
}
