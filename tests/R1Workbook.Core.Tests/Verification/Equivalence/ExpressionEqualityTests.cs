using R1Workbook.Core.Verification;
using R1Workbook.Core.Verification.Equivalence;
using R1Workbook.Core.Verification.Expressions;
using R1Workbook.Core.Verification.Parsing;

namespace R1Workbook.Core.Tests.Verification.Equivalence;

public class ExpressionEqualityTests
{
    private static Expression Read(string text) =>
        MathParser.Parse(text) is { Expression: { } expression }
            ? expression
            : throw new ArgumentException($"{text}: {MathParser.Parse(text).Error}");

    private static Comparison Compare(string gold, string answer, VerificationSettings? settings = null) =>
        ExpressionEquality.Compare(Read(gold), Read(answer), settings ?? VerificationSettings.Default);

    [Theory]
    [InlineData(@"\frac{6}{8}", "0.75")]
    [InlineData(@"2\frac{1}{4}", @"\frac94")]
    [InlineData("1,000", "1000.0")]
    [InlineData(@"\sqrt{50}", @"5\sqrt2")]
    [InlineData(@"\frac{6}{\sqrt3}", @"2\sqrt{3}")]
    [InlineData(@"\frac{1}{1+\sqrt2}", @"\sqrt2-1")]
    [InlineData(@"\sqrt{7+4\sqrt3}", @"2+\sqrt3")]
    [InlineData(@"\sqrt[3]{54}", @"3\sqrt[3]{2}")]
    [InlineData(@"\sqrt[3]{-27}", "-3")]
    [InlineData("8^{2/3}", "4")]
    [InlineData("3!", "6")]
    [InlineData(@"\binom{6}{2}", "15")]
    [InlineData(@"\log_3 81", "4")]
    [InlineData(@"\ln e^2", "2")]
    [InlineData(@"\log_4 8", "1.5")]
    [InlineData(@"\frac{\ln 9}{\ln 3}", "2")]
    [InlineData(@"\cos\frac{\pi}{3}", @"\frac12")]
    [InlineData(@"\sin 45^\circ", @"\frac{\sqrt2}{2}")]
    [InlineData(@"\arcsin 1", @"\frac{\pi}{2}")]
    [InlineData(@"e^{i\pi}", "-1")]
    [InlineData(@"(2+i)(2-i)", "5")]
    [InlineData(@"\frac{1}{i}", "-i")]
    [InlineData("|-3|", "3")]
    [InlineData(@"\text{Re}(3+4i)", "3")]
    [InlineData(@"5 \text{ min}", "5")]
    [InlineData("5 min", "5")]
    [InlineData(@"\lfloor -2.5 \rfloor", "-3")]
    [InlineData(@"\sum_{k=1}^{4} k", "10")]
    [InlineData(@"\prod_{k=1}^{4} k", "24")]
    [InlineData(@"\int_0^2 x^2\,dx", @"\frac83")]
    [InlineData(@"\begin{vmatrix}1&2\\3&4\end{vmatrix}", "-2")]
    public void Numbers_that_are_equal(string gold, string answer) => AssertEqual(gold, answer);

    [Theory]
    [InlineData("(x+1)^2", "x^2+2x+1")]
    [InlineData(@"\frac{x^2-4}{x-2}", "x+2")]
    [InlineData(@"\frac{1}{x}+\frac{1}{y}", @"\frac{x+y}{xy}")]
    [InlineData(@"x\sqrt{x}", "x^{3/2}")]
    [InlineData(@"4^n", "2^{2n}")]
    [InlineData(@"3\cdot 3^k", "3^{k+1}")]
    [InlineData(@"\sin^2 t + \cos^2 t", "1")]
    [InlineData(@"\cot x", @"\frac{\cos x}{\sin x}")]
    [InlineData(@"\cos 2x", @"1-2\sin^2 x")]
    [InlineData(@"\sin(-x)", @"-\sin x")]
    [InlineData(@"\ln x + \ln y", @"\ln(xy)")]
    [InlineData(@"\log_2 x", @"\frac{\ln x}{\ln 2}")]
    [InlineData(@"\cosh x", @"\frac{e^x+e^{-x}}{2}")]
    [InlineData("(n+1)!", @"(n+1)\cdot n!")]
    [InlineData(@"\binom{n}{2}", @"\frac{n(n-1)}{2}")]
    [InlineData(@"\sum_{k=1}^{n} k", @"\frac{n^2+n}{2}")]
    [InlineData(@"\sum_{i=0}^{n} a^i", @"\sum_{j=0}^{n} a^j")]
    [InlineData(@"|x-y|", "|y-x|")]
    [InlineData(@"2f(x)", @"f(x)+f(x)")]
    [InlineData(@"\frac{d}{dx} x^3", "3x^2")]
    public void Formulas_that_are_equal(string gold, string answer) => AssertEqual(gold, answer);

