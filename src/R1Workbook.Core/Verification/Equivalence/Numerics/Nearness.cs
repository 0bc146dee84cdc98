using System.Numerics;

namespace R1Workbook.Core.Verification.Equivalence.Numerics;

/// <summary>What two computed numbers say of the true ones.</summary>
internal enum Nearness
{
    /// <summary>Equal to 30 digits, and mostly to 45.</summary>
    Same,

    /// <summary>Further apart than their errors together.</summary>
    Apart,

    /// <summary>Neither can be said: a value is not known well enough.</summary>
    Unknown,
}

/// <summary>Judges whether computed numbers are the same.</summary>
internal static class NearnessRules
{
    // The bound on the error is of first order, and a cautious one costs nothing: what is apart mostly is so by far.
    private const double Margin = 8;

    /// <summary>Judges two values in 45 digits.</summary>
    public static Nearness Judge(ErrorBounded<BigComplex> a, ErrorBounded<BigComplex> b)
    {
        if (!a.IsFinite || !b.IsFinite)
            return Nearness.Unknown;
        BigComplex difference = a.Value - b.Value;
        double apart = Math.Max(Math.Abs(difference.Re.ToDouble()), Math.Abs(difference.Im.ToDouble())),
            size = Math.Max(Complex.Abs(a.Approximate), Complex.Abs(b.Approximate)),
            error = Margin * (a.Error + b.Error);
        if (apart > error)
            return Nearness.Apart;
        return error <= 1e-30 * size || (error < 1e-36 && size < 1e-30) ? Nearness.Same : Nearness.Unknown;
    }

    /// <summary>Whether two values in double precision are certainly apart.</summary>
    public static bool AreApart(ErrorBounded<DoubleComplex> a, ErrorBounded<DoubleComplex> b) =>
        a.IsFinite && b.IsFinite && Complex.Abs(a.Approximate - b.Approximate) > Margin * (a.Error + b.Error);
}
