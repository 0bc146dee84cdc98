using System.Numerics;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Tests.Verification.Expressions;

public class RationalTests
{
    [Fact]
    public void Values_are_kept_in_lowest_terms_with_the_sign_above()
    {
        Rational value = Rational.Of(6, -4);
        Assert.Equal(new BigInteger(-3), value.Numerator);
        Assert.Equal(new BigInteger(2), value.Denominator);
        Assert.Equal("-3/2", value.ToString());
    }

    [Fact]
    public void Division_by_zero_is_invalid_and_stays_so()
    {
        Rational nothing = Rational.One / Rational.Zero;
        Assert.False(nothing.IsValid);
        Assert.False((nothing + 1).IsValid);
        Assert.False((nothing * 0).IsValid);
        Assert.False(nothing == nothing - 0);
    }

    [Fact]
    public void What_grows_beyond_the_limit_is_invalid()
    {
        Assert.True(new Rational(10).Pow(2000).IsValid);
        Assert.False(new Rational(10).Pow(3000).IsValid);
        Assert.False(new Rational(7).Pow(int.MaxValue).IsValid);
    }

    [Theory]
    [InlineData(-2, 1, 3, -8, 1)]
    [InlineData(2, 3, -2, 9, 4)]
    [InlineData(-1, 1, 101, -1, 1)]
    [InlineData(0, 1, 5, 0, 1)]
    [InlineData(7, 2, 0, 1, 1)]
    public void Powers_are_exact(
        int numerator,
        int denominator,
        int exponent,
        int expectedNumerator,
        int expectedDenominator
    ) =>
        Assert.Equal(
            Rational.Of(expectedNumerator, expectedDenominator),
            Rational.Of(numerator, denominator).Pow(exponent)
        );

    [Theory]
    [InlineData(1, 8, 2, "3/25")]
    [InlineData(3, 8, 2, "19/50")]
    [InlineData(-1, 8, 2, "-3/25")]
    [InlineData(1, 3, 4, "3333/10000")]
    [InlineData(2, 3, 0, "1")]
    public void Halves_are_rounded_to_even(int numerator, int denominator, int digits, string expected) =>
        Assert.Equal(expected, Rational.Of(numerator, denominator).Round(digits).ToString());

    [Theory]
    [InlineData(-7, 2, -4)]
    [InlineData(7, 2, 3)]
    [InlineData(-4, 2, -2)]
    public void Floors_go_down(int numerator, int denominator, int expected) =>
        Assert.Equal(expected, Rational.Of(numerator, denominator).Floor());

    [Fact]
    public void Doubles_are_near_even_where_both_parts_are_beyond_their_range()
    {
        Rational value = Rational.Of(BigInteger.Pow(10, 400) * 2, BigInteger.Pow(10, 400) * 3);
        Assert.Equal(2.0 / 3.0, value.ToDouble(), 15);
        Assert.Equal(2.0 / 3.0, Rational.Of(2, 3).ToDouble(), 15);
    }
}
