using System.Numerics;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence.Numerics;

/// <content>Integrals and derivatives.</content>
internal sealed partial class Evaluator<T>
{
    /// <summary>A definite integral; not finite where two rules do not agree on its value to eleven digits.</summary>
    private T Integral(BigOperator big)
    {
        int lowEnd = IsInfinite(big.Lower!),
            highEnd = IsInfinite(big.Upper!);
        Complex low = lowEnd != 0 ? 0 : Value(big.Lower!).Approximate,
            high = highEnd != 0 ? 0 : Value(big.Upper!).Approximate;
        if (low.Imaginary != 0 || high.Imaginary != 0 || lowEnd > 0 || highEnd < 0 || T.IsPrecise)
            return NaN;
        return Within(
            big,
            at =>
                Of(
                    lowEnd == 0 && highEnd == 0
                        ? Quadrature.Finite(at, low.Real, high.Real, budget)
                        : Quadrature.Infinite(
                            at,
                            lowEnd == 0 ? low.Real : null,
                            highEnd == 0 ? high.Real : null,
                            budget
                        )
                )
        );
    }

    /// <summary>A limit, from both sides where both are real; not finite where the values do not settle.</summary>
    private T Limiting(BigOperator big)
    {
        int infinite = IsInfinite(big.Lower!);
        Complex point = infinite != 0 ? infinite : Value(big.Lower!).Approximate;
        return T.IsPrecise || point.Imaginary != 0
            ? NaN
            : Within(big, at => Of(Extrapolation.Limit(at, point.Real, infinite != 0, budget)));
    }

    /// <summary>A sum without end, as the limit of its partial sums.</summary>
    private T Series(BigOperator big)
    {
        Complex low = Value(big.Lower!).Approximate;
        return T.IsPrecise || low.Imaginary != 0 || low.Real != Math.Round(low.Real)
            ? NaN
            : Within(big, at => Of(Extrapolation.Series(at, low.Real, budget)));
    }

    private static T Of(Complex? value) =>
        value is { } found && Complex.IsFinite(found)
            ? (T.Of(found.Real) + T.I * T.Of(found.Imaginary)).Blurred(1e-10)
            : NaN;

    private static int IsInfinite(Expression bound) =>
        bound switch
        {
            Constant { Kind: ConstantKind.Infinity } => 1,
            Product { Factors: [Number { Value.Sign: var sign }, Constant { Kind: ConstantKind.Infinity }] } => sign,
            _ => 0,
        };

    /// <summary>Works with the body of an operator as a function of its variable.</summary>
    private T Within(BigOperator big, Func<Func<double, Complex>, T> work)
    {
        _bound ??= [];
        string name = big.Variable.Name;
        bool hides = _bound.TryGetValue(name, out T hidden);
        T result = work(x =>
        {
            _bound[name] = T.Of(x);
            return Value(big.Body).Approximate;
        });
        if (hides)
            _bound[name] = hidden;
        else
            _bound.Remove(name);
        return result;
    }

    /// <summary>A derivative by differences of fourth order, whose step is as fine as the precision allows.</summary>
    private T Derivative(BigOperator big)
    {
        string name = big.Variable.Name;
        T at = Variable(name),
            step = T.Of(T.IsPrecise ? 1e-10 : 1e-3);
        _bound ??= [];
        bool hides = _bound.TryGetValue(name, out T hidden);
        T Shifted(double steps)
        {
            _bound![name] = at + step * T.Of(steps);
            return Value(big.Body);
        }

        T slope = (T.Of(8.0) * (Shifted(1) - Shifted(-1)) - (Shifted(2) - Shifted(-2))) / (T.Of(12.0) * step);
        if (hides)
            _bound[name] = hidden;
        else
            _bound.Remove(name);
        return slope.Blurred(T.IsPrecise ? 1e-36 : 1e-9);
    }
}
