using R1Workbook.Core.Verification.Expressions;
using R1Workbook.Core.Verification.Parsing;

namespace R1Workbook.Core.Tests.Verification.Expressions;

public class ExpressionTests
{
    [Fact]
    public void Expressions_built_alike_are_equal_and_have_equal_hashes()
    {
        Expression one = MathParser.Parse(@"\frac{x^2+1}{2}").Expression!,
            other = MathParser.Parse("(x**2 + 1)/2").Expression!;
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, MathParser.Parse("(x**2 + 2)/2").Expression);
    }

    [Fact]
    public void The_tree_shows_one_node_a_line()
    {
        string tree = MathParser.Parse(@"x \in [1, \sqrt{2})").Expression!.Tree;
        string[] lines = tree.Split('\n');
        Assert.Equal("Relation in", lines[0]);
        Assert.Equal("  Symbol x", lines[1]);
        Assert.Equal("  Interval closed below, open above", lines[2]);
        Assert.Equal("    Number 1", lines[3]);
        Assert.Equal("    Power", lines[4]);
    }

    [Theory]
    [InlineData("-(x+1)", "-(x + 1)")]
    [InlineData("a-(b-c)", "a - (b - c)")]
    [InlineData("(a^b)^c", "(a**b)**c")]
    [InlineData("-1/x", "-1/x")]
    [InlineData("1/x", "1/x")]
    [InlineData(@"\sqrt{x}^3", "sqrt(x)**3")]
    public void The_text_has_the_brackets_that_it_needs(string latex, string expected) =>
        Assert.Equal(expected, MathParser.Parse(latex).Expression!.ToString());
}
