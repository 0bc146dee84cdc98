using System.Numerics;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence.Exact;

/// <summary>The exact rational value of an expression that has one and shows it by plain arithmetic.</summary>
internal static class ExactValue
{
    private const int LargestFactorial = 500;

    /// <summary>The value, or <see cref="Rational.Invalid"/> where plain arithmetic gives none.</summary>
    public static Rational Of(Expression expression)
    {
        switch (expression)
        {
            case Number number:
                return number.Amount;
            case BasedNumber based:
                return based.Value;
            case Quantity quantity:
                return Of(quantity.Value);
            case Sum sum:
                Rational total = Rational.Zero;
                for (int i = 0; i < sum.Terms.Count && total.IsValid; i++)
                    total += Of(sum.Terms[i]);
                return total;
            case Product product:
                Rational result = Rational.One;
                for (int i = 0; i < product.Factors.Count && result.IsValid; i++)
                    result *= Of(product.Factors[i]);
                return result;
            case Power power:
                Rational exponent = Of(power.Exponent);
                return exponent.IsValid ? Power(Of(power.Base), exponent) : Rational.Invalid;
            case Application { IsKnown: true } application:
                Span<Rational> arguments = new Rational[application.Arguments.Count];
                for (int i = 0; i < arguments.Length; i++)
                {
                    arguments[i] = Of(application.Arguments[i]);
                    if (!arguments[i].IsValid)
                        return Rational.Invalid;
                }
                return arguments.Length == 0 ? Rational.Invalid : Function(application.Function, arguments);
            default:
                return Rational.Invalid;
        }
    }

    /// <summary>A power whose value is rational: a whole exponent, or the root of what is a power.</summary>
    public static Rational Power(Rational value, Rational exponent)
    {
        if (!value.IsValid || !exponent.IsValid)
            return Rational.Invalid;
        if (exponent.IsInteger)
        {
            return exponent.TryInt(out int whole) && !(value.IsZero && whole <= 0)
                ? value.Pow(whole)
                : Rational.Invalid;
        }

        if (exponent.Denominator > 64 || exponent.Numerator.GetBitLength() > 16)
            return Rational.Invalid;
        int degree = (int)exponent.Denominator;
        if (value.Sign < 0 && degree % 2 == 0)
            return Rational.Invalid;
        if (
            Root(BigInteger.Abs(value.Numerator), degree) is not { } numerator
            || Root(value.Denominator, degree) is not { } denominator
        )
        {
            return Rational.Invalid;
        }

        return Rational.Of(value.Sign < 0 ? -numerator : numerator, denominator).Pow((int)exponent.Numerator);
    }

    /// <summary>The whole root of a number that has one.</summary>
    private static BigInteger? Root(BigInteger value, int degree)
    {
        if (value.IsZero || value.IsOne)
            return value;
        if (value.GetBitLength() < degree)
            return null;
        // Newton from above; each step more than halves the excess.
        BigInteger root = BigInteger.One << (int)((value.GetBitLength() + degree - 1) / degree);
        while (true)
        {
            BigInteger next = ((degree - 1) * root + value / BigInteger.Pow(root, degree - 1)) / degree;
            if (next >= root)
                break;
            root = next;
        }
        return BigInteger.Pow(root, degree) == value ? root : null;
    }

    /// <summary>A function at rational arguments, where its value is rational.</summary>
    public static Rational Function(string function, ReadOnlySpan<Rational> arguments)
    {
        Rational first = arguments[0];
        Rational second = arguments.Length > 1 ? arguments[1] : Rational.Invalid;
        switch (function)
        {
            case "Abs":
                return first.Abs();
            case "sign":
                return first.Sign;
            case "floor":
                return first.Floor();
            case "ceiling":
                return -(-first).Floor();
            case "percent":
                return first / 100;
            case "re" or "conjugate":
                return first;
            case "im":
                return Rational.Zero;
            case "factorial":
                return first.TryInt(out int n) && n is >= 0 and <= LargestFactorial
                    ? Falling(n, n, 1)
                    : Rational.Invalid;
            case "factorial2":
                return first.TryInt(out int m) && m is >= 0 and <= LargestFactorial
                    ? Falling(m, (m + 1) / 2, 2)
                    : Rational.Invalid;
            case "binomial":
                return Binomial(first, second);
            case "Mod":
                return first - second * (first / second).Floor();
            case "log":
                return Logarithm(first, second);
            case "gcd" or "lcm" or "Min" or "Max":
                Rational folded = first;
                if (arguments.Length == 1 && function is "gcd")
                    return first.Abs();
                for (int i = 1; i < arguments.Length; i++)
                    folded = Fold(function, folded, arguments[i]);
                return folded;
            default:
                return first.IsZero && function is "sin" or "tan" or "asin" or "atan" or "sinh" or "tanh"
                        ? Rational.Zero
                    : first.IsZero && function is "cos" or "cosh" or "sec" or "sech" ? Rational.One
                    : Rational.Invalid;
        }
    }

    private static Rational Falling(int from, int count, int step)
    {
        BigInteger product = 1;
        for (int i = 0; i < count; i++)
            product *= from - i * step;
        return new Rational(product);
    }

    private static Rational Binomial(Rational n, Rational k)
    {
        if (!k.TryInt(out int below) || !n.TryInt(out int above) || Math.Abs(above) > 5000)
            return Rational.Invalid;
        if (below < 0)
            return Rational.Zero;
        if (above >= 0 && below > above / 2)
            below = above - below;
        if (below < 0)
            return Rational.Zero;
        if (below > LargestFactorial)
            return Rational.Invalid;
        return Falling(above, below, 1) / Falling(below, below, 1);
    }

    private static Rational Fold(string function, Rational a, Rational b) =>
        function switch
        {
            "Min" => a < b ? a : b,
            "Max" => a > b ? a : b,
            "gcd" => GreatestCommonDivisor(a, b),
            // SymPy's sign: that of the product.
            _ => a.IsZero || b.IsZero ? Rational.Zero : a * b / GreatestCommonDivisor(a, b),
        };

    /// <summary>The greatest rational of which both are whole multiples.</summary>
    public static Rational GreatestCommonDivisor(Rational a, Rational b) =>
        !a.IsValid || !b.IsValid
            ? Rational.Invalid
            : Rational.Of(
                BigInteger.GreatestCommonDivisor(a.Numerator * b.Denominator, b.Numerator * a.Denominator),
                a.Denominator * b.Denominator
            );

    private static Rational Logarithm(Rational value, Rational radix)
    {
        if (!radix.IsValid || value.Sign <= 0 || radix.Sign <= 0 || radix.IsOne)
            return Rational.Invalid;
        if (value.IsOne)
            return Rational.Zero;
        double estimate = BigInteger.Log(value.Numerator) - BigInteger.Log(value.Denominator);
        double ratio = estimate / (BigInteger.Log(radix.Numerator) - BigInteger.Log(radix.Denominator));
        for (int degree = 1; degree <= 6; degree++)
        {
            double scaled = Math.Round(ratio * degree);
            if (
                Math.Abs(scaled) < 5000
                && Math.Abs(scaled - ratio * degree) < 1e-9
                && radix.Pow((int)scaled) == value.Pow(degree)
            )
            {
                return Rational.Of((int)scaled, degree);
            }
        }
        return Rational.Invalid;
    }
}
