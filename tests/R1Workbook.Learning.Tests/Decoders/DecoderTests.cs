using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Tests.Decoders;

public sealed partial class DecoderTests
{
    internal static readonly DecoderConfig Small = new(
        Vocabulary: 11,
        Width: 8,
        Layers: 2,
        Heads: 4,
        KeyValueHeads: 2,
        HeadWidth: 4,
        FeedForward: 12,
        Context: 16
    );

    private static readonly long[] Ids = [1, 4, 2, 9, 3, 10, 0, 5, 6, 7, 8, 1];

    private static readonly DecoderConfig Qwen2 = Small with { AttentionBias = true, RopeBase = 1_000_000 };

    private static readonly DecoderConfig Qwen3 = Small with
    {
        HeadNorm = true,
        HeadWidth = 6,
        UntiedHead = true,
        NormEpsilon = 1e-5,
    };

    private static readonly DecoderConfig Llama3 = Small with
    {
        UntiedHead = true,
        KeyValueHeads = 1,
        RopeScaling = new RopeScaling(RopeScalingKind.Llama3, 8, 8),
    };

    private static readonly DecoderConfig Yarn = Small with
    {
        RopeScaling = new RopeScaling(RopeScalingKind.Yarn, 4, 4) { BetaFast = 2 },
    };

    private static readonly DecoderConfig Dynamic = Small with
    {
        RopeScaling = new RopeScaling(RopeScalingKind.Dynamic, 2, 4),
    };

    /// <summary>One of each family, with the parts that others lack.</summary>
    public static TheoryData<string> Families =>
        new(nameof(Small), nameof(Qwen2), nameof(Qwen3), nameof(Llama3), nameof(Yarn), nameof(Dynamic));

    internal static DecoderConfig Family(string name) =>
        name switch
        {
            nameof(Qwen2) => Qwen2,
            nameof(Qwen3) => Qwen3,
            nameof(Llama3) => Llama3,
            nameof(Yarn) => Yarn,
            nameof(Dynamic) => Dynamic,
            _ => Small,
        };

    /// <summary>A decoder whose norms and biases are not what they start at, so that a part left out shows.</summary>
    internal static Decoder Shaken(DecoderConfig config, ulong seed)
    {
        Random random = new Seed(seed).For("shaken").Source();
        return new Decoder(
            config,
            [
                .. Enumerable
                    .Range(0, (int)new ParameterLayout(config).Size)
                    .Select(_ => (float)(random.NextDouble() - 0.4)),
            ]
        );
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Its_logits_are_those_of_the_formulas_in_loops(string family)
    {
        using DisposeScope scope = NewDisposeScope();
        using Decoder decoder = Shaken(Family(family), 4);
        double[] expected = PlainDecoder.LastLogits(decoder, [.. Ids[..7].Select(id => (int)id)]);
        Tensor logits = decoder.Logits(decoder.Hidden(tensor(Ids[..7], [1, 7]))).select(1, 6); // [1, V]
        foreach ((double plain, float given) in expected.Zip(logits.data<float>().ToArray()))
            Assert.Equal(plain, given, 1e-4);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void A_prompt_in_two_parts_gives_what_it_gives_in_one(string family)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        DecoderConfig config = Family(family);
        if (config.RopeScaling?.Kind == RopeScalingKind.Dynamic)
        {
            // its turns depend on the length
            config = config with
            {
                RopeScaling = config.RopeScaling with { OriginalContext = 16 },
            };
        }

        using Decoder decoder = Shaken(config, 9);
        Tensor ids = tensor(Ids, [2, 6]);
        Tensor whole = decoder.Hidden(ids); // [B, T, D]
        using var cache = new KeyValueCache(config, 2, 6, CPU);
        Tensor parts = cat(
            [
                decoder.Hidden(ids.narrow(1, 0, 2), cache),
                decoder.Hidden(ids.narrow(1, 2, 3), cache),
                decoder.Hidden(ids.narrow(1, 5, 1), cache),
            ],
            1
        );
        Assert.True(parts.allclose(whole, rtol: 1e-4, atol: 1e-4));
    }

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
        {
            Assert.True(
                decoder.Logits(decoder.Hidden(ids.narrow(1, t, 1), cache)).allclose(whole.narrow(1, t, 1), atol: 1e-5),
                $"position {t}"
            );
        }
    }

    [Fact]
    public void A_later_token_changes_nothing_before_it()
    {
        using DisposeScope scope = NewDisposeScope();
        using var decoder = new Decoder(Small, new Seed(3));
        Tensor changed = tensor([.. Ids[..5], 2L, .. Ids[6..]], [2, 6]);
        Tensor before = decoder.Hidden(tensor(Ids, [2, 6])),
            after = decoder.Hidden(changed); // [B, T, D]
        Assert.True(before.narrow(1, 0, 5).equal(after.narrow(1, 0, 5)).all().item<bool>());
        Assert.False(before.narrow(1, 5, 1).allclose(after.narrow(1, 5, 1)));
    }

    [Fact]
    public void Log_probabilities_are_those_of_the_softmax_at_the_temperature()
    {
        using DisposeScope scope = NewDisposeScope();
        using var decoder = new Decoder(Small, new Seed(5));
        Tensor ids = tensor(Ids, [2, 6]);
        Tensor expected = decoder
            .Logits(decoder.Hidden(ids))
            .Over(0.7)
            .log_softmax(-1)
            .narrow(1, 1, 4)
            .gather(2, ids.narrow(1, 2, 4).unsqueeze(2))
            .squeeze(2); // [B, 4]
        Assert.True(decoder.LogProbabilities(ids, from: 2, temperature: 0.7).allclose(expected, atol: 1e-6));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Its_gradient_is_that_of_finite_differences(string family)
    {
        using DisposeScope scope = NewDisposeScope();
        using var decoder = new Decoder(Family(family), new Seed(7));
        Tensor ids = tensor(Ids, [2, 6]);
        float[] gradient = CheckedCalls
            .Gradients(decoder.LogProbabilities(ids).sum(), decoder.Weights)[0]
            .data<float>()
            .ToArray();
        float[] weights = decoder.CopyWeights();
        foreach (Parameter parameter in decoder.Layout.Parameters)
        {
            // A direction within one parameter: single weights drown in the rounding of 32 bits.
            double expected = 0,
                step = 0.001;
            float[] up = [.. weights],
                down = [.. weights];
            Random random = new Seed(11).For(parameter.Name).Source();
            for (int i = (int)parameter.Offset; i < parameter.Offset + parameter.Size; i++)
            {
                double direction = random.NextDouble() < 0.5 ? -1 : 1;
                expected += direction * gradient[i];
                (up[i], down[i]) = ((float)(weights[i] + step * direction), (float)(weights[i] - step * direction));
            }
            using Decoder above = new(decoder.Config, up),
                below = new(decoder.Config, down);
            double difference =
                (above.LogProbabilities(ids).sum().item<float>() - below.LogProbabilities(ids).sum().item<float>())
                / (2 * step);
            Assert.True(
                Math.Abs(difference - expected) < 0.02 * (1 + Math.Abs(expected)),
                $"{parameter.Name}: {difference} against {expected}"
            );
        }
    }
}
