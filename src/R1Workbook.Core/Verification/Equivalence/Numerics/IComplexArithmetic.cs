using System.Numerics;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence.Numerics;

/// <summary>The complex numbers in some precision: what the evaluator needs of them.</summary>
internal interface IComplexArithmetic<T>
    where T : struct, IComplexArithmetic<T>
{
    static abstract T Pi { get; }

    static abstract T I { get; }

    /// <summary>The relative error of one operation.</summary>
    static abstract double Rounding { get; }

    /// <summary>Whether this is more than double precision.</summary>
    static abstract bool IsPrecise { get; }

    bool IsFinite { get; }

    bool IsZero { get; }

    /// <summary>The value as a double each for the real and the imaginary part.</summary>
    Complex Approximate { get; }

    /// <summary>How far the value may be from the true one; zero where nobody kept count.</summary>
    double Uncertainty { get; }

    /// <summary>The value with a relative error besides its rounding: that of the way it was computed.</summary>
    T Blurred(double relative);

    static abstract T Of(Rational value);

    static abstract T Of(double value);

    static abstract T operator +(T a, T b);

    static abstract T operator -(T a, T b);

    static abstract T operator -(T a);

    static abstract T operator *(T a, T b);

    static abstract T operator /(T a, T b);

    static abstract T Exp(T value);

    /// <summary>The principal logarithm; not finite at zero.</summary>
    static abstract T Log(T value);

    static abstract T Sqrt(T value);

    static abstract T Real(T value);

    static abstract T Imaginary(T value);

    /// <summary>The floor of a real number; a value within the rounding of a whole number is that number. Not finite
    /// for what is not real or too great to tell.</summary>
    static abstract T Floor(T value);
}
