using Xunit.Sdk;

namespace R1Workbook.Golden.Tests;

/// <summary>The measure of growth that tests of other projects use.</summary>
public class GrowthTests
{
    [Fact]
    public void Work_that_allocates_with_the_length_passes() =>
        Growth.AtMostLinear(1 << 20, size => new string('x', size), text => GC.KeepAlive(text.ToUpperInvariant()));

    [Fact]
    public void Work_that_allocates_with_the_square_fails()
    {
        var failed = Assert.Throws<XunitException>(() =>
            Growth.AtMostLinear(
                8_000,
                size => new string('x', size),
                text =>
                {
                    for (int i = 0; i < text.Length; i++)
                        GC.KeepAlive(text[i..]);
                }
            )
        );
        Assert.Contains("allocated", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Work_that_does_not_end_fails()
    {
        using ManualResetEventSlim never = new();
        var failed = Assert.Throws<XunitException>(() =>
            Growth.AtMostLinear(8, size => size, _ => never.Wait(), TimeSpan.FromMilliseconds(1))
        );
        never.Set();
        Assert.Contains("did not end", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_assertion_of_the_work_is_its_own() =>
        Assert.Throws<FormatException>(() =>
            Growth.AtMostLinear(8, size => size, _ => throw new FormatException("of the work"))
        );
}
