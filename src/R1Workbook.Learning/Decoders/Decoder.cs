using R1Workbook.Learning.Decoders.Fused;
using R1Workbook.Learning.Randomness;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace R1Workbook.Learning.Decoders;

/// <summary>
/// A decoder-only transformer of the Llama family: Llama 2 and 3, Qwen2 and Qwen3 are configurations of it. All
/// parameters live in one vector, so that clipping, the optimiser, copies and checkpoints are single operations, and
/// its gradient can be taken on several threads without sharing anything.
/// </summary>
public sealed partial class Decoder : IDisposable
{
    private readonly ParameterLayout _layout;
    private readonly RotaryPositions _positions;
    private readonly Scalar _epsilon;
    private readonly Scalar _attentionScale;

    /// <summary>A decoder with weights drawn at random.</summary>
    /// <param name="config">Its shape.</param>
    /// <param name="seed">Where the weights come from.</param>
    /// <param name="placement">The device that holds it and the type it computes in; the CPU in float32 where
    /// null.</param>
    /// <exception cref="ArgumentException">The configuration is none.</exception>
    public Decoder(DecoderConfig config, Seed seed, Placement? placement = null)
        : this(config, InitialWeights.Of(config, seed), placement) { }

    /// <summary>A decoder with given weights.</summary>
    /// <param name="config">Its shape.</param>
    /// <param name="weights">[N] The weights in the order of <see cref="ParameterLayout"/>; copied.</param>
    /// <param name="placement">The device that holds it and the type it computes in; the CPU in float32 where
    /// null.</param>
    /// <exception cref="ArgumentException">The configuration is none, or the number of weights is not its
    /// own.</exception>
    public Decoder(DecoderConfig config, float[] weights, Placement? placement = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(weights);
        config.Validate();
        (Config, _layout) = (config, new ParameterLayout(config));
        if (weights.Length != _layout.Size)
            throw new ArgumentException($"{weights.Length} weights for a decoder of {_layout.Size}.", nameof(weights));
        using DisposeScope scope = NewDisposeScope();
        Placement = placement ?? Placement.Cpu;
        Weights = Aligned(weights, Device).requires_grad_().DetachFromDisposeScope(); // [N]
        _positions = new RotaryPositions(config.HeadWidth, config.Context, config.RopeBase, config.RopeScaling, Device);
        _epsilon = KeptScalar.Held(config.NormEpsilon);
        _attentionScale = KeptScalar.Held(1 / Math.Sqrt(config.HeadWidth));
    }

    /// <summary>A decoder around a vector of weights that it takes over.</summary>
    internal Decoder(DecoderConfig config, Tensor weights, ScalarType compute = ScalarType.Float32)
    {
        (Config, _layout, Placement) = (config, new ParameterLayout(config), new Placement(weights.device, compute));
        Weights = weights.requires_grad_().DetachFromDisposeScope(); // [N]
        _positions = new RotaryPositions(config.HeadWidth, config.Context, config.RopeBase, config.RopeScaling, Device);
        _epsilon = KeptScalar.Held(config.NormEpsilon);
        _attentionScale = KeptScalar.Held(1 / Math.Sqrt(config.HeadWidth));
    }

    /// <summary>Its shape.</summary>
    public DecoderConfig Config { get; }

    /// <summary>Where its parameters lie in <see cref="Weights"/>.</summary>
    public ParameterLayout Layout => _layout;

    /// <summary>[N] All parameters, a leaf of the autograd graph.</summary>
    public Tensor Weights { get; }

    /// <summary>The device that holds its weights.</summary>
    public Device Device => Placement.Device;

    /// <summary>The device that holds it and the type it computes in.</summary>
    public Placement Placement { get; }

    /// <summary>A copy with weights of its own.</summary>
    /// <returns>The copy, to be disposed of.</returns>
    public Decoder Clone() => new(Config, CopyWeights(), Placement);

    /// <summary>A copy for many passes without gradient, whose weights are cast already.</summary>
    /// <returns>The copy, to be disposed of; null where nothing is to be cast.</returns>
    internal Decoder? Cast()
    {
        if (Weights.dtype == Placement.Type)
            return null;
        using IDisposable inference = no_grad();
        using DisposeScope scope = NewDisposeScope();
        return new Decoder(Config, Cast(Weights), Placement.Type);
    }

