using System.Numerics;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence.Numerics;

/// <summary>
/// A floating-point number of 192 bits (57 decimal digits) on BigInteger: mantissa · 2^exponent. The elementary
/// functions are right to some 45 digits. What is too great or undefined is not finite.
/// </summary>
internal readonly partial struct BigFloat
{
    private const int Bits = 192,
        LargestExponent = 1 << 20;

    private readonly BigInteger _mantissa;
    private readonly int _exponent;
    private readonly bool _isFinite;

    private BigFloat(BigInteger mantissa, long exponent)
    {
        long excess = mantissa.GetBitLength() - Bits;
        if (excess > 0)
        {
            mantissa >>= (int)excess;
            exponent += excess;
        }
        if (mantissa.IsZero)
            exponent = 0;
        _isFinite = Math.Abs(exponent) < LargestExponent;
        (this._mantissa, this._exponent) = (mantissa, _isFinite ? (int)exponent : 0);
    }

    public static BigFloat Pi { get; } = new(FixedPi(), -Fixed.Scale);

    public static BigFloat Ln2 { get; } = new(FixedLn2(), -Fixed.Scale);

    public static BigFloat NaN => default;

    public bool IsFinite => _isFinite;

    public int Sign => _mantissa.Sign;

    public static BigFloat Of(Rational value)
    {
        if (!value.IsValid)
            return NaN;
        if (value.IsInteger)
            return new BigFloat(value.Numerator, 0);
        int shift = (int)Math.Max(0, Bits + 8 + value.Denominator.GetBitLength() - value.Numerator.GetBitLength());
        return new BigFloat((value.Numerator << shift) / value.Denominator, -shift);
    }

    public static BigFloat Of(double value)
    {
        if (!double.IsFinite(value))
            return NaN;
        if (value == 0)
            return new BigFloat(0, 0);
        int scale = 52 - Math.ILogB(value);
        return new BigFloat(new BigInteger(Math.ScaleB(value, scale)), -scale);
    }

    public static BigFloat operator +(BigFloat a, BigFloat b)
    {
        if (!a._isFinite || !b._isFinite)
            return NaN;
        if (a._mantissa.IsZero)
            return b;
        if (b._mantissa.IsZero)
            return a;
        if (a._exponent < b._exponent)
            (a, b) = (b, a);
        int shift = a._exponent - b._exponent;
        if (shift > 3 * Bits)
            return a;
        return new BigFloat((a._mantissa << shift) + b._mantissa, b._exponent);
    }

    public static BigFloat operator -(BigFloat a) => a._isFinite ? new BigFloat(-a._mantissa, a._exponent) : a;

    public static BigFloat operator -(BigFloat a, BigFloat b) => a + -b;

    public static BigFloat operator *(BigFloat a, BigFloat b) =>
        a._isFinite && b._isFinite ? new BigFloat(a._mantissa * b._mantissa, (long)a._exponent + b._exponent) : NaN;

    public static BigFloat operator /(BigFloat a, BigFloat b)
    {
        if (!a._isFinite || !b._isFinite || b._mantissa.IsZero)
            return NaN;
        int shift = (int)Math.Max(0, Bits + 8 + b._mantissa.GetBitLength() - a._mantissa.GetBitLength());
        return new BigFloat((a._mantissa << shift) / b._mantissa, (long)a._exponent - b._exponent - shift);
    }

    public double ToDouble()
    {
        if (!_isFinite)
            return double.NaN;
        int drop = (int)Math.Max(0, _mantissa.GetBitLength() - 64);
        return Math.ScaleB((double)(_mantissa >> drop), _exponent + drop);
    }

    /// <summary>The value exactly, where it is not absurdly great or small.</summary>
    public Rational ToRational()
    {
        if (!_isFinite || Math.Abs(_exponent) > MostExponent)
            return Rational.Invalid;
        return _exponent >= 0
            ? new Rational(_mantissa << _exponent)
            : Rational.Of(_mantissa, BigInteger.One << -_exponent);
    }

    private BigInteger ToFixed()
    {
        int shift = _exponent + Fixed.Scale;
        return shift >= 0 ? _mantissa << shift : _mantissa >> -shift;
    }

    private static BigInteger FixedPi() => 4 * (4 * Fixed.InverseTangent(5, false) - Fixed.InverseTangent(239, false));

    private static BigInteger FixedLn2() => 2 * Fixed.InverseTangent(3, true);

    /// <summary>Series on fixed-point numbers.</summary>
    private static class Fixed
    {
        public const int Scale = 240;

        private const int Halvings = 8;

        public static BigInteger Exp(BigInteger value)
        {
            BigInteger reduced = value >> Halvings,
                term = BigInteger.One << Scale,
                sum = term;
            for (int n = 1; n < 60 && !term.IsZero; n++)
            {
                term = ((term * reduced) >> Scale) / n;
                if (term == BigInteger.MinusOne)
                    break;
                sum += term;
            }
            for (int i = 0; i < Halvings; i++)
                sum = (sum * sum) >> Scale;
            return sum;
        }

        public static (BigInteger Sine, BigInteger Cosine) SineCosine(BigInteger angle)
        {
            BigInteger term = BigInteger.One << Scale,
                sine = 0,
                cosine = term;
            for (int n = 1; n < 80; n++)
            {
                term = ((term * angle) >> Scale) / n;
                if (term.IsZero || term == BigInteger.MinusOne)
                    break;
                if ((n & 1) == 1)
                    sine += (n & 2) == 0 ? term : -term;
                else
                    cosine += (n & 2) == 0 ? term : -term;
            }
            return (sine, cosine);
        }

        /// <summary>arctan(1/n), or with signs that do not alternate artanh(1/n).</summary>
        public static BigInteger InverseTangent(int n, bool hyperbolic)
        {
            BigInteger power = (BigInteger.One << Scale) / n,
                sum = power;
            for (int k = 3; !power.IsZero; k += 2)
            {
                power /= n * n;
                sum += !hyperbolic && (k & 2) != 0 ? -(power / k) : power / k;
            }
            return sum;
        }
    }
}
