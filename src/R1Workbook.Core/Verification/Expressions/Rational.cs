using System.Globalization;
using System.Numerics;

namespace R1Workbook.Core.Verification.Expressions;

/// <summary>
/// A rational number, exact, in lowest terms with a positive denominator. A result that does not exist (division by
/// zero) or that would need more than <see cref="MaximumBits"/> bits is <see cref="Invalid"/>, which every operation
/// hands on, as NaN does.
/// </summary>
public readonly struct Rational : IEquatable<Rational>, IComparable<Rational>
{
    /// <summary>The most bits that a numerator or a denominator may have: some 2,400 digits, more than any
    /// answer.</summary>
    public const int MaximumBits = 8192;

    private Rational(BigInteger numerator, BigInteger denominator) =>
        (Numerator, Denominator) = (numerator, denominator);

    /// <summary>An integer.</summary>
    public Rational(BigInteger integer)
        : this(integer, BigInteger.One) { }

    /// <summary>Zero.</summary>
    public static Rational Zero { get; } = new(BigInteger.Zero);

    /// <summary>One.</summary>
    public static Rational One { get; } = new(BigInteger.One);

    /// <summary>No number: what division by zero and results beyond the limit give.</summary>
    public static Rational Invalid => default;

    /// <summary>The numerator, which carries the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>The denominator: positive, or zero for <see cref="Invalid"/>.</summary>
    public BigInteger Denominator { get; }

    /// <summary>False for <see cref="Invalid"/> alone.</summary>
    public bool IsValid => !Denominator.IsZero;

    /// <summary>Whether this is a whole number.</summary>
    public bool IsInteger => Denominator.IsOne;

    /// <summary>Whether this is zero.</summary>
    public bool IsZero => IsValid && Numerator.IsZero;

    /// <summary>Whether this is one.</summary>
    public bool IsOne => Denominator.IsOne && Numerator.IsOne;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Numerator.Sign;

    /// <summary>numerator / denominator in lowest terms.</summary>
    public static Rational Of(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
            return Invalid;
        if (!denominator.IsOne)
        {
            BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
            if (denominator.Sign < 0)
                divisor = -divisor;
            if (!divisor.IsOne)
                (numerator, denominator) = (numerator / divisor, denominator / divisor);
        }
        return numerator.GetBitLength() > MaximumBits || denominator.GetBitLength() > MaximumBits
            ? Invalid
            : new Rational(numerator, denominator);
    }

    /// <summary>Every integer is a rational number.</summary>
    public static implicit operator Rational(int value) => new(value);

    /// <summary>Sum.</summary>
    public static Rational operator +(Rational a, Rational b) =>
        !a.IsValid || !b.IsValid
            ? Invalid
            : Of(a.Numerator * b.Denominator + b.Numerator * a.Denominator, a.Denominator * b.Denominator);

    /// <summary>Difference.</summary>
    public static Rational operator -(Rational a, Rational b) => a + -b;

    /// <summary>Negative.</summary>
    public static Rational operator -(Rational a) => new(-a.Numerator, a.Denominator);

    /// <summary>Product.</summary>
    public static Rational operator *(Rational a, Rational b) =>
        !a.IsValid || !b.IsValid ? Invalid : Of(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <summary>Quotient; invalid where the divisor is zero.</summary>
    public static Rational operator /(Rational a, Rational b) =>
        !a.IsValid || !b.IsValid ? Invalid : Of(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    /// <summary>Equality of values.</summary>
    public static bool operator ==(Rational a, Rational b) => a.Equals(b);

    /// <summary>Inequality of values.</summary>
    public static bool operator !=(Rational a, Rational b) => !a.Equals(b);

    /// <summary>Order.</summary>
    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    /// <summary>Order.</summary>
    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    /// <summary>Order.</summary>
    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;

    /// <summary>Order.</summary>
    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;

    /// <summary>Reads a whole number or a decimal, such as -12.50, exactly.</summary>
    /// <returns>False for any other text, and for numbers of more than a thousand characters or beyond the
    /// limit.</returns>
    public static bool TryParse(string text, out Rational value)
    {
        value = Invalid;
        const int LongestNumber = 1000;
        int point = text.IndexOf('.', StringComparison.Ordinal),
            decimals = point < 0 ? 0 : text.Length - point - 1;
        string digits = point < 0 ? text : text.Remove(point, 1);
        if (
            digits.Length is 0 or > LongestNumber
            || !BigInteger.TryParse(
                digits,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out BigInteger number
            )
        )
        {
            return false;
        }

        value = Of(number, BigInteger.Pow(10, decimals));
        return value.IsValid;
    }

    /// <summary>The absolute value.</summary>
    public Rational Abs() => new(BigInteger.Abs(Numerator), Denominator);

    /// <summary>The greatest integer that is not above this.</summary>
    public Rational Floor()
    {
        if (!IsValid)
            return Invalid;
        BigInteger quotient = BigInteger.DivRem(Numerator, Denominator, out BigInteger remainder);
        return new Rational(remainder.Sign < 0 ? quotient - 1 : quotient);
    }

    /// <summary>The power with a whole exponent; invalid beyond the limit and for 0 to a negative power.</summary>
    public Rational Pow(int exponent)
    {
        if (!IsValid || (IsZero && exponent < 0))
            return Invalid;
        if (Denominator.IsOne && (Numerator.IsOne || Numerator.IsZero || Numerator == BigInteger.MinusOne))
        {
            return Numerator.Sign < 0 && (exponent & 1) != 0 ? -1
                : Numerator.IsZero && exponent != 0 ? Zero
                : One;
        }

        long bits = Math.Max(Numerator.GetBitLength(), Denominator.GetBitLength());
        if ((bits - 1) * Math.Abs((long)exponent) > MaximumBits)
            return Invalid;
        return exponent >= 0
            ? Of(BigInteger.Pow(Numerator, exponent), BigInteger.Pow(Denominator, exponent))
            : Of(BigInteger.Pow(Denominator, -exponent), BigInteger.Pow(Numerator, -exponent));
    }

    /// <summary>Rounded to so many digits behind the point, halves to even, as Python rounds.</summary>
    public Rational Round(int digits)
    {
        if (!IsValid)
            return Invalid;
        BigInteger scale = BigInteger.Pow(10, Math.Clamp(digits, 0, 100));
        BigInteger doubled = 2 * Numerator * scale;
        BigInteger floor = new Rational(doubled + Denominator, 2 * Denominator).Floor().Numerator;
        bool isHalf = ((doubled + Denominator) % (2 * Denominator)).IsZero;
        return Of(isHalf && !floor.IsEven ? floor - 1 : floor, scale);
    }

    /// <summary>The nearest double.</summary>
    public double ToDouble()
    {
        if (!IsValid)
            return double.NaN;
        if (Denominator.IsOne)
            return (double)Numerator;
        long shift = Denominator.GetBitLength() - BigInteger.Abs(Numerator).GetBitLength() + 64;
        BigInteger quotient =
            shift >= 0 ? (Numerator << (int)shift) / Denominator : Numerator / (Denominator << (int)-shift);
        return Math.ScaleB((double)quotient, (int)-shift);
    }

    /// <summary>The value as an int, where it is one.</summary>
    public bool TryInt(out int value)
    {
        // The least int has no negative, which callers take.
        bool fits = IsInteger && Numerator.GetBitLength() < 32 && Numerator != int.MinValue;
        value = fits ? (int)Numerator : 0;
        return fits;
    }

    /// <inheritdoc/>
    public bool Equals(Rational other) => IsValid && Numerator == other.Numerator && Denominator == other.Denominator;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);

    /// <inheritdoc/>
    public int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <inheritdoc/>
    public override string ToString() =>
        !IsValid ? "invalid"
        : IsInteger ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
