using R1Workbook.Core.Verification.Expressions;
using R1Workbook.Core.Verification.Parsing;

namespace R1Workbook.Core.Tests.Verification.Parsing;

public class MathParserTests
{
    private static string Read(string text) =>
        MathParser.Parse(text) is { Expression: { } expression } ? expression.ToString() : "error";

    [Theory]
    [InlineData("1,000", "1000")]
    [InlineData("1{,}000", "1000")]
    [InlineData(@"1\,000", "1000")]
    [InlineData(@"7,\! 654,\! 321", "7654321")]
    [InlineData("10 000", "10000")]
    [InlineData("45, 678", "45, 678")]
    [InlineData("1,2,3,400", "1, 2, 3, 400")]
    [InlineData("(1,234)", "(1, 234)")]
    [InlineData("1,234,567.89", "1234567.89")]
    [InlineData(".25", "0.25")]
    [InlineData("2.50", "2.50")]
    [InlineData("3.", "3")]
    [InlineData(@"0.1\overline{6}", "1/6")]
    [InlineData("2.5E3", "2500")]
    [InlineData("1e-3", "0.001")]
    [InlineData("2e", "2*E")]
    [InlineData("１２．５", "12.5")]
    [InlineData(@"\$4.20", "4.20")]
    [InlineData(@"45\%", "45%")]
    [InlineData("45 percent", "45%")]
    [InlineData("312_5", "312_5")]
    [InlineData("1011_{2}", "1011_2")]
    [InlineData("789_5", "subscript 5(789)")]
    public void Numbers(string text, string expected) => Assert.Equal(expected, Read(text));

    [Theory]
    [InlineData(@"\frac12", "1/2")]
    [InlineData(@"\frac{3}4", "3/4")]
    [InlineData(@"\frac5{12}", "5/12")]
    [InlineData(@"\dfrac{a}{b}", "a/b")]
    [InlineData(@"\tfrac xy", "x/y")]
    [InlineData(@"\sfrac{1}{2}", "1/2")]
    [InlineData(@"-\frac{2}{3}", "-2/3")]
    [InlineData(@"3\frac{1}{4}", "3 + 1/4")]
    [InlineData("3 1/4", "3 + 1/4")]
    [InlineData("3½", "3 + 1/2")]
    [InlineData(@"2\frac{x}{3}", "2*x/3")]
    [InlineData("1/2x", "1/(2*x)")]
    [InlineData(@"\sqrt7", "sqrt(7)")]
    [InlineData(@"5\sqrt2", "5*sqrt(2)")]
    [InlineData(@"\sqrt[3]{y}", "y**(1/3)")]
    [InlineData("√2", "sqrt(2)")]
    [InlineData("x²−1", "x**2 - 1")]
    [InlineData("2×3÷4", "2*3/4")]
    [InlineData("2^10", "2**10")]
    [InlineData("2**3**2", "2**(3**2)")]
    [InlineData("-x^2", "-x**2")]
    [InlineData(@"x^2_1", "x_1**2")]
    [InlineData(@"\beta_{max}", "beta_{max}")]
    [InlineData(@"\overline{z}", "bar{z}")]
    [InlineData("n!", "factorial(n)")]
    [InlineData(@"{n \choose k}", "binomial(n, k)")]
    [InlineData(@"7 \mod 4", "Mod(7, 4)")]
    public void Arithmetic(string text, string expected) => Assert.Equal(expected, Read(text));

