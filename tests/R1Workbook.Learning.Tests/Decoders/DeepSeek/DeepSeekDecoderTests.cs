using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Decoders.DeepSeek;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Training.Optimiser;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Tests.Decoders.DeepSeek;

public sealed partial class DeepSeekDecoderTests
{
    private static readonly DeepSeekConfig Small = new()
    {
        Vocabulary = 12,
        Width = 16,
        Layers = 3,
        DenseLayers = 1,
        Heads = 4,
        QueryRank = 12,
        KeyValueRank = 6,
        HeadWidth = 4,
        RopeWidth = 2,
        FeedForward = 32,
        ExpertWidth = 8,
        SharedExperts = 1,
        Experts = 8,
        ExpertsPerToken = 4,
        Groups = 4,
        GroupsPerToken = 2,
        RoutingScale = 1.5,
        Context = 16,
    };

    private static readonly long[] Ids = [1, 4, 2, 9, 3, 10, 0, 5, 6, 7, 8, 11];

    [Fact]
    public void Inference_from_cached_latents_gives_what_training_computes()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        using var model = new DeepSeekDecoder(Small, new Seed(3));
        model.Weights.mul_(KeptScalar.Of(4)); // far from the start, where every logit is near 0
        Tensor ids = tensor(Ids, [2, 6]);
        Tensor whole = model.Logits(ids); // [B, T, V]
        using var cache = new LatentCache(Small, 2, 6);
        Tensor[] parts =
        [
            model.Logits(ids.narrow(1, 0, 3), cache),
            model.Logits(ids.narrow(1, 3, 2), cache),
            model.Logits(ids.narrow(1, 5, 1), cache),
        ];
        Assert.True(cat(parts, 1).allclose(whole, rtol: 1e-4, atol: 1e-4));
        Assert.Equal(Small.KeyValueRank + Small.RopeWidth, cache.ElementsPerTokenAndLayer);
        Assert.True(whole.std().item<float>() > 0.1);
    }

    [Fact]
    public void A_later_token_changes_nothing_before_it()
    {
        using DisposeScope scope = NewDisposeScope();
        using var model = new DeepSeekDecoder(Small, new Seed(3));
        Tensor before = model.Logits(tensor(Ids, [2, 6])),
            after = model.Logits(tensor([.. Ids[..5], 2L, .. Ids[6..]], [2, 6])); // [B, T, V]
        Assert.True(before[0].narrow(0, 0, 5).allclose(after[0].narrow(0, 0, 5), atol: 1e-6));
        Assert.False(before[0].narrow(0, 5, 1).allclose(after[0].narrow(0, 5, 1)));
    }

    [Fact]
    public void A_few_steps_of_training_lower_both_losses()
    {
        using var model = new DeepSeekDecoder(Small, new Seed(5));
        using var optimizer = new AdamW(model.Weights, new AdamWSettings { LearningRate = 1e-2 });
        Random random = new Seed(6).Source();
        double first = 0,
            firstAfter = 0,
            last = 0,
            lastAfter = 0;
        for (int step = 0; step < 60; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            // Counting upwards from anywhere: every token follows from the one before.
            Tensor ids = tensor(
                [
                    .. Enumerable
                        .Range(0, 8)
                        .SelectMany(_ =>
                        {
                            int from = random.Next(12);
                            return Enumerable.Range(0, 8).Select(t => (long)((from + t) % 12));
                        }),
                ],
                [8, 8]
            );
            DeepSeekLoss loss = model.Loss(ids);
            Assert.Equal(
                loss.NextToken + DeepSeekDecoder.V3PredictionWeight * loss.TokenAfter,
                loss.Total.item<float>(),
                1e-4
            );
            // Two blocks with experts see 56 tokens, the module of multi-token prediction 48; each goes to 4 experts.
            Assert.Equal([224, 224, 192], loss.Load.sum(1).data<long>().ToArray());
            optimizer.Step(CheckedCalls.Gradients(loss.Total, model.Weights)[0]);
            model.Balance(loss.Load);
            if (step == 0)
                (first, firstAfter) = (loss.NextToken, loss.TokenAfter);
            (last, lastAfter) = (loss.NextToken, loss.TokenAfter);
        }
        Assert.True(last < 0.5 * first, $"{first} -> {last}");
        Assert.True(lastAfter < 0.5 * firstAfter, $"{firstAfter} -> {lastAfter}");
        Assert.InRange(model.Biases.abs().max().item<float>(), 1e-4, 60 * ExpertRouter.V3Speed + 1e-6);
    }

    [Fact]
    public void Its_gradient_is_that_of_finite_differences()
    {
        using DisposeScope scope = NewDisposeScope();
        DeepSeekConfig all = Small with { ExpertsPerToken = 8, GroupsPerToken = 4 }; // a choice would jump
        using var model = new DeepSeekDecoder(all, new Seed(7));
        Tensor ids = tensor(Ids, [2, 6]);
        Tensor gradient = CheckedCalls.Gradients(model.Loss(ids).Total, model.Weights)[0]; // [N]
        using IDisposable _ = no_grad();
        Random random = new Seed(8).Source();
        foreach (
            Parameter parameter in model.Layout.Parameters.Where(parameter =>
                parameter.Name.StartsWith("model.layers.1.", StringComparison.Ordinal)
                || parameter.Name.StartsWith("model.layers.3.", StringComparison.Ordinal)
            )
        )
        {
            using DisposeScope inner = NewDisposeScope();
            Tensor direction = tensor([
                    .. Enumerable.Range(0, (int)parameter.Size).Select(_ => random.Next(2) * 2f - 1),
                ]),
                part = model.Weights.narrow(0, parameter.Offset, parameter.Size);
            double expected = gradient.narrow(0, parameter.Offset, parameter.Size).dot(direction).item<float>();
            part.add_(direction, KeptScalar.Of(0.004));
            double up = model.Loss(ids).Total.item<float>();
            part.add_(direction, KeptScalar.Of(-0.008));
            double down = model.Loss(ids).Total.item<float>();
            part.add_(direction, KeptScalar.Of(0.004));
            Assert.True(
                Math.Abs((up - down) / 0.008 - expected) < 0.002 + 0.03 * Math.Abs(expected),
                $"{parameter.Name}: {(up - down) / 0.008} against {expected}"
            );
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var model = new DeepSeekDecoder(Small, new Seed(1));
        using Tensor tooLong = zeros([1, 17], dtype: int64),
            flat = zeros([3], dtype: int64),
            brief = zeros([1, 2], dtype: int64);
        Assert.Contains(
            "context of 16",
            Assert.Throws<ArgumentException>(() => model.Logits(tooLong)).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => model.Logits(flat));
        Assert.Throws<ArgumentException>(() => model.Loss(brief));
        foreach (
            DeepSeekConfig config in (DeepSeekConfig[])
                [
                    Small with
                    {
                        Groups = 3,
                    },
                    Small with
                    {
                        RopeWidth = 3,
                    },
                    Small with
                    {
                        ExpertsPerToken = 3,
                    },
                    Small with
                    {
                        DenseLayers = 4,
                    },
                    Small with
                    {
                        PredictionDepth = 2,
                    },
                    Small with
                    {
                        Heads = 0,
                    },
                ]
        )
        {
            Assert.Throws<ArgumentException>(config.Validate);
        }
    }
}
