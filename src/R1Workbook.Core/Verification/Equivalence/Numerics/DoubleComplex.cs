using System.Numerics;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence.Numerics;

/// <summary>Complex numbers in double precision.</summary>
internal readonly record struct DoubleComplex(Complex Value) : IComplexArithmetic<DoubleComplex>
{
    private const double MostRadians = 1e12;

    public static DoubleComplex Pi => new(Math.PI);

    public static DoubleComplex I => new(Complex.ImaginaryOne);

    public static double Rounding => 4e-16;

    public static bool IsPrecise => false;

    public bool IsFinite => Complex.IsFinite(Value);

    public bool IsZero => Value == Complex.Zero;

    public Complex Approximate => Value;

    public double Uncertainty => 0;

    public DoubleComplex Blurred(double relative) => this;

    public static DoubleComplex Of(Rational value) => new(value.ToDouble());

    public static DoubleComplex Of(double value) => new(value);

    public static DoubleComplex operator +(DoubleComplex a, DoubleComplex b) => new(a.Value + b.Value);

    public static DoubleComplex operator -(DoubleComplex a, DoubleComplex b) => new(a.Value - b.Value);

    public static DoubleComplex operator -(DoubleComplex a) => new(-a.Value);

    // Real factors stay real: 0·∞ of the imaginary parts must not spoil them.
    public static DoubleComplex operator *(DoubleComplex a, DoubleComplex b) =>
        new(a.Value.Imaginary == 0 && b.Value.Imaginary == 0 ? a.Value.Real * b.Value.Real : a.Value * b.Value);

    public static DoubleComplex operator /(DoubleComplex a, DoubleComplex b) =>
        new(a.Value.Imaginary == 0 && b.Value.Imaginary == 0 ? a.Value.Real / b.Value.Real : a.Value / b.Value);

    public static DoubleComplex Exp(DoubleComplex value) =>
        new(
            value.Value.Imaginary == 0 ? Math.Exp(value.Value.Real)
            // A double of this size has few digits left behind the point, or none.
            : Math.Abs(value.Value.Imaginary) > MostRadians ? double.NaN
            : Complex.Exp(value.Value)
        );

    public static DoubleComplex Log(DoubleComplex value) =>
        new(
            value.IsZero ? double.NaN
            : value.Value is { Imaginary: 0, Real: > 0 } ? Math.Log(value.Value.Real)
            : Complex.Log(value.Value)
        );

    public static DoubleComplex Sqrt(DoubleComplex value) =>
        new(value.Value is { Imaginary: 0, Real: >= 0 } ? Math.Sqrt(value.Value.Real) : Complex.Sqrt(value.Value));

    public static DoubleComplex Real(DoubleComplex value) => new(value.Value.Real);

    // The imaginary part of what has no value is not 0.
    public static DoubleComplex Imaginary(DoubleComplex value) =>
        new(value.IsFinite ? value.Value.Imaginary : double.NaN);

    public static DoubleComplex Floor(DoubleComplex value)
    {
        double size = value.Value.Real,
            nearest = Math.Round(size);
        if (value.Value.Imaginary != 0 || Math.Abs(size) > 1e15)
            return new(double.NaN);
        return new(Math.Abs(size - nearest) < 1e-9 ? nearest : Math.Floor(size));
    }
}