    [Theory]
    [InlineData(@"\sin^2 x", "sin(x)**2")]
    [InlineData(@"\sin^{-1} x", "asin(x)")]
    [InlineData(@"\sin 2x \cos y", "sin(2*x)*cos(y)")]
    [InlineData(@"\sin(x)^2", "sin(x)**2")]
    [InlineData(@"\tan\frac{\pi}{8}", "tan(pi/8)")]
    [InlineData(@"\log_2 8", "log(8, 2)")]
    [InlineData(@"\log_{10}x", "log(x, 10)")]
    [InlineData(@"\ln ab", "log(a*b, E)")]
    [InlineData("sqrt(3)/2", "sqrt(3)/2")]
    [InlineData("f(x)", "f(x)")]
    [InlineData("P(A|B)", "P({A : B})")]
    [InlineData("x(y+1)", "x*(y + 1)")]
    [InlineData(@"g^{-1}(2)", "g^-1(2)")]
    [InlineData("f''(0)", "f''(0)")]
    [InlineData(@"\operatorname{arcsinh}(2)", "asinh(2)")]
    [InlineData(@"\left|x-1\right|", "Abs(x - 1)")]
    [InlineData("||x|-1|", "Abs(Abs(x) - 1)")]
    [InlineData(@"\lfloor 2.5 \rfloor", "floor(2.5)")]
    [InlineData("e^{i\\pi}", "E**(I*pi)")]
    [InlineData(@"\sum_{k=1}^{5} k^2", "Sum(k**2, k, 1, 5)")]
    [InlineData(@"\int_0^1 x\,dx + 2", "Integral(x, x, 0, 1) + 2")]
    [InlineData(@"\int \frac{dt}{t}", "Integral(1/t, t)")]
    [InlineData(@"\frac{d}{dx} x^3", "Derivative(x**3, x)")]
    [InlineData(@"\lim_{h\to 0} h", "Limit(h, h, 0)")]
    public void Functions_and_operators(string text, string expected) => Assert.Equal(expected, Read(text));

    [Theory]
    [InlineData("x = 3", "x = 3")]
    [InlineData(@"1 \le x < 4", "1 <= x < 4")]
    [InlineData(@"x \neq 3", "x != 3")]
    [InlineData("x >= 3", "x >= 3")]
    [InlineData(@"x \notin A", "x not in A")]
    [InlineData(@"x \not\in A", "x not in A")]
    [InlineData(@"n \equiv 2 \pmod{9}", "n ≡ pmod(2, 9)")]
    [InlineData("= 5", "5")]
    [InlineData("a=1 and b=2", "a = 1, b = 2")]
    [InlineData(@"x < 1 \text{ or } x > 2", "(x < 1) or (x > 2)")]
    [InlineData("2:3:5", "2 : 3 : 5")]
    [InlineData("3!=6", "factorial(3) = 6")]
    [InlineData("x!=6", "x != 6")]
    [InlineData(@"AB \parallel CD", "parallel(A*B, C*D)")]
    [InlineData(@"3 \pm \sqrt5", "3 ± sqrt(5)")]
    [InlineData(@"\begin{cases} x+y=3 \\ x-y=1 \end{cases}", "x + y = 3, x - y = 1")]
    public void Relations(string text, string expected) => Assert.Equal(expected, Read(text));

    [Theory]
    [InlineData("(1,2)", "(1, 2)")]
    [InlineData(@"\{3, 4\}", "{3, 4}")]
    [InlineData("{3, 4}", "3, 4")]
    [InlineData(@"\left( 1, \frac{5}{2} \right]", "(1, 5/2]")]
    [InlineData("]0, 1[", "(0, 1)")]
    [InlineData(@"(-\infty, 3)", "(-oo, 3)")]
    [InlineData(@"(-\infty, 0) \cup (2, 5]", "(-oo, 0) ∪ (2, 5]")]
    [InlineData(@"\mathbb{R} \setminus \{0\}", "R ∖ {0}")]
    [InlineData(@"\{x \mid x > 0\}", "{x : x > 0}")]
    [InlineData(@"\emptyset", "{}")]
    [InlineData(@"\begin{pmatrix} 1 & 2 \\[2pt] 3 & 4 \end{pmatrix}", "[[1, 2], [3, 4]]")]
    [InlineData(@"\left[\begin{array}{cc}1&2\\3&4\end{array}\right]", "[[1, 2], [3, 4]]")]
    [InlineData(@"\begin{vmatrix}1&2\\3&4\end{vmatrix}", "det([[1, 2], [3, 4]])")]
    [InlineData("1;2;3", "1, 2, 3")]
    [InlineData("1,2;3,4", "(1, 2), (3, 4)")]
    public void Collections_and_sets(string text, string expected) => Assert.Equal(expected, Read(text));

