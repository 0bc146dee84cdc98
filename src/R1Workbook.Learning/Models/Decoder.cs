using R1Workbook.Learning.Sampling;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace R1Workbook.Learning.Models;

/// <summary>
/// A decoder-only transformer of the Llama family. All parameters live in one vector, so that clipping, the optimiser, copies and
/// checkpoints are single operations, and its gradient can be taken on several threads without sharing anything.
/// </summary>
public sealed class Decoder : IDisposable
{
    private readonly ParameterLayout _layout;
    private readonly Tensor _cosine; // [Context, hd]
    private readonly Tensor _sine; // [Context, hd], the first half negated

    /// <summary>A decoder with weights drawn at random.</summary>
    /// <param name="config">Its shape.</param>
    /// <param name="seed">Where the weights come from.</param>
    /// <param name="device">Where it lies; the CPU where null.</param>
    /// <exception cref="ArgumentException">The configuration is none.</exception>
    public Decoder(DecoderConfig config, Seed seed, Device? device = null)
        : this(config, Draw(config, seed), device)
    {
    }

    /// <summary>A decoder with given weights.</summary>
    /// <param name="config">Its shape.</param>
    /// <param name="weights">[N] The weights in the order of <see cref="ParameterLayout"/>; copied.</param>
    /// <param name="device">Where it lies; the CPU where null.</param>
    /// <exception cref="ArgumentException">The configuration is none, or the number of weights is not its own.</exception>
    public Decoder(DecoderConfig config, float[] weights, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(weights);
        config.Validate();
        (Config, _layout) = (config, new ParameterLayout(config));
        if (weights.Length != _layout.Size) throw new ArgumentException($"{weights.Length} weights for a decoder of {_layout.Size}.", nameof(weights));
        using DisposeScope scope = NewDisposeScope();
        Device = device ?? CPU;
        Weights = tensor(weights, device: Device).requires_grad_().DetachFromDisposeScope(); // [N]
        (float[] cosine, float[] sine) = Rotations(config);
        _cosine = tensor(cosine, [config.Context, config.HeadWidth], device: Device).DetachFromDisposeScope();
        _sine = tensor(sine, [config.Context, config.HeadWidth], device: Device).DetachFromDisposeScope();
    }

    /// <summary>Its shape.</summary>
    public DecoderConfig Config { get; }

    /// <summary>Where its parameters lie in <see cref="Weights"/>.</summary>
    public ParameterLayout Layout => _layout;

    /// <summary>[N] All parameters, a leaf of the autograd graph.</summary>
    public Tensor Weights { get; }

    /// <summary>Where it lies.</summary>
    public Device Device { get; }

    /// <summary>A copy with weights of its own.</summary>
    /// <returns>The copy, to be disposed of.</returns>
    public Decoder Clone() => new(Config, CopyWeights(), Device);

    /// <summary>The weights as numbers.</summary>
    /// <returns>[N]</returns>
    public float[] CopyWeights()
    {
        using DisposeScope scope = NewDisposeScope();
        return Weights.detach().cpu().data<float>().ToArray();
    }

    /// <summary>Sets all weights.</summary>
    /// <param name="weights">[N]</param>
    public void SetWeights(Tensor weights)
    {
        using IDisposable _ = no_grad();
        Weights.copy_(weights);
    }

    /// <summary>Moves all weights towards those of another decoder: w ← (1 − share) w + share w'.</summary>
    /// <param name="other">A decoder of the same shape.</param>
    /// <param name="share">1 copies, less mixes.</param>
    public void MoveTowards(Decoder other, double share)
    {
        ArgumentNullException.ThrowIfNull(other);
        using IDisposable inference = no_grad();
        using DisposeScope scope = NewDisposeScope();
        if (share == 1) Weights.copy_(other.Weights);
        else Weights.lerp_(other.Weights, tensor((float)share, device: Device));
    }

