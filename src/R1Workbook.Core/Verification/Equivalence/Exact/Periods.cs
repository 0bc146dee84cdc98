using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence.Exact;

/// <summary>
/// Takes whole periods out of what is periodic, exactly: the sine of 10^100·π is that of 0, e^(2πi·10^50) is 1, i to
/// the 10^100 is 1. No arithmetic with a fixed number of digits can do that afterwards.
/// </summary>
internal static class Periods
{
    private static readonly Rational Turn = new(2),
        TurnInDegrees = new(360);

    /// <summary>The expression with the whole periods left out.</summary>
    public static Expression Reduced(Expression expression) =>
        expression.Has(part => part is Application { Function: var name } && IsAngular(name) || part is Power)
            ? Within(expression)
            : expression;

    private static Expression Within(Expression expression)
    {
        if (expression.Parts.Count == 0)
            return expression;
        Expression inner = expression.With(expression.Parts.Map(Within));
        return inner switch
        {
            Application { Arguments: [var angle] } function when IsAngular(function.Function) => Angle(angle)
                is { } smaller
                ? new Application(function.Function, [smaller])
                : inner,
            Power { Base: Constant { Kind: ConstantKind.E }, Exponent: var exponent } => Turns(
                exponent,
                isImaginary: true
            )
                is { } left
                ? new Power(new Constant(ConstantKind.E), left)
                : inner,
            Power { Exponent: var exponent } power => OfUnit(power.Base, exponent) ?? inner,
            _ => inner,
        };
    }

    private static bool IsAngular(string function) => function is "sin" or "cos" or "tan" or "cot" or "sec" or "csc";

    private static Expression? Angle(Expression angle)
    {
        if (!angle.Has(part => part is Quantity { Unit: "°" }))
            return Turns(angle, isImaginary: false);
        Rational degrees = ExactValue.Of(angle);
        return degrees.IsValid && degrees.Abs() > TurnInDegrees
            ? new Quantity(new Number(Modulo(degrees, TurnInDegrees)), "°")
            : null;
    }

    /// <summary>A sum whose multiples of π, or of πi, are together more than one turn, with what is left of
    /// them.</summary>
    private static Expression? Turns(Expression angle, bool isImaginary)
    {
        Rational halves = Rational.Zero;
        List<Expression> rest = [];
        foreach (Expression term in angle is Sum sum ? sum.Terms : [angle])
        {
            if (MultipleOfPi(term, isImaginary) is { IsValid: true } multiple)
                halves += multiple;
            else
                rest.Add(term);
        }
        if (!halves.IsValid || halves.Abs() <= Rational.One)
            return null;
        List<Expression> factors = [new Number(Modulo(halves, Turn)), new Constant(ConstantKind.Pi)];
        if (isImaginary)
            factors.Add(new Constant(ConstantKind.I));
        if (!Modulo(halves, Turn).IsZero || rest.Count == 0)
            rest.Add(Modulo(halves, Turn).IsZero ? new Number(0) : new Product([.. factors]));
        return rest.Count == 1 ? rest[0] : new Sum([.. rest]);
    }

    private static Rational MultipleOfPi(Expression term, bool isImaginary)
    {
        int pis = 0,
            units = 0;
        Rational multiple = Gathered(term, ref pis, ref units);
        return pis == 1 && units == (isImaginary ? 1 : 0) ? multiple : Rational.Invalid;
    }

    /// <summary>The rational factor of a product of numbers, π and i, which are counted.</summary>
    private static Rational Gathered(Expression term, ref int pis, ref int units)
    {
        switch (term)
        {
            case Constant { Kind: ConstantKind.Pi }:
                pis++;
                return Rational.One;
            case Constant { Kind: ConstantKind.I }:
                units++;
                return Rational.One;
            case Product { Factors: var factors }:
                Rational multiple = Rational.One;
                for (int i = 0; i < factors.Count && multiple.IsValid; i++)
                    multiple *= Gathered(factors[i], ref pis, ref units);
                return multiple;
            default:
                return ExactValue.Of(term);
        }
    }

    /// <summary>-1, i or -i to a whole power.</summary>
    private static Expression? OfUnit(Expression unit, Expression exponent)
    {
        if (ExactValue.Of(unit) is { IsValid: true } real && real == -1)
        {
            return ExactValue.Of(exponent) is { IsInteger: true, Numerator.IsEven: var even }
                ? even
                    ? new Number(1)
                    : Number.MinusOne
                : null;
        }
        bool negative =
            unit is Product { Factors: [Number { Value: var sign }, Constant { Kind: ConstantKind.I }] } && sign == -1;
        if (!negative && unit is not Constant { Kind: ConstantKind.I })
            return null;
        Rational power = ExactValue.Of(exponent);
        if (!power.IsInteger)
            return null;
        Rational quarter = Modulo(negative ? -power : power, new Rational(4));
        return quarter.IsZero ? new Number(1)
            : quarter == new Rational(2) ? Number.MinusOne
            : quarter.IsOne ? new Constant(ConstantKind.I)
            : Product.Negative(new Constant(ConstantKind.I));
    }

    private static Rational Modulo(Rational value, Rational period) => value - period * (value / period).Floor();
}
