using R1Workbook.Learning.Decoders;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Tests.Decoders;

/// <summary>What would end the process in TorchSharp is an error that can be caught: that this test goes on says
/// so.</summary>
public sealed class CheckedCallsTests
{
    [Theory]
    [InlineData(new long[] { 2, 3 }, new long[] { 4, 5 }, "3 columns meet 4 rows")]
    [InlineData(new long[] { 2, 3 }, new long[] { 9 }, "3 columns meet 9 rows")]
    [InlineData(new long[] { 3 }, new long[] { 2, 3 }, "3 columns meet 2 rows")]
    [InlineData(new long[] { 2, 1, 3 }, new long[] { 4, 3, 1 }, "2 matrices and 4")]
    [InlineData(new long[] { }, new long[] { 2, 3 }, "a single number")]
    [InlineData(new long[] { 5, 2, 3 }, new long[] { 5, 2, 3 }, "3 columns meet 2 rows")]
    public void A_product_of_shapes_that_do_not_fit_is_an_error(long[] left, long[] right, string words)
    {
        using DisposeScope scope = NewDisposeScope();
        string message = Assert.Throws<ArgumentException>(() => zeros(left).Product(zeros(right))).Message;
        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.Contains($"[{string.Join(", ", left)}]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_product_of_two_types_is_an_error()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor whole = zeros([2, 2], dtype: ScalarType.Int64);
        Assert.Throws<ArgumentException>(() => zeros(2, 2).Product(whole));
    }

    [Theory]
    [InlineData(new long[] { 2, 3 }, new long[] { 3, 4 }, new long[] { 2, 4 })]
    [InlineData(new long[] { 3 }, new long[] { 3 }, new long[] { })]
    [InlineData(new long[] { 3 }, new long[] { 3, 4 }, new long[] { 4 })]
    [InlineData(new long[] { 7, 2, 3 }, new long[] { 3 }, new long[] { 7, 2 })]
    [InlineData(new long[] { 7, 1, 2, 3 }, new long[] { 5, 3, 4 }, new long[] { 7, 5, 2, 4 })]
    public void A_product_that_fits_is_computed(long[] left, long[] right, long[] shape)
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.Equal(shape, zeros(left).Product(zeros(right)).shape);
    }

    [Fact]
    public void A_loss_without_a_gradient_is_an_error()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor weights = ones([3]).requires_grad_();
        Assert.Throws<ArgumentException>(() => CheckedCalls.Gradients(ones([]), weights));
        Assert.Throws<ArgumentException>(() => CheckedCalls.Gradients(weights.sum().detach(), weights));
        Assert.Throws<ArgumentException>(() => CheckedCalls.Gradients(weights.sum(), ones([3])));
        Assert.Contains(
            "[3]",
            Assert.Throws<ArgumentException>(() => CheckedCalls.Gradients(weights, weights)).Message,
            StringComparison.Ordinal
        );
        Assert.Equal([1f, 1f, 1f], CheckedCalls.Gradients(weights.sum(), weights)[0].data<float>().ToArray());
    }
}
