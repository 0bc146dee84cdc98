using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Tests.Decoders.Fused;

public sealed partial class FusedDecoderTests
{
    private static readonly Dictionary<string, DecoderConfig> Shapes = new()
    {
        ["grouped queries"] = new(
            50,
            Width: 64,
            Layers: 2,
            Heads: 4,
            KeyValueHeads: 2,
            HeadWidth: 16,
            FeedForward: 192,
            Context: 128
        ),
        ["one layer, one head"] = new(
            11,
            Width: 8,
            Layers: 1,
            Heads: 1,
            KeyValueHeads: 1,
            HeadWidth: 8,
            FeedForward: 12,
            Context: 40
        ),
        ["widths of no vector"] = new(
            13,
            Width: 10,
            Layers: 3,
            Heads: 6,
            KeyValueHeads: 2,
            HeadWidth: 6,
            FeedForward: 7,
            Context: 40
        ),
        ["bias, scores of its own"] = new(
            17,
            Width: 24,
            Layers: 2,
            Heads: 4,
            KeyValueHeads: 4,
            HeadWidth: 4,
            FeedForward: 20,
            Context: 40
        )
        {
            AttentionBias = true,
            UntiedHead = true,
        },
        ["stretched positions"] = new(
            17,
            Width: 16,
            Layers: 2,
            Heads: 2,
            KeyValueHeads: 1,
            HeadWidth: 12,
            FeedForward: 20,
            Context: 40
        )
        {
            RopeScaling = new RopeScaling(RopeScalingKind.Dynamic, 2, 8),
        },
        ["wide"] = new(
            300,
            Width: 256,
            Layers: 2,
            Heads: 4,
            KeyValueHeads: 1,
            HeadWidth: 64,
            FeedForward: 512,
            Context: 100
        ),
    };

    public static TheoryData<string, int, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, int, bool>();
            foreach (string shape in Shapes.Keys)
            {
                foreach (int rows in new[] { 1, 3, 8 })
                {
                    foreach (bool padded in new[] { false, true })
                        cases.Add(shape, rows, padded);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Log_probabilities_and_gradients_are_those_of_autograd(string shape, int rows, bool padded)
    {
        using DisposeScope scope = NewDisposeScope();
        using var decoder = new Decoder(Shapes[shape], new Seed(5));
        Random random = new Seed(6).For(shape, rows).Source();
        int width = random.Next(6, decoder.Config.Context + 1),
            from = random.Next(1, 5);
        (Tensor ids, int[] lengths) = Texts(decoder.Config, random, rows, width, padded);
        Tensor weights = Real(random, rows, width - from),
            reference = Real(random, rows, width - from); // [B, T - P]
        Assert.True(decoder.Fuses);
        // A policy term and a KL term, neither linear; what is behind the end of a text is 0 in both.
        Tensor Loss(Tensor logProbs)
        {
            Tensor difference = logProbs.sub(reference); // [B, T - P]
            Tensor each = logProbs.exp().mul(weights).Plus(difference.neg().exp().Plus(difference).Times(0.1));
            return each.mul(logProbs.detach().ne(KeptScalar.Of(0))).sum();
        }
        LossGradient actual = decoder.LossGradient(ids, lengths, from, 0.8, Loss);
        decoder.AlwaysAutograd = true;
        LossGradient expected = decoder.LossGradient(ids, lengths, from, 0.8, Loss);
        Close(expected.LogProbs, actual.LogProbs, 1e-5);
        Close(expected.OfLogProbs, actual.OfLogProbs, 1e-5);
        Assert.Equal(expected.Loss.item<float>(), actual.Loss.item<float>(), 1e-4 * rows * width);
        foreach (Parameter parameter in decoder.Layout.Parameters)
        {
            Close(
                expected.Weights.narrow(0, parameter.Offset, parameter.Size),
                actual.Weights.narrow(0, parameter.Offset, parameter.Size),
                1e-5,
                parameter.Name
            );
        }
    }

    [Fact]
    public void Reading_alone_gives_the_same_log_probabilities()
    {
        using DisposeScope scope = NewDisposeScope();
        using var decoder = new Decoder(Shapes["grouped queries"], new Seed(5));
        (Tensor ids, _) = Texts(decoder.Config, new Seed(7).Source(), 5, 31, false);
        Tensor graph = decoder.LogProbabilities(ids, 3, 0.7);
        using IDisposable inference = no_grad();
        Close(graph.detach(), decoder.LogProbabilities(ids, 3, 0.7), 1e-5);
    }

    [Theory]
    [InlineData("grouped queries")]
    [InlineData("wide")]
    public void One_token_after_the_other_gives_what_all_give_together(string shape)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable inference = no_grad();
        using var decoder = new Decoder(Shapes[shape], new Seed(5));
        (Tensor ids, _) = Texts(decoder.Config, new Seed(12).Source(), 3, 40, false);
        Tensor whole = decoder.Hidden(ids); // [B, T, D]
        using var cache = new KeyValueCache(decoder.Config, 3, 40, CPU);
        decoder.Hidden(ids.narrow(1, 0, 5), cache);
        for (int t = 5; t < 40; t++)
            Close(whole.narrow(1, t, 1), decoder.Hidden(ids.narrow(1, t, 1), cache), 1e-5, $"position {t}");
    }

    private static (Tensor Ids, int[] Lengths) Texts(
        DecoderConfig config,
        Random random,
        int rows,
        int width,
        bool padded
    )
    {
        int[] lengths = [.. Enumerable.Range(0, rows).Select(b => padded && b > 0 ? random.Next(1, width + 1) : width)];
        return (
            tensor(
                [.. Enumerable.Range(0, rows * width).Select(_ => (long)random.Next(config.Vocabulary))],
                [rows, width]
            ),
            lengths
        );
    }

    private static Tensor Real(Random random, int rows, int columns) =>
        tensor([.. Enumerable.Range(0, rows * columns).Select(_ => random.NextSingle() - 0.3f)], [rows, columns]);

    // Relative to the largest value: what is small beside it is its rounding.
    private static void Close(Tensor expected, Tensor actual, double tolerance, string what = "")
    {
        double size = Math.Max(1e-3, expected.abs().max().item<float>()),
            difference = expected.sub(actual).abs().max().item<float>();
        Assert.True(difference <= tolerance * size, $"{what}: {difference} of {size}");
    }
}
