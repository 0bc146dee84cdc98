using System.Globalization;
using System.Numerics;
using R1Workbook.Core.Verification.Equivalence.Exact;
using R1Workbook.Core.Verification.Equivalence.NormalForms;
using R1Workbook.Core.Verification.Equivalence.Numerics;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence;

/// <summary>
/// Compares two scalar expressions: as rationals, as normal forms, and numerically at points where both are defined.
/// Agreement in doubles is confirmed, and disagreement too, with 45 digits.
/// </summary>
internal sealed class ScalarEquality
{
    private const int PointsWanted = 12,
        PointsNeeded = 5,
        PointsTried = 40;

    private readonly VerificationSettings _settings;
    private readonly WorkBudget _budget;
    private NormalFormBuilder _builder;

    public ScalarEquality(VerificationSettings settings, WorkBudget budget)
    {
        (this._settings, this._budget) = (settings, budget);
        _builder = new NormalFormBuilder(new Atoms(), budget);
    }

    public Comparison Compare(Expression gold, Expression answer)
    {
        (Expression? goldPlain, Expression? answerPlain) = (WithoutPercent(gold), WithoutPercent(answer));
        Comparison amounts = Amounts(gold, answer);
        if (amounts.AreEqual || goldPlain is null == answerPlain is null)
            return amounts;
        // 28% answers 28 as well as 0.28, as Math-Verify has it.
        Comparison values = Amounts(goldPlain ?? gold, answerPlain ?? answer);
        return values.AreEqual ? values with { Reason = values.Reason + ", the percent sign left out" } : amounts;
    }

    private static Expression? WithoutPercent(Expression expression) =>
        expression switch
        {
            Number { IsPercent: true } number => number with { IsPercent = false },
            Application { Function: "percent", Arguments: [var value] } => value,
            _ => null,
        };

    private Comparison Amounts(Expression gold, Expression answer)
    {
        if (gold is Number a && answer is Number b)
            return Exact(a, b, a.Amount, b.Amount);
        if (Infinity(gold) is var left and not 0 || Infinity(answer) is not 0)
        {
            left = Infinity(gold);
            int right = Infinity(answer);
            return left == right
                ? Comparison.Equal("both are the same infinity")
                : Comparison.Different("one is infinite, the other is not the same infinity");
        }
        Rational goldValue = ExactValue.Of(gold),
            answerValue = ExactValue.Of(answer);
        if (goldValue.IsValid && answerValue.IsValid)
            return Exact(gold, answer, goldValue, answerValue);
        _builder = new NormalFormBuilder(new Atoms(), _budget);
        bool degreesDiffer = NormalFormBuilder.HasDegrees(gold) != NormalFormBuilder.HasDegrees(answer);
        if (
            _builder.Build(gold) is { } goldForm
            && _builder.Build(answer) is { } answerForm
            && AreEqual(goldForm, answerForm)
        )
        {
            return Comparison.Equal("the same normal form");
        }

        if (!IsScalar(gold) || !IsScalar(answer))
            return Comparison.Different("not both are numbers or formulas of numbers");
        HashSet<string> symbols = [];
        bool hasI = Collect(gold, symbols) | Collect(answer, symbols);
        if (symbols.Count == 0)
            return Constants(gold, answer, degreesDiffer);
        return AtPoints(gold, answer, symbols, hasI);
    }

    private bool AreEqual(NormalForm a, NormalForm b)
    {
        if (a.IsPolynomial && b.IsPolynomial)
            return a.Numerator.SameAs(b.Numerator);
        if (a.Numerator.SameAs(b.Numerator) && a.Denominator.SameAs(b.Denominator))
            return true;
        return !a.Denominator.IsZero
            && !b.Denominator.IsZero
            && _builder.Arithmetic.Multiply(a.Numerator, b.Denominator) is { } left
            && _builder.Arithmetic.Multiply(b.Numerator, a.Denominator) is { } right
            && left.SameAs(right);
    }

    /// <summary>1 for ∞, -1 for -∞, 0 for what is neither.</summary>
    private static int Infinity(Expression expression) =>
        expression switch
        {
            Constant { Kind: ConstantKind.Infinity } => 1,
            Product { Factors: [Number { Value.Sign: var sign }, Constant { Kind: ConstantKind.Infinity }] } => sign,
            _ => 0,
        };

    private static bool IsScalar(Expression expression)
    {
        if (
            expression
            is Relation
                or Logical
                or Collection
                or Interval
                or NamedSet
                or SetBuilder
                or SetOperation
                or Text
                or Ratio
        )
        {
            return false;
        }

        foreach (Expression part in expression.Parts)
        {
            if (!IsScalar(part))
                return false;
        }
        return true;
    }

