using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Tests.Decoders.Fused;

public sealed partial class FusedDecoderTests
{
    [Fact]
    public void Padding_and_the_rows_beside_it_do_not_reach_a_text()
    {
        using DisposeScope scope = NewDisposeScope();
        using var decoder = new Decoder(Shapes["grouped queries"], new Seed(5));
        (Tensor ids, int[] lengths) = Texts(decoder.Config, new Seed(8).Source(), 4, 40, true);
        Tensor together = decoder.LossGradient(ids, lengths, 2, 1, logProbs => logProbs.sum()).Weights.clone(); // [N]
        Tensor apart = zeros_like(together);
        for (int b = 0; b < lengths.Length; b++)
        {
            if (lengths[b] <= 2)
                continue;
            apart.add_(
                decoder
                    .LossGradient(ids.narrow(0, b, 1).narrow(1, 0, lengths[b]), null, 2, 1, logProbs => logProbs.sum())
                    .Weights,
                KeptScalar.One
            );
        }
        Close(together, apart, 1e-5);
    }

    [Fact]
    public void The_same_bits_come_again_whatever_was_computed_before()
    {
        using DisposeScope scope = NewDisposeScope();
        using Decoder first = new(Shapes["grouped queries"], new Seed(5)),
            second = new(Shapes["grouped queries"], new Seed(5));
        (Tensor ids, int[] lengths) = Texts(first.Config, new Seed(9).Source(), 6, 50, true);
        float[] fresh = Gradient(first);
        for (int i = 0; i < 3; i++)
        {
            (Tensor other, int[] otherLengths) = Texts(
                first.Config,
                new Seed((ulong)i).Source(),
                3 + 4 * i,
                60 + i,
                true
            );
            second.LossGradient(other, otherLengths, 1, 1, logProbs => logProbs.sum());
        }
        Assert.Equal(fresh, Gradient(second));

        float[] Gradient(Decoder decoder) =>
            decoder.LossGradient(ids, lengths, 2, 1, logProbs => logProbs.exp().sum()).Weights.data<float>().ToArray();
    }

    [Fact]
    public void Weights_that_are_no_numbers_show_in_the_gradient()
    {
        using DisposeScope scope = NewDisposeScope();
        DecoderConfig config = Shapes["grouped queries"];
        float[] weights = new Decoder(config, new Seed(5)).CopyWeights();
        weights[^1] = float.NaN; // the last norm
        using var decoder = new Decoder(config, weights);
        (Tensor ids, _) = Texts(config, new Seed(8).Source(), 2, 9, false);
        LossGradient gradient = decoder.LossGradient(ids, null, 1, 1, logProbs => logProbs.sum());
        Assert.True(float.IsNaN(gradient.Loss.item<float>()));
        Assert.True(gradient.Weights.isnan().any().item<bool>());
    }

    [Fact]
    public void What_it_cannot_read_is_named()
    {
        using DisposeScope scope = NewDisposeScope();
        using var decoder = new Decoder(Shapes["one layer, one head"], new Seed(5));
        Tensor ids = zeros([2, 6], dtype: ScalarType.Int64);
        Assert.Contains(
            "vocabulary",
            Error(ids.add(KeptScalar.Whole(11), KeptScalar.One), null),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "context of 40",
            Error(zeros([1, 41], dtype: ScalarType.Int64), null),
            StringComparison.Ordinal
        );
        Assert.Contains("lengths 3, 7", Error(ids, [3, 7]), StringComparison.Ordinal);

        string Error(Tensor given, int[]? lengths) =>
            Assert
                .Throws<ArgumentException>(() => decoder.LossGradient(given, lengths, 1, 1, logProbs => logProbs.sum()))
                .Message;
    }
}
