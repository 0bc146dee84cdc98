using System.Numerics;
using R1Workbook.Core.Verification.Equivalence.NormalForms;
using R1Workbook.Core.Verification.Equivalence.Numerics;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence;

/// <content>Comparison of values, at one point or at many.</content>
internal sealed partial class ScalarEquality
{
    private const double KnownDecimals = 1e-30;

    private Comparison Constants(Expression gold, Expression answer, bool degreesDiffer)
    {
        ErrorBounded<DoubleComplex> left = new Evaluator<ErrorBounded<DoubleComplex>>(default, _budget).Value(gold),
            right = new Evaluator<ErrorBounded<DoubleComplex>>(default, _budget).Value(answer);
        (Complex a, Complex b) = (left.Approximate, right.Approximate);
        if (_budget.IsSpent)
            return Comparison.Undecided("too much work to compare");
        bool isApproximate = ExpressionTraits.IsApproximate(gold) || ExpressionTraits.IsApproximate(answer),
            decimals = ExpressionTraits.HasDecimals(gold) || ExpressionTraits.HasDecimals(answer),
            isFinite = left.IsFinite && right.IsFinite;
        // Far apart in doubles is apart; only what is near, or lost its digits, is worth 45 of them.
        bool near =
            !isFinite
            || Complex.Abs(a - b) <= 1e-6 * Math.Max(Complex.Abs(a), Complex.Abs(b))
            || Complex.Abs(a - b) < 1e-9
            || !NearnessRules.AreApart(left, right);
        if (isApproximate && isFinite)
        {
            if (near && Complex.Abs(a - b) <= 1e-9 * Math.Max(Complex.Abs(a), 1e-3))
                return Comparison.Equal($"both are {Shown(a)} to 9 digits");
            if (near)
                return Comparison.Undecided($"{Shown(a)} and {Shown(b)} are too near to be told apart");
        }
        else if (near || decimals)
        {
            if (Precisely(gold, answer, decimals) is { } settled)
                return settled;
        }
        if (degreesDiffer && Degrees(gold, answer, a, b))
            return Comparison.Equal("the same angle in degrees and in radians");
        return Comparison.Different(
            isFinite && Shown(a) != Shown(b) ? $"{Shown(a)} is not {Shown(b)}" : "not the same number, by 45 digits"
        );
    }

    /// <summary>Compares with 45 digits; null where the numbers are certainly not the same.</summary>
    private Comparison? Precisely(Expression gold, Expression answer, bool decimals)
    {
        ErrorBounded<BigComplex> x = new Evaluator<ErrorBounded<BigComplex>>(default, _budget).Value(gold),
            y = new Evaluator<ErrorBounded<BigComplex>>(default, _budget).Value(answer);
        if (_budget.IsSpent)
            return Comparison.Undecided("too much work to compare");
        if (!x.IsFinite || !y.IsFinite)
        {
            return Magnitudes.DividesByZero(gold) || Magnitudes.DividesByZero(answer)
                    ? Comparison.Different("a side divides by zero")
                : Magnitudes.Differ(gold, answer) ? Comparison.Different("numbers of different size")
                : Comparison.Undecided("a side has no value, or none that is known to a digit");
        }
        Nearness nearness = NearnessRules.Judge(x, y);
        if (nearness == Nearness.Same)
            return Comparison.Equal($"both are {Shown(x.Approximate)} to 40 digits");
        if (decimals && x.Error < KnownDecimals && y.Error < KnownDecimals)
        {
            (Rational re, Rational im, Rational re2, Rational im2) = (
                x.Value.Re.ToRational(),
                x.Value.Im.ToRational(),
                y.Value.Re.ToRational(),
                y.Value.Im.ToRational()
            );
            if (re.IsValid && im.IsValid && re2.IsValid && im2.IsValid && Close(re, re2) && Close(im, im2))
                return Comparison.Equal($"the same to {_settings.FloatRounding} decimals: {Shown(x.Approximate)}");
        }
        return nearness == Nearness.Unknown
            ? Comparison.Undecided("what is left of great numbers that cancel out is not known well enough")
            : null;
    }

    private bool Close(Rational a, Rational b) =>
        (a.Abs() < Rational.Of(1, BigInteger.Pow(10, 30)) && b.Abs() < Rational.Of(1, BigInteger.Pow(10, 30)))
        || Rounded(a, b).AreEqual;

    private static bool Degrees(Expression gold, Expression answer, Complex a, Complex b)
    {
        if (gold is Quantity { Unit: "°" })
            a *= Math.PI / 180;
        else if (answer is Quantity { Unit: "°" })
            b *= Math.PI / 180;
        else
            return false;
        return Complex.Abs(a - b) <= 1e-12 * Complex.Abs(a);
    }