    private Comparison Exact(Expression gold, Expression answer, Rational goldValue, Rational answerValue)
    {
        if (goldValue == answerValue)
            return Comparison.Equal($"both are {Shown(goldValue)} exactly");
        if (HasDecimals(gold) || HasDecimals(answer))
            return Rounded(goldValue, answerValue);
        return Comparison.Different($"{Shown(goldValue)} is not {Shown(answerValue)}");
    }

    /// <summary>
    /// Math-Verify's rule for decimal numbers: both rounded to so many places are the same. Numbers near zero must
    /// agree to half as many digits besides, so that not all small ones are alike; great ones may agree to the numeric
    /// precision instead.
    /// </summary>
    private Comparison Rounded(Rational gold, Rational answer)
    {
        int places = Math.Clamp(_settings.FloatRounding, 0, 50);
        Rational difference = (gold - answer).Abs(),
            size = gold.Abs() > answer.Abs() ? gold.Abs() : answer.Abs();
        bool same =
            gold.Round(places) == answer.Round(places) && difference * new Rational(10).Pow((places + 1) / 2) <= size;
        int digits = Math.Clamp(_settings.NumericPrecision, 1, 50);
        if (!same && difference * new Rational(10).Pow(digits - 1) * 2 <= size)
            return Comparison.Equal($"the same to {digits} significant digits");
        return same
            ? Comparison.Equal($"the same to {places} decimals")
            : Comparison.Different($"{Shown(gold)} is not {Shown(answer)} to {places} decimals");
    }

    internal static bool HasDecimals(Expression expression)
    {
        if (expression is Number number)
            return number.Decimals >= 0;
        foreach (Expression part in expression.Parts)
        {
            if (HasDecimals(part))
                return true;
        }
        return false;
    }

    private Comparison Constants(Expression gold, Expression answer, bool degreesDiffer)
    {
        Complex a = new Evaluator<DoubleComplex>(default, _budget).Value(gold).Value,
            b = new Evaluator<DoubleComplex>(default, _budget).Value(answer).Value;
        if (_budget.IsSpent)
            return Comparison.Different("too much work to compare");
        if (!Complex.IsFinite(a) || !Complex.IsFinite(b))
            return Comparison.Different("a side has no value");
        bool decimals = HasDecimals(gold) || HasDecimals(answer);
        // Far apart in doubles is apart; only what is near is worth 45 digits.
        bool near = Complex.Abs(a - b) <= 1e-6 * Math.Max(Complex.Abs(a), Complex.Abs(b)) || Complex.Abs(a - b) < 1e-9;
        if (near || decimals)
        {
            BigComplex x = new Evaluator<BigComplex>(default, _budget).Value(gold),
                y = new Evaluator<BigComplex>(default, _budget).Value(answer);
            if (_budget.IsSpent)
                return Comparison.Different("too much work to compare");
            bool isApproximate = HasIntegral(gold) || HasIntegral(answer);
            if (isApproximate ? near && Complex.Abs(a - b) <= 1e-9 * Complex.Abs(a) : Agree(x, y))
                return Comparison.Equal($"both are {Shown(a)} to {(isApproximate ? 9 : 40)} digits");
            if (decimals && x.IsFinite && y.IsFinite)
            {
                (Rational re, Rational im, Rational re2, Rational im2) = (
                    x.Re.ToRational(),
                    x.Im.ToRational(),
                    y.Re.ToRational(),
                    y.Im.ToRational()
                );
                if (re.IsValid && im.IsValid && re2.IsValid && im2.IsValid && Close(re, re2) && Close(im, im2))
                    return Comparison.Equal($"the same to {_settings.FloatRounding} decimals: {Shown(a)}");
            }
        }
        if (degreesDiffer && Degrees(gold, answer, a, b))
            return Comparison.Equal("the same angle in degrees and in radians");
        return Comparison.Different($"{Shown(a)} is not {Shown(b)}");
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

    private static bool HasIntegral(Expression expression)
    {
        if (expression is BigOperator { Kind: BigOperatorKind.Integral })
            return true;
        foreach (Expression part in expression.Parts)
        {
            if (HasIntegral(part))
                return true;
        }
        return false;
    }

    private static bool Agree(BigComplex a, BigComplex b)
    {
        if (!a.IsFinite || !b.IsFinite)
            return false;
        BigComplex difference = a - b;
        double apart = Math.Max(Math.Abs(difference.Re.ToDouble()), Math.Abs(difference.Im.ToDouble()));
        double size = Math.Max(Complex.Abs(a.Approximate), Complex.Abs(b.Approximate));
        return apart <= 1e-36 * size || (apart < 1e-36 && size < 1e-30);
    }

    private Comparison AtPoints(Expression gold, Expression answer, HashSet<string> symbols, bool hasI)
    {
        bool isApproximate = HasIntegral(gold) || HasIntegral(answer);
        foreach (SampleDomain domain in (SampleDomain[])[SampleDomain.Real, SampleDomain.Natural, SampleDomain.Complex])
        {
            int agreed = 0;
            for (int index = 0; index < PointsTried && agreed < PointsWanted; index++)
            {
                if (_budget.IsSpent)
                    return Comparison.Different("too much work to compare");
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
                    agree = Agree(
                        new Evaluator<BigComplex>(point, _budget).Value(gold),
                        new Evaluator<BigComplex>(point, _budget).Value(answer)
                    );
                    if (_budget.IsSpent)
                        return Comparison.Different("too much work to compare");
                }
                if (!agree)
                    return Comparison.Different($"differ at {Shown(point, symbols)}: {Shown(a)} against {Shown(b)}");
                agreed++;
            }
            if (agreed >= PointsNeeded)
                return Comparison.Equal($"equal at {agreed} of {agreed} points");
        }
        return Comparison.Different("too few points where both are defined");
    }