    [Theory]
    [InlineData("x = 4", "4")]
    [InlineData("f(x) = 3", "3")]
    [InlineData("AB = 7", "7")]
    [InlineData("z = 2 + 3 = 5", "z = 1 + 4 = 5")]
    [InlineData("(a,b) = (1,2)", "(1,2)")]
    [InlineData("a = 1, b = 2", "b = 2, a = 1")]
    [InlineData("(a,b) = (1,2)", "b = 2, a = 1")]
    [InlineData("3x - 6y = 9", @"y = \frac{x}{2} - \frac32")]
    [InlineData("x^2 + y^2 = 9", "y^2 = 9 - x^2")]
    [InlineData("y = 2x", "2x = y")]
    [InlineData("f(x) = x^2", "f(t) = t^2")]
    [InlineData("x < 3", "3 > x")]
    [InlineData("x < 3", "-2x > -6")]
    [InlineData("0 < x < 1", "1 > x > 0")]
    [InlineData("x < y + 1", "x - y < 1")]
    [InlineData(@"x \ne 2", @"2 \ne x")]
    [InlineData("|x| < 2", "-2 < x < 2")]
    [InlineData(@"x \in \{1, 2\}", @"x = 1 \text{ or } x = 2")]
    [InlineData(@"x \equiv 3 \pmod 7", @"x \equiv 10 \pmod{7}")]
    [InlineData("5 + 7 = 12", "12")]
    [InlineData(@"\frac{x}{y} = 3", "x = 3y")]
    [InlineData(@"m\angle B = 40^\circ", "40")]
    [InlineData(@"\frac{k\pi}{3}, k \in \mathbb{Z}", @"\frac{k\pi}{3}")]
    [InlineData(@"\sqrt2", @"\sqrt2 \approx 1.414")]
    [InlineData(@"\sqrt2", @"d = \sqrt2 \approx 1.41")]
    public void Relations_that_are_equal(string gold, string answer) => AssertEqual(gold, answer);

    [Theory]
    [InlineData(@"\{1, 2, 3\}", "3, 1, 2")]
    [InlineData("1, 2", @"1 \text{ and } 2")]
    [InlineData(@"3 \pm \sqrt2", @"3 - \sqrt2, 3 + \sqrt2")]
    [InlineData(@"\pm 5", "5, -5")]
    [InlineData(@"x = \pm 5", @"\{-5, 5\}")]
    [InlineData("(1, 2, 3)", "(1.0, 4/2, 3)")]
    [InlineData(@"\begin{pmatrix} 1 \\ 2 \end{pmatrix}", "(1, 2)")]
    [InlineData(@"2\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}", @"\begin{bmatrix} 2 & 0 \\ 0 & 2 \end{bmatrix}")]
    [InlineData("(0, 1)", "]0, 1[")]
    [InlineData(@"x \in [2, 5)", "[2, 5)")]
    [InlineData(@"(0, 1] \cup (1, 2)", "(0, 2)")]
    [InlineData(@"(-\infty, 0) \cup (0, \infty)", @"\mathbb{R} \setminus \{0\}")]
    [InlineData(@"[1, 4] \cap [2, 6]", "[2, 4]")]
    [InlineData(@"\{x \mid x \ge 2\}", @"[2, \infty)")]
    [InlineData("2 : 3", "4 : 6")]
    [InlineData("2 : 3", @"\frac23")]
    public void Collections_that_are_equal(string gold, string answer) => AssertEqual(gold, answer);

    [Theory]
    [InlineData(@"40\%", "40")]
    [InlineData(@"40\%", "0.4")]
    [InlineData(@"\frac{9}{2}\%", "4.5")]
    [InlineData(@"\frac{9}{2}\%", @"4.5\%")]
    [InlineData(@"60^\circ", "60")]
    [InlineData(@"60^\circ", @"\frac{\pi}{3}")]
    [InlineData(@"8\text{ cm}", "8")]
    [InlineData(@"\$5.50", "5.5")]
    [InlineData(@"\text{(B)}", "B")]
    [InlineData(@"\text{the circle}", "Circle")]
    [InlineData("2,75", "2.75")]
    [InlineData(@"\frac{1}{7}", "0.142857")]
    [InlineData("3.141593", @"\pi")]
    [InlineData(@"3\frac12\%", @"3.5\%")]
    [InlineData(@"22\frac12^\circ", "22.5")]
    [InlineData(@"25^\circ C", "25")]
    [InlineData(@"\text{no solution}", @"\emptyset")]
    [InlineData("1, 2, ..., 9", @"1, 2, \ldots, 9")]
    public void Answers_written_otherwise_are_equal(string gold, string answer) => AssertEqual(gold, answer);

