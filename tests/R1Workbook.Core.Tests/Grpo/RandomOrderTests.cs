using R1Workbook.Core.Grpo.Losses;

namespace R1Workbook.Core.Tests.Grpo;

/// <summary>Orders by the Mersenne Twister. The right values are from Python's own generator, set to the state that
/// init_genrand(seed) of Matsumoto and Nishimura gives, and a Fisher-Yates shuffle of getrandbits(32).</summary>
public sealed class RandomOrderTests
{
    [Theory]
    [InlineData(5489, new[] { 2, 7, 8, 4, 0, 6, 1, 9, 3, 5 })]
    [InlineData(0, new[] { 4, 1, 7, 5, 3, 9, 0, 8, 6, 2 })]
    public void Ten_numbers_are_in_the_order_of_the_generator(uint seed, int[] order) =>
        Assert.Equal(order, RandomOrder.Of(10, seed));

    [Fact]
    public void The_state_is_made_anew_after_624_numbers()
    {
        int[] order = RandomOrder.Of(1_500, 5489);
        Assert.Equal(Enumerable.Range(0, 1_500), order.Order());
        Assert.Equal(843_500_939L, order.Select((value, place) => (long)value * place).Sum());
    }

    [Fact]
    public void Few_numbers_need_no_draw()
    {
        Assert.Empty(RandomOrder.Of(0, 1));
        Assert.Equal([0], RandomOrder.Of(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomOrder.Of(-1, 1));
    }
}
