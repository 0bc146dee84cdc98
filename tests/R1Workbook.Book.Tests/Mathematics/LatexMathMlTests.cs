using System.Text.RegularExpressions;
using R1Workbook.Book.Mathematics;

namespace R1Workbook.Book.Tests.Mathematics;

public sealed partial class LatexMathMlTests
{
    [Theory]
    [InlineData("x", "<mi>x</mi>")]
    [InlineData("12.5", "<mn>12.5</mn>")]
    [InlineData(@"\frac{a}{b}", "<mfrac><mi>a</mi><mi>b</mi></mfrac>")]
    [InlineData(@"\tfrac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>")]
    [InlineData("x_i^2", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>")]
    [InlineData("x^{2n}", "<msup><mi>x</mi><mrow><mn>2</mn><mi>n</mi></mrow></msup>")]
    [InlineData("f'", "<msup><mi>f</mi><mo>′</mo></msup>")]
    [InlineData(@"\sqrt{2}", "<msqrt><mn>2</mn></msqrt>")]
    [InlineData(@"\sqrt[3]{2}", "<mroot><mn>2</mn><mn>3</mn></mroot>")]
    [InlineData(@"\pi_\theta", "<msub><mi>π</mi><mi>θ</mi></msub>")]
    [InlineData(@"\mathbb{E}", "<mi mathvariant=\"normal\">𝔼</mi>")]
    [InlineData(@"\mathcal{L}", "<mi mathvariant=\"normal\">ℒ</mi>")]
    [InlineData(@"\text{old } x", "<mrow><mtext>old </mtext><mi>x</mi></mrow>")]
    [InlineData(@"\{a\}", "<mrow><mo stretchy=\"false\">{</mo><mi>a</mi><mo stretchy=\"false\">}</mo></mrow>")]
    [InlineData(@"a \rightarrow b", "<mrow><mi>a</mi><mo>→</mo><mi>b</mi></mrow>")]
    public void A_formula_becomes_the_mathml_written_by_hand(string latex, string expected)
    {
        string html = LatexMathMl.Convert(latex, display: false).Html;
        Assert.Equal(expected, Body().Match(html).Groups[1].Value);
    }

    [Fact]
    public void A_sum_carries_its_limits_below_and_above() =>
        Assert.Contains(
            "<munderover><mo movablelimits=\"true\">∑</mo><mrow><mi>i</mi><mo>=</mo>"
                + "<mn>1</mn></mrow><mi>G</mi></munderover>",
            LatexMathMl.Convert(@"\sum_{i=1}^G r_i", display: true).Html,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(
        @"\mathcal{J}_{\mathrm{GRPO}}(\theta) = \mathbb{E}\left[\frac{1}{G}\sum_{i=1}^{G}"
            + @"\min\left(\frac{\pi_\theta(o_i\mid q)}{\pi_{\theta_{\mathrm{old}}}(o_i\mid q)}A_i,\ "
            + @"\operatorname{clip}(\rho_i, 1-\varepsilon, 1+\varepsilon)A_i\right) - "
            + @"\beta\,\mathbb{D}_{\mathrm{KL}}\left(\pi_\theta\,\|\,\pi_{\mathrm{ref}}\right)\right]"
    )]
    [InlineData(@"\begin{aligned} a &= b \\ &= c \end{aligned}")]
    [InlineData(@"|x| = \begin{cases} x & x \ge 0 \\ -x & \text{otherwise} \end{cases}")]
    [InlineData(@"\hat{A}_i = \frac{r_i - \mathrm{mean}(\{r_1, \dots, r_G\})}{\mathrm{std}(\{r_1, \dots, r_G\})}")]
    public void Formulas_of_the_paper_hold_nothing_unknown(string latex) =>
        Assert.Empty(LatexMathMl.Convert(latex, display: true).Unknown);

    [Theory]
    [InlineData(@"\nonsense{x}", @"\nonsense")]
    [InlineData(@"\frac{a", "missing }")]
    [InlineData(@"\left( x", @"\left without \right")]
    [InlineData("a}b", "}")]
    [InlineData(@"\begin{cases} x", @"missing \end{cases}")]
    [InlineData(@"\", @"\")]
    public void What_is_not_understood_is_named_and_does_not_throw(string latex, string unknown) =>
        Assert.Contains(unknown, LatexMathMl.Convert(latex, display: false).Unknown);

    [Fact]
    public void Deep_nesting_ends() =>
        Assert.NotEmpty(LatexMathMl.Convert(new string('{', 100_000), display: false).Unknown);

    [Fact]
    public void Text_is_escaped() =>
        Assert.Contains("&lt;", LatexMathMl.Convert("a < b", display: false).Html, StringComparison.Ordinal);

    [GeneratedRegex("""^<math data-latex="[^"]*">(.*)</math>$""")]
    private static partial Regex Body();
}