    [Theory]
    [InlineData("3", "4")]
    [InlineData(@"\frac13", "0.33")]
    [InlineData(@"\pi", "3.14")]
    [InlineData("0.0000012", "0.0000009")]
    [InlineData("10^{30}+1", "10^{30}")]
    [InlineData(@"\sqrt{10^{30}+1}", "10^{15}")]
    [InlineData(@"1 - \frac1e", @"1 + \frac1e")]
    [InlineData("x", "y")]
    [InlineData("x+1", "x-1")]
    [InlineData(@"\sqrt{x^2}", "x")]
    [InlineData(@"\sqrt{a^2 b}", @"a\sqrt{b}")]
    [InlineData(@"\sin x", "x")]
    [InlineData("f(x)", "f(y)")]
    [InlineData("f(x)", "g(x)")]
    [InlineData("x = 2", "y = 2")]
    [InlineData("x = 2", "3")]
    [InlineData("2a + 3b = 0", "0")]
    [InlineData("y = x + 1", "y = x + 2")]
    [InlineData("2x + 3y = 6", "3x + 2y = 6")]
    [InlineData("0 = 0", "x = 2")]
    [InlineData("xy = x^2", "y = x")]
    [InlineData("x < 3y", @"\frac{x}{y} < 3")]
    [InlineData("x < 3", "x > 3")]
    [InlineData("x < 3", @"x \le 3")]
    [InlineData("(1, 2)", "(2, 1)")]
    [InlineData("(1, 2)", @"\{1, 2\}")]
    [InlineData("[1, 2]", "(1, 2)")]
    [InlineData("[1, 2)", "[1, 2]")]
    [InlineData(@"(0,1) \cup (1,2)", "(0, 2)")]
    [InlineData(@"\{1, 2\}", @"\{1, 2, 3\}")]
    [InlineData(@"\{1, 2\}", @"\{1, 1\}")]
    [InlineData(@"3 \pm \sqrt2", @"3 + \sqrt2")]
    [InlineData("213_5", "58")]
    [InlineData("213_5", "213_6")]
    [InlineData("12:00", "1:00")]
    [InlineData("12:05", "24:10")]
    [InlineData("2:3", "3:2")]
    [InlineData(@"\text{east}", @"\text{west}")]
    [InlineData(@"\infty", @"-\infty")]
    [InlineData(@"\begin{pmatrix}1\\2\end{pmatrix}", @"\begin{pmatrix}1\\3\end{pmatrix}")]
    [InlineData(@"\sum_{k=0}^{n-1} F_k", @"\sum_{k=0}^{n-2} F_k")]
    [InlineData(@"\frac10", @"\frac20")]
    [InlineData("7", @"\text{seven}")]
    [InlineData("40", @"4\%")]
    [InlineData(@"AB \parallel CD", @"AB \perp CD")]
    [InlineData("P(A|B)", "P(B|A)")]
    [InlineData(@"\mathbb{Z}", @"\mathbb{Q}")]
    [InlineData(@"\mathbb{R}", @"\mathbb{R}^+")]
    [InlineData(@"\sin 30", @"\frac12")]
    [InlineData("x^2 = 4", "x = 2")]
    [InlineData("x = 1, y = 2", "x = 2, y = 1")]
    [InlineData("a < b < c", "c < b < a")]
    public void What_differs_is_not_equal(string gold, string answer)
    {
        Comparison there = Compare(gold, answer),
            back = Compare(answer, gold);
        Assert.False(there.AreEqual, there.Reason);
        Assert.False(back.AreEqual, back.Reason);
    }

    private static void AssertEqual(string gold, string answer)
    {
        Comparison there = Compare(gold, answer),
            back = Compare(answer, gold, new VerificationSettings { AllowSetRelationComparison = true });
        Assert.True(there.AreEqual, $"{gold} and {answer}: {there.Reason}");
        Assert.True(back.AreEqual, $"{answer} and {gold}: {back.Reason}");
        Assert.False(string.IsNullOrEmpty(there.Reason));
    }
}