    [Theory]
    [InlineData(@"\boxed{7}", "7")]
    [InlineData(@"\boxed{7", "7")]
    [InlineData(@"\boxed{7}\boxed{8}", "7, 8")]
    [InlineData("$7$", "7")]
    [InlineData(@"\\frac{1}{2}", "1/2")]
    [InlineData(@"\lvertx\rvert", "Abs(x)")]
    [InlineData(@"\text{north}", "\"north\"")]
    [InlineData("no solution", "\"no solution\"")]
    [InlineData(@"12\text{ cm}^2", "12 cm^2")]
    [InlineData(@"30^\circ", "30°")]
    [InlineData(@"5\,\mathrm{kg}", "5 kg")]
    [InlineData("9.8 m/s^2", "9.8 m/s^2")]
    [InlineData(@"9.8\text{ m}/\text{s}^2", "9.8 m/s^2")]
    [InlineData(@"\text{Answer: } 5", "5")]
    public void Wrappings_words_and_units(string text, string expected) => Assert.Equal(expected, Read(text));

    [Fact]
    public void A_comma_between_digits_keeps_what_it_were_as_a_decimal_comma()
    {
        Collection list = Assert.IsType<Collection>(MathParser.Parse("3,75").Expression);
        Assert.Equal(Rational.Of(15, 4), list.DecimalComma?.Value);
        Assert.Null(Assert.IsType<Collection>(MathParser.Parse("3, 75").Expression).DecimalComma);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("(")]
    [InlineData("x +")]
    [InlineData(@"\frac{1}")]
    [InlineData("(1, 2}")]
    [InlineData("5 7")]
    public void What_is_no_mathematics_gives_an_error(string text)
    {
        ParseResult result = MathParser.Parse(text);
        Assert.Null(result.Expression);
        Assert.False(string.IsNullOrEmpty(result.Error));
    }

    [Fact]
    public void Many_signs_side_by_side_are_not_nested() =>
        Assert.Equal(
            300,
            Assert
                .IsType<Collection>(MathParser.Parse(string.Join(", ", Enumerable.Repeat(@"x \pm 2", 300))).Expression)
                .Items.Count
        );

    [Fact]
    public void Hostile_input_ends_at_the_limits()
    {
        foreach (
            string text in (string[])
                [
                    new string('(', 9000),
                    new string('{', 9000),
                    new string('-', 9000),
                    string.Concat(Enumerable.Repeat(@"\frac", 2000)),
                    string.Concat(Enumerable.Repeat("x^", 4000)),
                    string.Concat(Enumerable.Repeat(@"\sqrt", 2000)),
                    new string('|', 9000),
                    new string('9', 9000),
                    new string('!', 5000) + "5" + new string('!', 4000),
                    string.Concat(Enumerable.Repeat(@"1\pm", 2000)),
                    new string('x', 20_000),
                    "A" + string.Concat(Enumerable.Repeat("∖A", 4000)),
                    "A" + string.Concat(Enumerable.Repeat("∪A∖A", 2000)),
                    "A" + string.Concat(Enumerable.Repeat("∩A", 4000)),
                    "a" + string.Concat(Enumerable.Repeat("∥a", 4000)),
                    "＼\\x",
                    "＼\\",
                    "\\＼",
                    "1" + string.Concat(Enumerable.Repeat(" mod 2", 1500)),
                    "1" + string.Concat(Enumerable.Repeat("±2", 4000)),
                    string.Concat(Enumerable.Repeat("[", 9000)),
                    string.Concat(Enumerable.Repeat(@"\text{a", 1400)),
                    string.Concat(Enumerable.Repeat("x_{", 3000)),
                    string.Concat(Enumerable.Repeat(@"\sin", 2000)),
                    string.Concat(Enumerable.Repeat("{}", 4500)) + "x",
                    string.Concat(Enumerable.Repeat(@"\begin{pmatrix}", 600)),
                    string.Join(',', Enumerable.Repeat(@"1\pm2", 1200)),
                ]
        )
        {
            ParseResult result = MathParser.Parse(text);
            Assert.True(result.Expression is null != result.Error is null);
            if (result.Expression is { } expression)
                Assert.NotEmpty(expression.Tree);
        }
    }
}
