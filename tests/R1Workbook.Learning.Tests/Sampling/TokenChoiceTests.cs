using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Sampling;

namespace R1Workbook.Learning.Tests.Sampling;

public sealed class TokenChoiceTests
{
    private static readonly float[] P = [0.1f, 0.4f, 0.05f, 0.3f, 0.15f];

    [Theory]
    [InlineData(2, 1.0, 0.0, new[] { 1, 3 })]
    [InlineData(0, 0.69, 0.0, new[] { 1, 3 })] // 0.4 alone does not reach 0.69, 0.4 + 0.3 does
    [InlineData(0, 0.71, 0.0, new[] { 1, 3, 4 })]
    [InlineData(0, 0.01, 0.0, new[] { 1 })] // the most probable is always left
    [InlineData(0, 1.0, 0.3, new[] { 1, 3, 4 })] // at least 0.3 of 0.4 is 0.12
    [InlineData(3, 0.8, 0.0, new[] { 1, 3 })] // of 0.85 that top-3 leaves, 0.7 reaches 0.8 x 0.85 = 0.68
    [InlineData(9, 1.0, 0.0, new[] { 0, 1, 2, 3, 4 })]
    public void What_is_left_is_what_the_settings_say(int topK, double topP, double minP, int[] expected)
    {
        float[] left = TokenChoice.Left(
            P,
            new SamplingSettings
            {
                TopK = topK,
                TopP = topP,
                MinP = minP,
            }
        );
        Assert.Equal(expected, Enumerable.Range(0, P.Length).Where(token => left[token] > 0));
        Assert.All(expected, token => Assert.Equal(P[token], left[token]));
    }

    [Fact]
    public void Of_equals_at_the_edge_of_top_k_the_smaller_numbers_stay()
    {
        float[] left = TokenChoice.Left([0.2f, 0.2f, 0.2f, 0.2f, 0.2f], new SamplingSettings { TopK = 2 });
        Assert.Equal([0.2f, 0.2f, 0, 0, 0], left);
    }

    [Fact]
    public void What_is_left_keeps_its_proportions()
    {
        var settings = new SamplingSettings { TopK = 2 };
        Random random = new Seed(5).Source();
        int[] counts = new int[5];
        for (int i = 0; i < 20_000; i++)
            counts[TokenChoice.Draw(P, settings, random)]++;
        Assert.Equal(0, counts[0] + counts[2] + counts[4]);
        Assert.InRange(counts[1] / 20_000.0, 0.5714 - 0.015, 0.5714 + 0.015); // 0.4 of 0.7
    }
}