    private Comparison AtPoints(Expression gold, Expression answer, HashSet<string> symbols, bool hasI)
    {
        bool isApproximate = ExpressionTraits.IsApproximate(gold) || ExpressionTraits.IsApproximate(answer);
        foreach (SampleDomain domain in (SampleDomain[])[SampleDomain.Real, SampleDomain.Natural, SampleDomain.Complex])
        {
            int agreed = 0;
            for (int index = 0; index < PointsTried && agreed < PointsWanted; index++)
            {
                if (_budget.IsSpent)
                    return Comparison.Undecided("too much work to compare");
                SamplePoint point = new(domain, index);
                Complex a = new Evaluator<DoubleComplex>(point, _budget).Value(gold).Value;
                if (!IsDefined(a, domain, hasI))
                    continue;
                Complex b = new Evaluator<DoubleComplex>(point, _budget).Value(answer).Value;
                if (!IsDefined(b, domain, hasI))
                    continue;
                double size = Math.Max(Complex.Abs(a), Complex.Abs(b)),
                    apart = Complex.Abs(a - b);
                bool agree = apart <= 1e-9 * size;
                // Doubles may fail by cancellation and may agree by chance: the first points and every doubt are
                // settled with 45 digits.
                if (!isApproximate && (!agree || agreed < 2))
                {
                    Nearness nearness = NearnessRules.Judge(
                        new Evaluator<ErrorBounded<BigComplex>>(point, _budget).Value(gold),
                        new Evaluator<ErrorBounded<BigComplex>>(point, _budget).Value(answer)
                    );
                    if (_budget.IsSpent)
                        return Comparison.Undecided("too much work to compare");
                    if (nearness == Nearness.Unknown)
                        continue;
                    agree = nearness == Nearness.Same;
                }
                if (!agree)
                    return Comparison.Different($"differ at {Shown(point, symbols)}: {Shown(a)} against {Shown(b)}");
                agreed++;
            }
            if (agreed >= PointsNeeded)
                return Comparison.Equal($"equal at {agreed} of {agreed} points");
        }
        return Comparison.Undecided("too few points where both are defined");
    }

    private static bool IsDefined(Complex value, SampleDomain domain, bool hasI) =>
        Complex.IsFinite(value)
        && (hasI || domain == SampleDomain.Complex || Math.Abs(value.Imaginary) <= 1e-11 * Complex.Abs(value));

    /// <summary>
    /// The factor c with a = c·b at all points where both are defined; null where there is none. Zero everywhere has no
    /// factor.
    /// </summary>
    public Rational? ConstantRatio(Expression a, Expression b, bool isEquation)
    {
        if (!ExpressionTraits.IsScalar(a) || !ExpressionTraits.IsScalar(b))
            return null;
        _builder = new NormalFormBuilder(new Atoms(), _budget);
        if (_builder.Build(a) is { } left && _builder.Build(b) is { } right)
        {
            if (left.Numerator.IsZero || right.Numerator.IsZero)
                return null;
            Rational ratio = left.Numerator.Leading() / right.Numerator.Leading();
            if (left.Numerator.SameAs(right.Numerator.Scale(ratio)) && left.IsPolynomial && right.IsPolynomial)
                return ratio;
            // An equation may be multiplied by its denominators, an inequality only by what has one sign.
            if (
                isEquation
                && _builder.Arithmetic.WithoutDenominators(left.Numerator) is { } a1
                && _builder.Arithmetic.WithoutDenominators(right.Numerator) is { } b1
                && a1.SameAs(b1.Scale(a1.Leading() / b1.Leading()))
            )
            {
                return Rational.One;
            }
        }
        HashSet<string> symbols = [];
        bool hasI = ExpressionTraits.Collect(a, symbols) | ExpressionTraits.Collect(b, symbols);
        if (symbols.Count == 0 || ExpressionTraits.IsApproximate(a) || ExpressionTraits.IsApproximate(b))
            return null;
        ErrorBounded<BigComplex>? first = null;
        int agreed = 0;
        for (int index = 0; index < PointsTried && agreed < PointsNeeded + 2; index++)
        {
            SamplePoint point = new(SampleDomain.Real, index);
            ErrorBounded<BigComplex> x = new Evaluator<ErrorBounded<BigComplex>>(point, _budget).Value(a),
                y = new Evaluator<ErrorBounded<BigComplex>>(point, _budget).Value(b);
            if (_budget.IsSpent)
                return null;
            if (
                !IsDefined(x.Approximate, SampleDomain.Real, hasI) || !IsDefined(y.Approximate, SampleDomain.Real, hasI)
            )
            {
                continue;
            }

            if (Complex.Abs(x.Approximate) < 1e-30 || Complex.Abs(y.Approximate) < 1e-30)
                return null;
            ErrorBounded<BigComplex> quotient = x / y;
            first ??= quotient;
            if (NearnessRules.Judge(first.Value, quotient) != Nearness.Same)
                return null;
            agreed++;
        }
        if (agreed < PointsNeeded || first!.Value.Approximate.Imaginary != 0)
            return null;
        return first.Value.Value.Re.Sign;
    }
}
