using System.Numerics;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence.Numerics;

/// <summary>
/// A number together with a bound on how far it is from the true one. Each operation passes the errors of its operands
/// on and adds its own rounding, so that a value of which nothing is left, as the sine of a rounded 10^100·π or what
/// remains when great numbers cancel out, is seen to be worth nothing. A first-order bound: who compares takes some
/// times as much.
/// </summary>
/// <param name="Value">The number as computed.</param>
/// <param name="Error">The greatest distance from the true one; not negative.</param>
internal readonly record struct ErrorBounded<T>(T Value, double Error) : IComplexArithmetic<ErrorBounded<T>>
    where T : struct, IComplexArithmetic<T>
{
    public static ErrorBounded<T> Pi => Rounded(T.Pi, 0);

    public static ErrorBounded<T> I => new(T.I, 0);

    public static double Rounding => T.Rounding;

    public static bool IsPrecise => T.IsPrecise;

    public bool IsFinite => Value.IsFinite && double.IsFinite(Error);

    // Zero within the error is no zero: nobody knows.
    public bool IsZero => Value.IsZero && Error == 0;

    public Complex Approximate => Value.Approximate;

    public double Uncertainty => Error;

    private static ErrorBounded<T> Unknown => new(T.Of(double.NaN), double.PositiveInfinity);

    private double Size => Complex.Abs(Value.Approximate);

    public ErrorBounded<T> Blurred(double relative) => this with { Error = Error + relative * Size };

    public static ErrorBounded<T> Of(Rational value) =>
        value.IsInteger && new ErrorBounded<T>(T.Of(value), 0) is { IsWhole: true } whole
            ? whole
            : Rounded(T.Of(value), 0);

    public static ErrorBounded<T> Of(double value) => new(T.Of(value), 0);

    public static ErrorBounded<T> operator +(ErrorBounded<T> a, ErrorBounded<T> b) =>
        AreWhole(a, b, a.Value + b.Value, out ErrorBounded<T> sum) ? sum : Rounded(sum.Value, a.Error + b.Error);

    public static ErrorBounded<T> operator -(ErrorBounded<T> a, ErrorBounded<T> b) => a + -b;

    public static ErrorBounded<T> operator -(ErrorBounded<T> a) => a with { Value = -a.Value };

    public static ErrorBounded<T> operator *(ErrorBounded<T> a, ErrorBounded<T> b) =>
        AreWhole(a, b, a.Value * b.Value, out ErrorBounded<T> product)
            ? product
            : Rounded(product.Value, Scaled(a.Size, b.Error) + Scaled(b.Size, a.Error) + a.Error * b.Error);

    public static ErrorBounded<T> operator /(ErrorBounded<T> a, ErrorBounded<T> b)
    {
        if (AreWhole(a, b, a.Value / b.Value, out ErrorBounded<T> whole) && (whole.Value * b.Value - a.Value).IsZero)
            return whole;
        if (b.Error == 0)
            return Rounded(a.Value / b.Value, Scaled(1 / b.Size, a.Error));
        double least = b.Size - b.Error;
        if (!(least > 0))
            return Unknown;
        T quotient = a.Value / b.Value;
        return Rounded(quotient, (a.Error + Scaled(Complex.Abs(quotient.Approximate), b.Error)) / least);
    }

    public static ErrorBounded<T> Exp(ErrorBounded<T> value)
    {
        if (value.IsZero)
            return Of(1.0);
        T power = T.Exp(value.Value);
        // Multiples of ln 2 and of 2π are taken off first, and these are rounded.
        double error = 2 * value.Error + T.Rounding * value.Size;
        // An error of a whole turn leaves nothing.
        return value.Error > 1 ? Unknown : Rounded(power, Scaled(Complex.Abs(power.Approximate), Math.Exp(error) - 1));
    }

    public static ErrorBounded<T> Log(ErrorBounded<T> value)
    {
        if (value.IsAtCut)
            return Unknown;
        if (value.IsWhole && value.Approximate.Real == 1)
            return Of(0.0);
        T log = T.Log(value.Value);
        return value.Error == 0 ? Rounded(log, T.Rounding)
            : value.Size > 2 * value.Error ? Rounded(log, 2 * value.Error / value.Size + T.Rounding)
            : Unknown;
    }

    public static ErrorBounded<T> Sqrt(ErrorBounded<T> value)
    {
        if (value.IsAtCut)
            return Unknown;
        T root = T.Sqrt(value.Value);
        if (
            value.IsWhole
            && new ErrorBounded<T>(root, 0) is { IsWhole: true } whole
            && (root * root - value.Value).IsZero
        )
        {
            return whole;
        }

        return Rounded(
            root,
            value.Error == 0 ? 0
                : value.Size > 2 * value.Error ? value.Error / Math.Sqrt(value.Size)
                : 2 * Math.Sqrt(value.Error)
        );
    }

    public static ErrorBounded<T> Real(ErrorBounded<T> value) => value with { Value = T.Real(value.Value) };

    // What has no imaginary part at all was computed from real numbers.
    public static ErrorBounded<T> Imaginary(ErrorBounded<T> value) =>
        T.Imaginary(value.Value) is var part && part.IsZero && value.IsFinite
            ? new(part, 0)
            : value with
            {
                Value = part,
            };

    /// <summary>The floor, where the error leaves no doubt. A precise value that cannot be told from a whole number is
    /// taken for it.</summary>
    public static ErrorBounded<T> Floor(ErrorBounded<T> value)
    {
        T whole = T.Floor(value.Value);
        if (value.Error == 0)
            return new(whole, 0);
        double above = (value.Value - whole).Approximate.Real;
        bool clear = above > value.Error && 1 - above > value.Error;
        return clear || (T.IsPrecise && value.Error < 1e-30) ? new(whole, 0) : Unknown;
    }

    /// <summary>Whether the error may carry the value over the negative numbers, where roots and logarithms
    /// jump.</summary>
    private bool IsAtCut =>
        Error > 0
        && !T.Imaginary(Value).IsZero
        && Approximate.Real < 0
        && Math.Abs(T.Imaginary(Value).Approximate.Real) <= Error;

    private static ErrorBounded<T> Rounded(T value, double error) =>
        new(value, error + T.Rounding * Complex.Abs(value.Approximate));

    /// <summary>Whether the value is a whole number of either precision, and nothing was rounded before.</summary>
    private bool IsWhole =>
        Error == 0
        && Value.Approximate is { Imaginary: 0, Real: var real }
        && Math.Abs(real) < 1e15
        && real == Math.Round(real);

    private static bool AreWhole(ErrorBounded<T> a, ErrorBounded<T> b, T result, out ErrorBounded<T> exact) =>
        (exact = new(result, 0)).IsWhole && a.IsWhole && b.IsWhole;

    // An infinite size times no error is no error.
    private static double Scaled(double size, double error) => error == 0 ? 0 : size * error;
}
