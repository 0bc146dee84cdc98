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
internal sealed partial class ScalarEquality
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
        if (!amounts.AreEqual && RoundedDecimals.Decimals(gold, answer, _budget) is { } decimals)
        {
            return _settings.AcceptRounded
                ? Comparison.Equal($"the exact number rounded to {decimals} decimals")
                : amounts with
                {
                    Reason =
                        $"{amounts.Reason}; rounded to {decimals} decimals they are the same, "
                        + "but the settings do not accept rounded numbers",
                };
        }
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
        (gold, answer) = (
            Periods.Reduced(ClosedForms.Of(gold, _budget)),
            Periods.Reduced(ClosedForms.Of(answer, _budget))
        );
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

        if (!ExpressionTraits.IsScalar(gold) || !ExpressionTraits.IsScalar(answer))
            return Comparison.Different("not both are numbers or formulas of numbers");
        HashSet<string> symbols = [];
        bool hasI = ExpressionTraits.Collect(gold, symbols) | ExpressionTraits.Collect(answer, symbols);
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

    private Comparison Exact(Expression gold, Expression answer, Rational goldValue, Rational answerValue)
    {
        if (goldValue == answerValue)
            return Comparison.Equal($"both are {Shown(goldValue)} exactly");
        if (ExpressionTraits.HasDecimals(gold) || ExpressionTraits.HasDecimals(answer))
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
