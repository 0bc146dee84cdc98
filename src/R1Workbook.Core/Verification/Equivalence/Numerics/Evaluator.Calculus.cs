using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence.Numerics;

/// <content>Integrals and derivatives.</content>
internal sealed partial class Evaluator<T>
{
    /// <summary>A definite integral by composite Gauss-Legendre quadrature of order ten on sixteen panels; not finite
    /// where the bounds are not.</summary>
    private T Integral(BigOperator big)
    {
        T low = Value(big.Lower!),
            width = (Value(big.Upper!) - low) / T.Of(16.0),
            total = T.Of(0.0);
        if (!low.IsFinite || !width.IsFinite || !budget.Spend(16 * 5))
            return Opaque(big.ToString());
        _bound ??= [];
        string name = big.Variable.Name;
        bool hides = _bound.TryGetValue(name, out T hidden);
        for (int panel = 0; panel < 16; panel++)
        {
            T middle = low + width * T.Of(panel + 0.5);
            for (int node = 0; node < 10; node++)
            {
                double x = node < 5 ? Nodes[node] : -Nodes[node - 5];
                _bound[name] = middle + width * T.Of(x / 2);
                total += Value(big.Body) * T.Of(Weights[node % 5]);
            }
        }
        if (hides)
            _bound[name] = hidden;
        else
            _bound.Remove(name);
        return total * width / Two;
    }

    /// <summary>A derivative by differences of fourth order, whose step is as fine as the precision allows.</summary>
    private T Derivative(BigOperator big)
    {
        string name = big.Variable.Name;
        T at = Variable(name),
            step = T.Of(typeof(T) == typeof(BigComplex) ? 1e-10 : 1e-3);
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
        return slope;
    }

    private static readonly double[] Nodes =
    [
        0.148874338981631210885,
        0.433395394129247190799,
        0.679409568299024406234,
        0.865063366688984510732,
        0.973906528517171720078,
    ];

    private static readonly double[] Weights =
    [
        0.295524224714752870174,
        0.269266719309996355091,
        0.219086362515982043996,
        0.149451349150580593146,
        0.066671344308688137594,
    ];
}
