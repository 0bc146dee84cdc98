using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace R1Workbook.Core.Verification;

/// <summary>A rational number, exact: 0.75 and 3/4 are the same, 0.333 and 1/3 are not.</summary>
public readonly partial record struct ExactNumber
{
    private const int LongestNumber = 1000;

    private ExactNumber(BigInteger numerator, BigInteger denominator)
    {
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        (Numerator, Denominator) = (numerator / divisor, denominator / divisor);
    }

    /// <summary>The numerator, which carries the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>The denominator, positive; the two have no common divisor.</summary>
    public BigInteger Denominator { get; }

    /// <summary>
    /// Reads an integer, a decimal, a fraction (a/b or \frac{a}{b}), a mixed number (2\frac{1}{3}) or a percentage in plain form.
    /// Numbers of more than a thousand characters are not read: no answer has them, and their arithmetic would take long.
    /// </summary>
    public static ExactNumber? TryRead(string form)
    {
        if (form.Length is 0 or > LongestNumber) return null;
        if (form.EndsWith('%')) form = form[..^1];
        Match fraction = Fraction().Match(form);
        if (!fraction.Success) return Decimal(form);
        int sign = fraction.Groups["sign"].Value == "-" ? -1 : 1;
        if (Decimal(fraction.Groups["n"].Value) is not { } top || Decimal(fraction.Groups["d"].Value) is not { } bottom || bottom.Numerator.IsZero) return null;
        ExactNumber value = new(top.Numerator * bottom.Denominator, top.Denominator * bottom.Numerator);
        if (fraction.Groups["whole"].Value is { Length: > 0 } digits)
        {
            // A mixed number: 2 1/3, whose fraction is proper.
            BigInteger whole = BigInteger.Parse(digits, CultureInfo.InvariantCulture);
            value = new(value.Numerator + whole * value.Denominator, value.Denominator);
        }
        return new ExactNumber(sign * value.Numerator, value.Denominator);
    }

    /// <inheritdoc/>
    public override string ToString() => Denominator.IsOne ? Numerator.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    private static ExactNumber? Decimal(string text)
    {
        Match match = DecimalNumber().Match(text);
        if (!match.Success) return null;
        string digits = match.Groups["i"].Value + match.Groups["f"].Value;
        if (digits.Length == 0) return null;
        BigInteger value = BigInteger.Parse(digits, CultureInfo.InvariantCulture);
        return new ExactNumber(match.Groups["sign"].Value == "-" ? -value : value, BigInteger.Pow(10, match.Groups["f"].Length));
    }

    [GeneratedRegex(@"^(?<sign>[-+]?)(?<i>\d*)(?:\.(?<f>\d*))?$", RegexOptions.CultureInvariant)]
    private static partial Regex DecimalNumber();

    [GeneratedRegex(@"^(?<sign>[-+]?)(?<whole>\d*)\\frac\{(?<n>[-+]?[\d.]+)\}\{(?<d>[-+]?[\d.]+)\}$|^(?<sign>[-+]?)\(?(?<n>[\d.]+)\)?/\(?(?<d>[\d.]+)\)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Fraction();
}
