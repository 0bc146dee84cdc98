using R1Workbook.Core.Tasks;
using R1Workbook.Core.Verification;

namespace R1Workbook.Core.Tests.Verification.Equivalence;

public sealed class PolynomialInequalityTests
{
    [Theory]
    [InlineData("(-2,2)", "x^2<4")]
    [InlineData("[-2,2]", @"x^2\le 4")]
    [InlineData(@"(-\infty,-2)\cup(2,\infty)", "x^2>4")]
    [InlineData(@"(-\infty,1]\cup[3,\infty)", @"(x-1)(x-3)\ge 0")]
    [InlineData("(1,3)", "x^2-4x+3<0")]
    [InlineData(@"(-\infty,-1)\cup(0,1)", "x^3-x<0")]
    [InlineData(@"(-1,0)\cup(1,\infty)", "x^3>x")]
    [InlineData(@"(-\infty,1)\cup(2,\infty)", @"\frac{x-1}{x-2}>0")]
    [InlineData("[1,2)", @"\frac{x-1}{x-2}\le 0")]
    [InlineData(@"(\frac12,\frac32)", "4x^2-8x+3<0")]
    [InlineData(@"(-\sqrt2,\sqrt2)", "x^2<2")]
    [InlineData(@"(1-\sqrt3,1+\sqrt3)", "x^2-2x-2<0")]
    [InlineData(@"(-\infty,\infty)", "x^2+1>0")]
    [InlineData(@"(-\infty,0)\cup(0,\infty)", "x^2>0")]
    [InlineData(@"(-2,-1)\cup(1,2)", "(x^2-1)(x^2-4)<0")]
    [InlineData(@"(-\infty,2)", "3x<6")]
    [InlineData(@"(2,\infty)", "-3x<-6")]
    [InlineData(@"(0,1)", @"\frac1x>1")]
    public void The_set_that_solves_it_is_correct_and_its_complement_is_not(string set, string inequality)
    {
        MathVerdict same = MathVerifier.Verify($"${inequality}$", $"\\boxed{{{set}}}");
        Assert.True(same.Outcome == Outcome.Correct, $"{set} against {inequality}: {same.Reason}");
        MathVerdict complement = MathVerifier.Verify($"${Turned(inequality)}$", $"\\boxed{{{set}}}");
        Assert.True(complement.Outcome != Outcome.Correct, $"{set} against the contrary of {inequality}");
    }

    // The ends decide: one that belongs to the set and one that does not.
    [Theory]
    [InlineData("[-2,2]", "x^2<4")]
    [InlineData("(-2,2)", @"x^2\le 4")]
    [InlineData("[1,2]", @"\frac{x-1}{x-2}\le 0")]
    [InlineData("(-3,3)", "x^2<4")]
    [InlineData("(-2,3)", "x^2<4")]
    [InlineData(@"(-\infty,\infty)", "x^2>0")]
    [InlineData(@"(-\sqrt2,\sqrt2)", "x^2<2.0001")]
    [InlineData("(1,3)", "x^2-4x+3.01<0")]
    [InlineData(@"(1,\infty)", "x^3>x")]
    public void Another_set_is_not_correct(string set, string inequality) =>
        Assert.NotEqual(Outcome.Correct, MathVerifier.Verify($"${inequality}$", $"\\boxed{{{set}}}").Outcome);

    // A model that is asked to solve it and repeats it has not answered.
    [Theory]
    [InlineData("(-2,2)", "x^2<4")]
    [InlineData("-2<x<2", "x^2<4")]
    [InlineData(@"(-1,0)\cup(1,\infty)", "x^3>x")]
    [InlineData("[1,2)", @"\frac{x-1}{x-2}\le 0")]
    [InlineData(@"x\ge 3 \text{ or } x\le 1", @"(x-1)(x-3)\ge 0")]
    public void An_inequality_that_is_not_solved_is_no_answer_to_a_solved_one(string solved, string inequality) =>
        Assert.Equal(Outcome.Incorrect, MathVerifier.Verify(solved, $"\\boxed{{{inequality}}}").Outcome);

    [Theory]
    [InlineData("x^2<4", "x^2-4<0")]
    [InlineData("(-2,2)", "|x|<2")]
    [InlineData("(1,3)", "|x-2|<1")]
    [InlineData("(-2,2)", "-2<x<2")]
    [InlineData(@"(-\infty,2)", "x<2")]
    public void One_of_the_same_kind_and_one_that_is_solved_are(string gold, string answer) =>
        Assert.Equal(Outcome.Correct, MathVerifier.Verify(gold, $"\\boxed{{{answer}}}").Outcome);

    private static string Turned(string inequality) =>
        inequality.Contains(@"\le", StringComparison.Ordinal)
            ? inequality.Replace(@"\le", ">", StringComparison.Ordinal)
        : inequality.Contains(@"\ge", StringComparison.Ordinal)
            ? inequality.Replace(@"\ge", "<", StringComparison.Ordinal)
        : inequality.Contains('<', StringComparison.Ordinal)
            ? inequality.Replace("<", @"\ge ", StringComparison.Ordinal)
        : inequality.Replace(">", @"\le ", StringComparison.Ordinal);
}
