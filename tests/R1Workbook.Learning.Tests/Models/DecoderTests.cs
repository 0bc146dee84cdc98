using R1Workbook.Learning.Models;
using R1Workbook.Learning.Sampling;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Tests.Models;

public sealed class DecoderTests
{
    internal static readonly DecoderConfig Small = new(Vocabulary: 11, Width: 8, Layers: 2, Heads: 4, KeyValueHeads: 2, HeadWidth: 4, FeedForward: 12, Context: 16);

    private static readonly long[] Ids = [1, 4, 2, 9, 3, 10, 0, 5, 6, 7, 8, 1];

    [Fact]
    public void One_token_at_a_time_with_the_cache_gives_what_the_whole_sequence_gives()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        using var decoder = new Decoder(Small, new Seed(3));
        Tensor ids = tensor(Ids, [2, 6]); // [B, T]
        Tensor whole = decoder.Logits(decoder.Hidden(ids)); // [B, T, V]

        using var cache = new KeyValueCache(Small, 2, 6, CPU);
        Tensor prefilled = decoder.Logits(decoder.Hidden(ids.narrow(1, 0, 3), cache));
        Assert.True(prefilled.allclose(whole.narrow(1, 0, 3), atol: 1e-5));
        for (int t = 3; t < 6; t++)
            Assert.True(decoder.Logits(decoder.Hidden(ids.narrow(1, t, 1), cache)).allclose(whole.narrow(1, t, 1), atol: 1e-5), $"position {t}");
    }

    [Fact]
    public void A_later_token_changes_nothing_before_it()
    {
        using DisposeScope scope = NewDisposeScope();
        using var decoder = new Decoder(Small, new Seed(3));
        Tensor changed = tensor([.. Ids[..5], 2L, .. Ids[6..]], [2, 6]);
        Tensor before = decoder.Hidden(tensor(Ids, [2, 6])), after = decoder.Hidden(changed); // [B, T, D]
        Assert.True(before.narrow(1, 0, 5).equal(after.narrow(1, 0, 5)).all().item<bool>());
        Assert.False(before.narrow(1, 5, 1).allclose(after.narrow(1, 5, 1)));
    }

    [Fact]
    public void Log_probabilities_are_those_of_the_softmax_at_the_temperature()
    {
        using DisposeScope scope = NewDisposeScope();
        using var decoder = new Decoder(Small, new Seed(5));
        Tensor ids = tensor(Ids, [2, 6]);
        Tensor expected = decoder.Logits(decoder.Hidden(ids)).div(0.7).log_softmax(-1).narrow(1, 1, 4).gather(2, ids.narrow(1, 2, 4).unsqueeze(2)).squeeze(2); // [B, 4]
        Assert.True(decoder.LogProbabilities(ids, from: 2, temperature: 0.7).allclose(expected, atol: 1e-6));
    }

    [Fact]
    public void Its_gradient_is_that_of_finite_differences()
    {
        using DisposeScope scope = NewDisposeScope();
        using var decoder = new Decoder(Small, new Seed(7));
        Tensor ids = tensor(Ids, [2, 6]);
        float[] gradient = autograd.grad([decoder.LogProbabilities(ids).sum()], [decoder.Weights])[0].data<float>().ToArray();
        float[] weights = decoder.CopyWeights();
        foreach (Parameter parameter in decoder.Layout.Parameters)
        {
            // A direction within one parameter: single weights drown in the rounding of 32 bits.
            double expected = 0, step = 0.002;
            float[] up = [.. weights], down = [.. weights];
            Random random = new Seed(11).For(parameter.Name).Source();
            for (int i = (int)parameter.Offset; i < parameter.Offset + parameter.Size; i++)
            {
                double direction = random.NextDouble() < 0.5 ? -1 : 1;
                expected += direction * gradient[i];
                (up[i], down[i]) = ((float)(weights[i] + step * direction), (float)(weights[i] - step * direction));
            }
            using Decoder above = new(Small, up), below = new(Small, down);
            double difference = (above.LogProbabilities(ids).sum().item<float>() - below.LogProbabilities(ids).sum().item<float>()) / (2 * step);
            Assert.True(Math.Abs(difference - expected) < 0.02 * (1 + Math.Abs(expected)), $"{parameter.Name}: {difference} against {expected}");
        }
    }

    [Fact]
    public void The_layout_holds_every_parameter_once()
    {
        var layout = new ParameterLayout(Small);
        Assert.Equal(11 * 8 + 2 * (8 + 16 * 8 + 2 * 8 * 8 + 8 * 16 + 8 + 3 * 12 * 8) + 8, layout.Size);
        Assert.Equal(1 + 2 * 9 + 1, layout.Parameters.Select(parameter => parameter.Name).Distinct().Count());
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_libtorch_sees_it()
    {
        using var decoder = new Decoder(Small, new Seed(1));
        using Tensor tooLong = zeros([1, 17], dtype: int64), flat = zeros([3], dtype: int64);
        Assert.Contains("context of 16", Assert.Throws<ArgumentException>(() => decoder.Hidden(tooLong)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => decoder.Hidden(flat));
        Assert.Throws<ArgumentException>(() => new Decoder(Small with { KeyValueHeads = 3 }, new Seed(1)));
        Assert.Throws<ArgumentException>(() => new Decoder(Small, new float[3]));
    }
}
