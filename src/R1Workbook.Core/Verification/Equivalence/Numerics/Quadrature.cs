using System.Numerics;
using R1Workbook.Core.Verification.Equivalence.Exact;

namespace R1Workbook.Core.Verification.Equivalence.Numerics;

/// <summary>Integrals in doubles with a check: each rule is applied twice, the second time finer, and where both do not
/// agree there is no value.</summary>
internal static class Quadrature
{
    private const double Agreement = 2e-11;

    /// <summary>From one number to another: Gauss-Legendre, and where the integrand is not smooth the double
    /// exponential rule, which bears singular ends.</summary>
    public static Complex? Finite(Func<double, Complex> at, double low, double high, WorkBudget budget)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high) || !budget.Spend(16 * 15))
            return null;
        // Divided at a place without symmetry: what only cancels out, as 1/x from -1 to 1, does not agree.
        double within = low + 0.3819660112501051 * (high - low);
        Complex coarse = Gauss(at, low, within, 4) + Gauss(at, within, high, 5),
            fine = Gauss(at, low, high, 16);
        if (Agree(coarse, fine))
            return fine;
        double half = (high - low) / 2;
        return Twice(
            t =>
            {
                double u = Math.PI / 2 * Math.Sinh(t),
                    weight = half * Math.PI / 2 * Math.Cosh(t) / (Math.Cosh(u) * Math.Cosh(u));
                // Near an end the distance to it counts, not the place.
                double distance = 2 * half / (1 + Math.Exp(2 * Math.Abs(u))),
                    x = u < 0 ? low + distance : high - distance;
                return (x, weight);
            },
            at,
            3.6
        );
    }

    /// <summary>To infinity on one side or on both.</summary>
    public static Complex? Infinite(Func<double, Complex> at, double? low, double? high, WorkBudget budget)
    {
        if (!budget.Spend(16 * 15))
            return null;
        return Twice(
            t =>
            {
                double u = Math.PI / 2 * Math.Sinh(t),
                    slope = Math.PI / 2 * Math.Cosh(t);
                return low is { } from ? (from + Math.Exp(u), slope * Math.Exp(u))
                    : high is { } to ? (to - Math.Exp(u), slope * Math.Exp(u))
                    : (Math.Sinh(u), slope * Math.Cosh(u));
            },
            at,
            4
        );
    }

    private static Complex? Twice(
        Func<double, (double Place, double Weight)> node,
        Func<double, Complex> at,
        double reach
    )
    {
        Complex[] totals = new Complex[2];
        for (int round = 0; round < 2; round++)
        {
            double step = round == 0 ? 0.0625 : 0.03125;
            if (
                !Side(node, at, reach, step, 0, ref totals[round])
                || !Side(node, at, reach, -step, 1, ref totals[round])
            )
            {
                return null;
            }
        }
        return Agree(totals[0], totals[1]) ? totals[1] : null;
    }

    /// <summary>Adds the terms on one side of the middle, until they are nothing beside the total; false where one in
    /// between has no value.</summary>
    private static bool Side(
        Func<double, (double Place, double Weight)> node,
        Func<double, Complex> at,
        double reach,
        double step,
        int first,
        ref Complex total
    )
    {
        int small = 0;
        for (int i = first; Math.Abs(i * step) <= reach && small < 3; i++)
        {
            (double place, double weight) = node(i * step);
            Complex term = at(place) * weight * Math.Abs(step);
            if (!Complex.IsFinite(term))
                return small > 0 || Math.Abs(i * step) > 2.5;
            small = Complex.Abs(term) <= 1e-17 * Complex.Abs(total) ? small + 1 : 0;
            total += term;
        }
        return true;
    }

    private static bool Agree(Complex a, Complex b) =>
        Complex.IsFinite(a) && Complex.IsFinite(b) && Complex.Abs(a - b) <= Agreement * Math.Max(1e-3, Complex.Abs(b));

    private static Complex Gauss(Func<double, Complex> at, double low, double high, int panels)
    {
        double width = (high - low) / panels;
        Complex total = 0;
        // One place without a value is enough: none is there either once the steps are used up.
        for (int panel = 0; panel < panels && Complex.IsFinite(total); panel++)
        {
            double middle = low + width * (panel + 0.5);
            for (int node = 0; node < 10 && Complex.IsFinite(total); node++)
            {
                double x = node < 5 ? Nodes[node] : -Nodes[node - 5];
                total += at(middle + width * x / 2) * Weights[node % 5];
            }
        }
        return total * width / 2;
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
