using System.Numerics;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence.Numerics;

/// <summary>Complex numbers in some 45 digits: they decide what doubles cannot tell apart.</summary>
internal readonly record struct BigComplex(BigFloat Re, BigFloat Im) : IComplexArithmetic<BigComplex>
{
    private static readonly BigFloat Zero = BigFloat.Of(0.0);

    public static BigComplex Pi => new(BigFloat.Pi, Zero);

    public static BigComplex I => new(Zero, BigFloat.Of(1.0));

    public static double Rounding => 1e-52;

    public static bool IsPrecise => true;

    public bool IsFinite => Re.IsFinite && Im.IsFinite;

    public bool IsZero => Re.Sign == 0 && Im.Sign == 0;

    public Complex Approximate => new(Re.ToDouble(), Im.ToDouble());

    public double Uncertainty => 0;

    public BigComplex Blurred(double relative) => this;

    public static BigComplex Of(Rational value) => new(BigFloat.Of(value), Zero);

    public static BigComplex Of(double value) => new(BigFloat.Of(value), Zero);

    public static BigComplex operator +(BigComplex a, BigComplex b) => new(a.Re + b.Re, a.Im + b.Im);

    public static BigComplex operator -(BigComplex a, BigComplex b) => new(a.Re - b.Re, a.Im - b.Im);

    public static BigComplex operator -(BigComplex a) => new(-a.Re, -a.Im);

    public static BigComplex operator *(BigComplex a, BigComplex b) =>
        a.Im.Sign == 0 && b.Im.Sign == 0
            ? new(a.Re * b.Re, Zero)
            : new(a.Re * b.Re - a.Im * b.Im, a.Re * b.Im + a.Im * b.Re);

    public static BigComplex operator /(BigComplex a, BigComplex b)
    {
        if (a.Im.Sign == 0 && b.Im.Sign == 0)
            return new(a.Re / b.Re, Zero);
        BigFloat size = b.Re * b.Re + b.Im * b.Im;
        return new((a.Re * b.Re + a.Im * b.Im) / size, (a.Im * b.Re - a.Re * b.Im) / size);
    }

    public static BigComplex Exp(BigComplex value)
    {
        BigFloat size = BigFloat.Exp(value.Re);
        if (value.Im.Sign == 0)
            return new(size, Zero);
        (BigFloat sine, BigFloat cosine) = BigFloat.SineCosine(value.Im);
        return new(size * cosine, size * sine);
    }

    public static BigComplex Log(BigComplex value)
    {
        if (value.IsZero || !value.IsFinite)
            return new(BigFloat.NaN, Zero);
        if (value.Im.Sign == 0 && value.Re.Sign > 0)
            return new(BigFloat.Log(value.Re), Zero);
        return new(
            BigFloat.Log(value.Re * value.Re + value.Im * value.Im) / BigFloat.Of(2.0),
            BigFloat.Angle(value.Im, value.Re)
        );
    }

    public static BigComplex Sqrt(BigComplex value)
    {
        if (value.Im.Sign == 0)
            return value.Re.Sign >= 0 ? new(BigFloat.Sqrt(value.Re), Zero) : new(Zero, BigFloat.Sqrt(-value.Re));
        return Exp(Log(value) / Of(2.0));
    }

    public static BigComplex Real(BigComplex value) => new(value.Re, Zero);

    // The imaginary part of what has no value is not 0.
    public static BigComplex Imaginary(BigComplex value) => new(value.IsFinite ? value.Im : BigFloat.NaN, Zero);

    public static BigComplex Floor(BigComplex value) =>
        new(value.Im.Sign == 0 ? BigFloat.Floor(value.Re) : BigFloat.NaN, Zero);
}