    /// <summary>A name for these very weights.</summary>
    /// <returns>16 hexadecimal digits of their SHA-256.</returns>
    public string Fingerprint() =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(CopyWeights().AsSpan())))[..16];

    /// <summary>The last hidden state of every position, normed: what <see cref="Logits"/> takes.</summary>
    /// <param name="ids">[B, T] Tokens.</param>
    /// <param name="cache">Keys and values of the positions before; those of <paramref name="ids"/> are added. Null: there are none.</param>
    /// <returns>[B, T, D]</returns>
    /// <exception cref="ArgumentException">The tokens are no matrix, or they do not fit into the context.</exception>
    public Tensor Hidden(Tensor ids, KeyValueCache? cache = null)
    {
        ArgumentNullException.ThrowIfNull(ids);
        int past = cache?.Length ?? 0;
        if (ids.dim() != 2) throw new ArgumentException($"Tokens are [B, T]; these have {ids.dim()} dimensions.", nameof(ids));
        if (past + ids.shape[1] > Config.Context) throw new ArgumentException($"{past + ids.shape[1]} tokens do not fit into a context of {Config.Context}.", nameof(ids));
        (long rows, long tokens) = (ids.shape[0], ids.shape[1]);
        Tensor[] parts = Split(); // embedding, 6 a layer, final norm
        Tensor cosine = _cosine.narrow(0, past, tokens).unsqueeze(1); // [T, 1, hd]
        Tensor sine = _sine.narrow(0, past, tokens).unsqueeze(1); // [T, 1, hd]
        Tensor h = parts[0].index_select(0, ids.flatten()).view(rows, tokens, Config.Width); // [B, T, D]
        for (int layer = 0; layer < Config.Layers; layer++)
        {
            ReadOnlySpan<Tensor> w = parts.AsSpan(1 + 6 * layer, 6);
            Tensor attended = Attend(Norm(h, w[0]).matmul(w[1].t()), cosine, sine, cache, layer); // [B, T, Hq hd]
            h = h + attended.matmul(w[2].t()); // [B, T, D]
            Tensor[] gateUp = Norm(h, w[3]).matmul(w[4].t()).split(Config.FeedForward, -1); // 2 x [B, T, F]
            h = h + F.silu(gateUp[0]).mul(gateUp[1]).matmul(w[5].t()); // [B, T, D]
        }
        if (cache is not null) cache.Length += (int)tokens;
        return Norm(h, parts[^1]);
    }

    /// <summary>The scores of every next token.</summary>
    /// <param name="hidden">[..., D] As <see cref="Hidden"/> gives.</param>
    /// <returns>[..., V]</returns>
    public Tensor Logits(Tensor hidden)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        Tensor embedding = Weights.narrow(0, 0, (long)Config.Vocabulary * Config.Width).view(Config.Vocabulary, Config.Width); // [V, D], tied
        return hidden.matmul(embedding.t());
    }

    /// <summary>log π of each token given all before it.</summary>
    /// <param name="ids">[B, T] Tokens.</param>
    /// <param name="from">The first position that is scored, from 1: the length of the prompt, P.</param>
    /// <param name="temperature">The temperature that the tokens were sampled at: sampler and trainer must agree.</param>
    /// <returns>[B, T - P]</returns>
    public Tensor LogProbabilities(Tensor ids, int from = 1, double temperature = 1)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(from);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(from, ids.shape[^1]);
        long scored = ids.shape[1] - from;
        Tensor logits = Logits(Hidden(ids).narrow(1, from - 1, scored)); // [B, T - P, V]
        if (temperature != 1) logits = logits.div(temperature);
        Tensor targets = ids.narrow(1, from, scored).flatten(); // [B (T - P)]
        return F.cross_entropy(logits.view(-1, Config.Vocabulary), targets, reduction: nn.Reduction.None).neg().view(ids.shape[0], scored);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Weights.Dispose();
        _cosine.Dispose();
        _sine.Dispose();
    }

    // Fused views: query, key and value are one matrix, and so are gate and up.
    private Tensor[] Split()
    {
        (long d, long hd, long f) = (Config.Width, Config.HeadWidth, Config.FeedForward);
        long[][] layer = [[d], [(Config.Heads + 2 * Config.KeyValueHeads) * hd, d], [d, Config.Heads * hd], [d], [2 * f, d], [d, f]];
        long[][] shapes = [[Config.Vocabulary, d], .. Enumerable.Range(0, Config.Layers).SelectMany(_ => layer), [d]];
        Tensor[] flat = Weights.split([.. shapes.Select(shape => shape.Aggregate((a, b) => a * b))]);
        return [.. flat.Zip(shapes, (part, shape) => part.view(shape))];
    }

    private Tensor Norm(Tensor x, Tensor scale) => // [..., D]
        x.mul(x.mul(x).mean([-1], keepdim: true).add(Config.NormEpsilon).rsqrt()).mul(scale);

    private Tensor Attend(Tensor projected, Tensor cosine, Tensor sine, KeyValueCache? cache, int layer)
    {
        (long rows, long tokens) = (projected.shape[0], projected.shape[1]);
        (int hq, int hkv, int hd) = (Config.Heads, Config.KeyValueHeads, Config.HeadWidth);
        Tensor heads = projected.view(rows, tokens, hq + 2 * hkv, hd); // [B, T, Hq + 2 Hkv, hd]
        Tensor turned = heads.narrow(2, 0, hq + hkv); // [B, T, Hq + Hkv, hd]
        turned = turned.mul(cosine).addcmul(turned.roll(hd / 2, -1), sine, 1);
        Tensor query = turned.narrow(2, 0, hq), key = turned.narrow(2, hq, hkv), value = heads.narrow(2, hq + hkv, hkv);
        if (cache is not null)
        {
            cache.Write(layer, key, value);
            if (tokens == 1) return AttendOne(query, cache, layer);
        }
        int shared = hq / hkv;
        Tensor Spread(Tensor x) => x.unsqueeze(3).expand(rows, tokens, hkv, shared, hd).reshape(rows, tokens, hq, hd).transpose(1, 2); // [B, Hq, T, hd]
        return F.scaled_dot_product_attention(query.transpose(1, 2), Spread(key), Spread(value), is_casual: true)
            .transpose(1, 2).reshape(rows, tokens, hq * hd);
    }

    // One new token a row: two small products beat the fused kernel, and grouped queries need no copies of their keys.
    private Tensor AttendOne(Tensor query, KeyValueCache cache, int layer)
    {
        (long rows, int hkv, int hd) = (query.shape[0], Config.KeyValueHeads, Config.HeadWidth);
        Tensor grouped = query.reshape(rows, hkv, Config.Heads / hkv, hd).mul(1 / Math.Sqrt(hd)); // [B, Hkv, G, hd]
        (Tensor keys, Tensor values) = cache.Read(layer, cache.Length + 1); // [B, Hkv, T, hd]
        Tensor weights = grouped.matmul(keys.transpose(2, 3)).softmax(-1); // [B, Hkv, G, T]
        return weights.matmul(values).reshape(rows, 1, (long)Config.Heads * hd); // [B, 1, Hq hd]
    }

    private static (float[] Cosine, float[] Sine) Rotations(DecoderConfig config)
    {
        int hd = config.HeadWidth;
        float[] cosine = new float[config.Context * hd], sine = new float[config.Context * hd];
        for (int position = 0; position < config.Context; position++)
        {
            for (int i = 0; i < hd; i++)
            {
                double angle = position * Math.Pow(config.RopeBase, -2.0 * (i % (hd / 2)) / hd);
                cosine[position * hd + i] = (float)Math.Cos(angle);
                sine[position * hd + i] = (float)(i < hd / 2 ? -Math.Sin(angle) : Math.Sin(angle));
            }
        }
        return (cosine, sine);
    }

    private static float[] Draw(DecoderConfig config, Seed seed)
    {
        config.Validate();
        var layout = new ParameterLayout(config);
        Random random = seed.For("weights").Source();
        float[] weights = new float[layout.Size];
        foreach (Parameter parameter in layout.Parameters)
        {
            Span<float> values = weights.AsSpan((int)parameter.Offset, (int)parameter.Size);
            if (parameter.IsNorm)
            {
                values.Fill(1);
                continue;
            }
            // What writes into the residual stream starts smaller, the more so the more blocks write (Radford et al. 2019, section 2.3).
            bool writes = parameter.Name.EndsWith("o_proj.weight", StringComparison.Ordinal) || parameter.Name.EndsWith("down_proj.weight", StringComparison.Ordinal);
            double deviation = InitialDeviation / (writes ? Math.Sqrt(2.0 * config.Layers) : 1);
            for (int i = 0; i < values.Length; i++) values[i] = (float)MathNet.Numerics.Distributions.Normal.Sample(random, 0, deviation);
        }
        return weights;
    }

    private const double InitialDeviation = 0.05;
}
