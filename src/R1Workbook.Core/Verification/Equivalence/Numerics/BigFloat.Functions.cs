using System.Numerics;

namespace R1Workbook.Core.Verification.Equivalence.Numerics;

/// <content>Roots, exponentials, logarithms and angles.</content>
internal readonly partial struct BigFloat
{
    private const int MostExponent = 4000;

    public static BigFloat Sqrt(BigFloat value)
    {
        if (!value._isFinite || value.Sign < 0)
            return NaN;
        if (value.Sign == 0)
            return value;
        int shift = (int)Math.Max(0, 2 * Bits + 4 - value._mantissa.GetBitLength());
        if (((value._exponent - shift) & 1) != 0)
            shift++;
        BigInteger scaled = value._mantissa << shift,
            root = BigInteger.One << (int)((scaled.GetBitLength() + 1) / 2);
        while (true)
        {
            BigInteger next = (root + scaled / root) >> 1;
            if (next >= root)
                return new BigFloat(root, (value._exponent - shift) / 2);
            root = next;
        }
    }

    /// <summary>The greatest whole number that is not above the value; within 1e-30 of a whole number that one.
    /// Not finite where the value has too few digits behind the point to tell.</summary>
    public static BigFloat Floor(BigFloat value)
    {
        if (!value._isFinite || Math.Abs(value._exponent) > MostExponent)
            return NaN;
        if (value._exponent >= 0)
            return value;
        BigInteger below = value._mantissa >> -value._exponent;
        BigFloat nearest = new((value._mantissa + (BigInteger.One << (-value._exponent - 1))) >> -value._exponent, 0);
        return Math.Abs((value - nearest).ToDouble()) < 1e-30 ? nearest : new BigFloat(below, 0);
    }

    public static BigFloat Exp(BigFloat value)
    {
        double size = value.ToDouble();
        if (!(Math.Abs(size) < 100_000))
            return NaN;
        int twos = (int)Math.Round(size / Math.Log(2));
        BigFloat rest = value - Ln2 * new BigFloat(twos, 0);
        return new BigFloat(Fixed.Exp(rest.ToFixed()), twos - Fixed.Scale);
    }

    public static BigFloat Log(BigFloat value)
    {
        if (!value._isFinite || value.Sign <= 0)
            return NaN;
        int twos = value._exponent + (int)value._mantissa.GetBitLength();
        BigFloat part = new(value._mantissa, (long)value._exponent - twos);
        BigFloat log = Of(Math.Log(part.ToDouble()));
        for (int step = 0; step < 2; step++)
        {
            BigFloat power = Exp(log);
            log += new BigFloat(2, 0) * (part - power) / (part + power);
        }
        return log + Ln2 * new BigFloat(twos, 0);
    }

    public static (BigFloat Sine, BigFloat Cosine) SineCosine(BigFloat angle)
    {
        double size = angle.ToDouble();
        if (!(Math.Abs(size) < 1e12))
            return (NaN, NaN);
        long quarters = (long)Math.Round(size / (Math.PI / 2));
        BigFloat rest = angle - Pi * new BigFloat(quarters, -1);
        (BigInteger sine, BigInteger cosine) = Fixed.SineCosine(rest.ToFixed());
        BigFloat s = new(sine, -Fixed.Scale),
            c = new(cosine, -Fixed.Scale);
        return (quarters & 3) switch
        {
            0 => (s, c),
            1 => (c, -s),
            2 => (-s, -c),
            _ => (-c, s),
        };
    }

    /// <summary>The angle of the point (x, y).</summary>
    public static BigFloat Angle(BigFloat y, BigFloat x)
    {
        if (!x._isFinite || !y._isFinite)
            return NaN;
        if (y.Sign == 0)
            return x.Sign < 0 ? Pi : y;
        long shift = Math.Max(x._exponent + x._mantissa.GetBitLength(), y._exponent + y._mantissa.GetBitLength());
        (x, y) = (new BigFloat(x._mantissa, x._exponent - shift), new BigFloat(y._mantissa, y._exponent - shift));
        BigFloat angle = Of(Math.Atan2(y.ToDouble(), x.ToDouble()));
        (BigFloat sine, BigFloat cosine) = SineCosine(angle);
        // The double is right to 1e-16; of the arc tangent of what is left two terms are enough.
        BigFloat rest = (y * cosine - x * sine) / (x * cosine + y * sine);
        return angle + rest - rest * rest * rest / new BigFloat(3, 0);
    }
}
