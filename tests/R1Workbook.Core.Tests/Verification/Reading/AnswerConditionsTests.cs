using R1Workbook.Core.Verification.Reading;

namespace R1Workbook.Core.Tests.Verification.Reading;

public sealed class AnswerConditionsTests
{
    [Theory]
    [InlineData("for some integer $k$", "k", "", "")]
    [InlineData("where $n$ is an integer", "n", "", "")]
    [InlineData("where $m$ and $n$ are integers", "mn", "", "")]
    [InlineData(@"$k \in \mathbb{Z}$", "k", "", "")]
    [InlineData("k ∈ ℤ", "k", "", "")]
    [InlineData("for any positive integer $n$", "", "n", "")]
    [InlineData("where n is a natural number", "", "n", "")]
    [InlineData(@"$n \in \mathbb{N}$", "", "n", "")]
    [InlineData(@"$n \ge 1$", "", "n", "")]
    [InlineData("where $c$ is a constant", "", "", "c")]
    [InlineData("where $a$ and $b$ are constants", "", "", "ab")]
    [InlineData("where $c$ is an arbitrary real number", "", "", "c")]
    [InlineData(@"$c \in \mathbb{R}$", "", "", "c")]
    public void A_declaration_says_what_its_letters_stand_for(
        string text,
        string integers,
        string naturals,
        string constants
    )
    {
        AnswerConditions read = AnswerConditions.Of(text);
        Assert.Equal(integers, string.Concat(read.Integers.Order()));
        Assert.Equal(naturals, string.Concat(read.Naturals.Order()));
        Assert.Equal(constants, string.Concat(read.Constants.Order()));
        Assert.Null(read.Restriction);
        foreach (char letter in integers + naturals + constants)
            Assert.True(read.Declares($"{letter}"));
        Assert.False(read.Declares("q"));
    }

    [Theory]
    [InlineData("where $n$ is prime")]
    [InlineData("for $x > 3$")]
    [InlineData("where k is an even integer")]
    public void What_is_more_than_a_declaration_is_a_restriction(string text) =>
        Assert.NotNull(AnswerConditions.Of(text).Restriction);

    [Theory]
    [InlineData("")]
    [InlineData(" , . ")]
    [InlineData(@"$\,$")]
    public void Nothing_is_no_condition(string text) => Assert.Same(AnswerConditions.None, AnswerConditions.Of(text));
}
