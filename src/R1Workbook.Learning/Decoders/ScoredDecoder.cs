using R1Workbook.Learning.Sharding;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Decoders;

/// <summary>
/// A decoder with a scalar head, v = h · w + b: a value for each position (the critic of PPO), or a score for a text at
/// its last token (a reward model). One vector holds the decoder's weights, then w, then b, and is trained as a
/// decoder's own.
/// </summary>
public sealed class ScoredDecoder : IDisposable
{
    private readonly Decoder _body; // a view of the vector

    /// <summary>A decoder with a head that scores everything 0.</summary>
    /// <param name="decoder">Where its weights come from; copied.</param>
    public ScoredDecoder(Decoder decoder)
        : this(
            (decoder ?? throw new ArgumentNullException(nameof(decoder))).Config,
            [.. decoder.CopyWeights(), .. new float[decoder.Config.Width + 1]],
            decoder.Placement
        ) { }

    /// <summary>A decoder and its head with given weights.</summary>
    /// <param name="config">The decoder's shape.</param>
    /// <param name="weights">[N + D + 1] The decoder's weights, then those of the head, then its bias; copied.</param>
    /// <param name="placement">The device that holds it and the type it computes in; the CPU in float32 where
    /// null.</param>
    /// <exception cref="ArgumentException">The configuration is none, or the number of weights is not its
    /// own.</exception>
    public ScoredDecoder(DecoderConfig config, float[] weights, Placement? placement = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(weights);
        config.Validate();
        long size = new ParameterLayout(config).Size;
        if (weights.Length != size + config.Width + 1)
        {
            throw new ArgumentException(
                $"{weights.Length} weights for a decoder of {size} with a head of {config.Width + 1}.",
                nameof(weights)
            );
        }

        using DisposeScope scope = NewDisposeScope();
        placement ??= Placement.Cpu;
        Weights = Decoder.Aligned(weights, placement.Device).requires_grad_().DetachFromDisposeScope(); // [N + D + 1]
        _body = new Decoder(config, Weights.narrow(0, 0, size), placement.Type);
    }

    /// <summary>The decoder's shape.</summary>
    public DecoderConfig Config => _body.Config;

    /// <summary>[N + D + 1] All parameters, a leaf of the autograd graph.</summary>
    public Tensor Weights { get; }

    /// <summary>The type of what it gives.</summary>
    internal ScalarType LossType => _body.Placement.LossType;

    /// <summary>The weights as numbers.</summary>
    /// <returns>[N + D + 1]</returns>
    public float[] CopyWeights()
    {
        using DisposeScope scope = NewDisposeScope();
        return Weights.detach().cpu().data<float>().ToArray();
    }

    /// <summary>A value for every position.</summary>
    /// <param name="ids">[B, T] Tokens.</param>
    /// <returns>[B, T]</returns>
    /// <exception cref="ArgumentException">The tokens are no matrix, or they do not fit into the context.</exception>
    public Tensor Values(Tensor ids)
    {
        long size = _body.Layout.Size;
        Tensor head = Weights.narrow(0, size, Config.Width),
            bias = Weights.narrow(0, size + Config.Width, 1); // [D], [1]
        // The head is float32 as the weights are; what a narrow type computed is widened for it.
        return _body
            .Hidden(ids)
            .to_type(LossType)
            .Product(head.to_type(LossType))
            .add(bias.to_type(LossType), KeptScalar.One);
    }

    /// <summary>A score for every text, at its last token.</summary>
    /// <param name="ids">[B, T] Tokens; what stands behind a text's length does not matter.</param>
    /// <param name="lengths">[B] The length of each text; T where null.</param>
    /// <returns>[B]</returns>
    /// <exception cref="ArgumentException">A length is not from 1 to T, or their number is not B.</exception>
    public Tensor Scores(Tensor ids, IReadOnlyList<int>? lengths = null)
    {
        ArgumentNullException.ThrowIfNull(ids);
        Tensor values = Values(ids); // [B, T]
        if (lengths is null)
            return values.select(1, ids.shape[1] - 1);
        if (lengths.Count != ids.shape[0] || lengths.Any(length => length < 1 || length > ids.shape[1]))
        {
            throw new ArgumentException(
                $"{ids.shape[0]} texts of at most {ids.shape[1]} tokens have lengths {string.Join(", ", lengths)}.",
                nameof(lengths)
            );
        }
        // [B, 1]
        Tensor last = tensor([.. lengths.Select(length => length - 1L)], [lengths.Count, 1], device: ids.device);
        return values.gather(1, last).squeeze(1);
    }

    /// <summary>The scores of texts of any length, with gradient.</summary>
    /// <param name="texts">[B] Tokens of each, none empty.</param>
    /// <returns>[B]</returns>
    /// <exception cref="ArgumentException">There is no text, an empty one, or one that does not fit into the
    /// context.</exception>
    public Tensor Scores(IReadOnlyList<int[]> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (texts.Count == 0 || texts.Any(text => text.Length == 0))
            throw new ArgumentException("There is no text to score, or an empty one.", nameof(texts));
        int longest = texts.Max(text => text.Length);
        long[] ids = new long[texts.Count * longest];
        for (int b = 0; b < texts.Count; b++)
        {
            for (int t = 0; t < texts[b].Length; t++)
                ids[b * longest + t] = texts[b][t];
        }

        return Scores(
            tensor(ids, [texts.Count, longest], device: Weights.device),
            [.. texts.Select(text => text.Length)]
        );
    }

    /// <summary>The scores of texts as numbers, in batches on all cores.</summary>
    /// <param name="texts">[B] Tokens of each, none empty.</param>
    /// <param name="together">Texts that are scored together.</param>
    /// <returns>[B]</returns>
    /// <exception cref="ArgumentException">As for <see cref="Scores(IReadOnlyList{int[]})"/>.</exception>
    public float[] Score(IReadOnlyList<int[]> texts, int together = 256)
    {
        ArgumentNullException.ThrowIfNull(texts);
        int[][][] batches = [.. texts.Chunk(together)];
        return
        [
            .. Shards
                .Map(
                    Weights.device,
                    batches.Length,
                    i =>
                    {
                        using IDisposable inference = no_grad();
                        using DisposeScope scope = NewDisposeScope();
                        return Scores(batches[i]).to_type(ScalarType.Float32).cpu().data<float>().ToArray();
                    }
                )
                .SelectMany(scores => scores),
        ];
    }

    /// <summary>A name for these very weights.</summary>
    /// <returns>16 hexadecimal digits of their SHA-256.</returns>
    public string Fingerprint() => Decoder.FingerprintOf(CopyWeights());

    /// <inheritdoc/>
    public void Dispose()
    {
        _body.Dispose();
        Weights.Dispose();
    }
}
