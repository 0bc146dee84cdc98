using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence.Numerics;

/// <summary>From where the values of variables are drawn.</summary>
internal enum SampleDomain
{
    /// <summary>Real numbers of either sign and several magnitudes.</summary>
    Real,

    /// <summary>Small positive whole numbers, for what is defined on these alone.</summary>
    Natural,

    /// <summary>Complex numbers, for what is real nowhere.</summary>
    Complex,
}

/// <summary>The values of all variables at one point: always the same for the same name and index.</summary>
internal readonly record struct SamplePoint(SampleDomain Domain, int Index)
{
    /// <summary>The value of a variable as real and imaginary part.</summary>
    public (Rational Re, Rational Im) Value(string name)
    {
        ulong seed = Hash(name) + (ulong)Index * 0x9E3779B97F4A7C15;
        if (Domain == SampleDomain.Natural)
            return (1 + (int)(Mix(seed) % 9), Rational.Zero);
        Rational re = Draw(Mix(seed));
        return (re, Domain == SampleDomain.Complex ? Draw(Mix(seed ^ 0xD1B54A32D192ED03)) : Rational.Zero);
    }

    /// <summary>A fraction between 0 and 1 that depends on nothing but a text.</summary>
    public static double Unit(string text) => (Mix(Hash(text)) >> 11) / (double)(1UL << 53);

    private Rational Draw(ulong random)
    {
        // The first points are positive, then each variable is so two times in three; magnitudes from a tenth to some
        // tens.
        int numerator = 7 + (int)((random >> 8) % 180);
        int denominator = (Index % 4) switch
        {
            0 => 61,
            1 => 97,
            2 => 13,
            _ => 191,
        };
        return Rational.Of(Index >= 2 && (random >> 32) % 3 == 0 ? -numerator : numerator, denominator);
    }

    private static ulong Hash(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in text)
            hash = (hash ^ c) * 1099511628211;
        return hash;
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
