using System.Numerics;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence.Numerics;

/// <summary>Complex numbers in double precision.</summary>
internal readonly record struct DoubleComplex(Complex Value) : IComplexArithmetic<DoubleComplex>
{
    public static DoubleComplex Pi => new(Math.PI);

    public static DoubleComplex I => new(Complex.ImaginaryOne);

    public bool IsFinite => Complex.IsFinite(Value);

    public bool IsZero => Value == Complex.Zero;

    public Complex Approximate => Value;

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
        new(value.Value.Imaginary == 0 ? Math.Exp(value.Value.Real) : Complex.Exp(value.Value));

    public static DoubleComplex Log(DoubleComplex value) =>
        new(
            value.IsZero ? double.NaN
            : value.Value is { Imaginary: 0, Real: > 0 } ? Math.Log(value.Value.Real)
            : Complex.Log(value.Value)
        );

    public static DoubleComplex Sqrt(DoubleComplex value) =>
        new(value.Value is { Imaginary: 0, Real: >= 0 } ? Math.Sqrt(value.Value.Real) : Complex.Sqrt(value.Value));

    public static DoubleComplex Real(DoubleComplex value) => new(value.Value.Real);

    public static DoubleComplex Imaginary(DoubleComplex value) => new(value.Value.Imaginary);
}