    private static bool IsDefined(Complex value, SampleDomain domain, bool hasI) =>
        Complex.IsFinite(value)
        && (hasI || domain == SampleDomain.Complex || Math.Abs(value.Imaginary) <= 1e-11 * Complex.Abs(value));

    /// <summary>Gathers the free symbols; true where the imaginary unit occurs.</summary>
    internal static bool Collect(Expression expression, HashSet<string> symbols)
    {
        if (expression is BigOperator { Kind: not BigOperatorKind.Derivative, Lower: not null } big)
        {
            // What is bound within may be free without.
            HashSet<string> inner = [];
            bool hasI = Collect(big.Body, inner);
            inner.Remove(big.Variable.Name);
            symbols.UnionWith(inner);
            return hasI | Collect(big.Lower, symbols) | (big.Upper is not null && Collect(big.Upper, symbols));
        }
        if (expression is Symbol symbol)
            symbols.Add(symbol.Name);
        bool found = expression is Constant { Kind: ConstantKind.I };
        foreach (Expression part in expression.Parts)
            found |= Collect(part, symbols);
        return found;
    }

    /// <summary>
    /// The factor c with a = c·b at all points where both are defined; null where there is none. Zero everywhere has no
    /// factor.
    /// </summary>
    public Rational? ConstantRatio(Expression a, Expression b, bool isEquation)
    {
        if (!IsScalar(a) || !IsScalar(b))
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
        bool hasI = Collect(a, symbols) | Collect(b, symbols);
        if (symbols.Count == 0 || HasIntegral(a) || HasIntegral(b))
            return null;
        BigComplex? first = null;
        int agreed = 0;
        for (int index = 0; index < PointsTried && agreed < PointsNeeded + 2; index++)
        {
            SamplePoint point = new(SampleDomain.Real, index);
            BigComplex x = new Evaluator<BigComplex>(point, _budget).Value(a),
                y = new Evaluator<BigComplex>(point, _budget).Value(b);
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
            BigComplex quotient = x / y;
            first ??= quotient;
            if (!Agree(first.Value, quotient))
                return null;
            agreed++;
        }
        if (agreed < PointsNeeded || first!.Value.Approximate.Imaginary != 0)
            return null;
        return first.Value.Re.Sign;
    }

    internal static string Shown(Rational value)
    {
        string text = value.ToString();
        return text.Length <= 40 ? text : value.ToDouble().ToString("G10", CultureInfo.InvariantCulture);
    }

    private static string Shown(Complex value)
    {
        string real = value.Real.ToString("G10", CultureInfo.InvariantCulture);
        return Math.Abs(value.Imaginary) <= 1e-12 * Complex.Abs(value)
            ? real
            : string.Create(CultureInfo.InvariantCulture, $"{real}{value.Imaginary:+0.#########;-0.#########}i");
    }

    private static string Shown(SamplePoint point, HashSet<string> symbols)
    {
        List<string> values = [];
        foreach (string symbol in symbols.Order(StringComparer.Ordinal).Take(4))
        {
            (Rational re, Rational im) = point.Value(symbol);
            values.Add($"{symbol} = {Shown(new Complex(re.ToDouble(), im.ToDouble()))}");
        }
        return string.Join(", ", values);
    }
}