    /// <summary>The last hidden state of every position, normed: what <see cref="Logits"/> takes.</summary>
    /// <param name="ids">[B, T] Tokens.</param>
    /// <param name="cache">Keys and values of the positions before; those of <paramref name="ids"/> are added. Null:
    /// there are none.</param>
    /// <returns>[B, T, D]</returns>
    /// <exception cref="ArgumentException">The tokens are no matrix, or they do not fit into the context.</exception>
    public Tensor Hidden(Tensor ids, KeyValueCache? cache = null)
    {
        ArgumentNullException.ThrowIfNull(ids);
        int past = cache?.Length ?? 0;
        if (ids.dim() != 2)
            throw new ArgumentException($"Tokens are [B, T]; these have {ids.dim()} dimensions.", nameof(ids));
        if (past + ids.shape[1] > Config.Context)
        {
            throw new ArgumentException(
                $"{past + ids.shape[1]} tokens do not fit into a context of {Config.Context}.",
                nameof(ids)
            );
        }

        (long rows, long tokens) = (ids.shape[0], ids.shape[1]);
        if (cache is not null && tokens == 1 && Fuses && !is_grad_enabled() && FusedStep.Applies(Config))
            return FusedHidden(ids, cache);
        DecoderViews views = DecoderViews.Of(Cast(Weights), Config);
        (Tensor Cosine, Tensor Sine) turns = _positions.Of(past, tokens); // [T, 1, hd] each
        turns = (Cast(turns.Cosine), Cast(turns.Sine));
        Tensor h = views.Embedding.index_select(0, ids.flatten()).view(rows, tokens, Config.Width); // [B, T, D]
        for (int layer = 0; layer < Config.Layers; layer++)
        {
            // What lies between two sums is let go at once: without a gradient nothing else holds it, and a scope of
            // the caller would hold that of all layers.
            DecoderBlock block = views.Blocks[layer];
            using (NewDisposeScope())
            {
                Tensor attended = Attend(Norm(h, block.InputNorm), block, turns, cache, layer); // [B, T, Hq hd]
                h = h.add(attended.Product(block.Output.t()), KeptScalar.One).MoveToOuterDisposeScope(); // [B, T, D]
            }
            using (NewDisposeScope())
            {
                // 2 x [B, T, F]
                Tensor[] gateUp = Norm(h, block.AttentionNorm).Product(block.GateUp.t()).split(Config.FeedForward, -1);
                h = h.add(F.silu(gateUp[0]).mul(gateUp[1]).Product(block.Down.t()), KeptScalar.One)
                    .MoveToOuterDisposeScope(); // [B, T, D]
            }
        }
        if (cache is not null)
            cache.Length += (int)tokens;
        return Norm(h, views.Norm);
    }

    /// <summary>The scores of every next token.</summary>
    /// <param name="hidden">[..., D] As <see cref="Hidden"/> gives.</param>
    /// <returns>[..., V]</returns>
    public Tensor Logits(Tensor hidden)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        long size = (long)Config.Vocabulary * Config.Width;
        Tensor head = Cast(Weights.narrow(0, Config.UntiedHead ? _layout.Size - size : 0, size))
            .view(Config.Vocabulary, Config.Width); // [V, D]
        Tensor logits = hidden.Product(head.t()); // [..., V]
        // Probabilities of a softmax in 8 bits of precision would be of no use to the loss.
        return logits.dtype == Placement.LossType ? logits : logits.to_type(Placement.LossType);
    }

    /// <summary>log π of each token given all before it.</summary>
    /// <param name="ids">[B, T] Tokens.</param>
    /// <param name="from">The first position that is scored, from 1: the length of the prompt, P.</param>
    /// <param name="temperature">The temperature that the tokens were sampled at: sampler and trainer must
    /// agree.</param>
    /// <param name="lengths">[B] The length of each text; T where null. Only a hint: what is given for padding is
    /// undefined.</param>
    /// <returns>[B, T - P]</returns>
    public Tensor LogProbabilities(Tensor ids, int from = 1, double temperature = 1, IReadOnlyList<int>? lengths = null)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(from);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(from, ids.shape[^1]);
        if (Fuses && !is_grad_enabled())
            return FusedLogProbabilities(ids, lengths, from, temperature);
        long scored = ids.shape[1] - from;
        Tensor logits = Logits(Hidden(ids).narrow(1, from - 1, scored)); // [B, T - P, V]
        if (temperature != 1)
            logits = logits.Over(temperature);
        Tensor targets = ids.narrow(1, from, scored).flatten(); // [B (T - P)]
        return F.cross_entropy(logits.view(-1, Config.Vocabulary), targets, reduction: nn.Reduction.None)
            .neg()
            .view(ids.shape[0], scored);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Weights.Dispose();
        _positions.Dispose();
        while (_workspaces.TryTake(out Workspace? workspace))
            workspace.Dispose();
    }

    // The weights are float32; a pass in another type casts them, and autograd casts the gradient back.
    private Tensor Cast(Tensor tensor) => tensor.dtype == Placement.Type ? tensor : tensor.to_type(Placement.Type);
}
