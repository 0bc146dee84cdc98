using R1Workbook.Learning.Randomness;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace R1Workbook.Learning.Decoders.DeepSeek;

/// <summary>
/// A small model of DeepSeek-V3's blocks (arXiv 2412.19437, section 2). All trained parameters live in one vector, as
/// those of <see cref="Decoder"/>; the balancing biases are beside it.
/// </summary>
public sealed class DeepSeekDecoder : IDisposable
{
    /// <summary>V3's weight of multi-token prediction, λ, for its first 10 trillion tokens; 0.1 after them (section
    /// 4.2).</summary>
    public const double V3PredictionWeight = 0.3;

    private readonly RotaryPositions _positions;
    private readonly Scalar _epsilon;

    /// <summary>A model with weights drawn at random.</summary>
    /// <param name="config">Its shape.</param>
    /// <param name="seed">Where the weights come from.</param>
    /// <param name="device">The device that holds it; the CPU where null.</param>
    /// <exception cref="ArgumentException">The configuration is none.</exception>
    public DeepSeekDecoder(DeepSeekConfig config, Seed seed, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        (Config, Layout) = (config, new DeepSeekLayout(config));
        using DisposeScope scope = NewDisposeScope();
        _epsilon = KeptScalar.Held(config.NormEpsilon);
        float[] weights = InitialWeights.Of(Layout.Parameters, Layout.Size, seed);
        Weights = tensor(weights, device: device ?? CPU).requires_grad_().DetachFromDisposeScope();
        Biases = zeros(
                [config.Layers - config.DenseLayers + config.PredictionDepth, config.Experts],
                device: device ?? CPU
            )
            .DetachFromDisposeScope();
        _positions = new RotaryPositions(config.RopeWidth, config.Context, config.RopeBase, null, device ?? CPU);
    }

    /// <summary>Its shape.</summary>
    public DeepSeekConfig Config { get; }

    /// <summary>Where its parameters lie in <see cref="Weights"/>.</summary>
    public DeepSeekLayout Layout { get; }

    /// <summary>[N] All trained parameters, a leaf of the autograd graph.</summary>
    public Tensor Weights { get; }

    /// <summary>[blocks with experts, Nr] The balancing biases.</summary>
    public Tensor Biases { get; }

    /// <summary>The scores of every next token.</summary>
    /// <param name="ids">[B, T] Tokens.</param>
    /// <param name="cache">Latents of the positions before; those of <paramref name="ids"/> are added. Null: there are
    /// none.</param>
    /// <returns>[B, T, V]</returns>
    /// <exception cref="ArgumentException">The tokens are no matrix, or they do not fit into the context.</exception>
    public Tensor Logits(Tensor ids, LatentCache? cache = null)
    {
        IReadOnlyDictionary<string, Tensor> w = Views();
        return Head(Hidden(ids, w, cache, null, null), w, "model.norm.weight");
    }

    /// <summary>The loss of a batch (equations 21 to 25).</summary>
    /// <param name="ids">[B, T] Tokens.</param>
    /// <param name="predictionWeight">λ.</param>
    /// <param name="balanceWeight">α of the balance loss within sequences, which V3 has beside the biases at
    /// <see cref="ExpertRouter.V3BalanceWeight"/>; 0 leaves it out.</param>
    /// <returns>The loss and the load of the experts.</returns>
    /// <exception cref="ArgumentException">The tokens are no matrix of at least three columns, or they do not fit into
    /// the context.</exception>
    public DeepSeekLoss Loss(Tensor ids, double predictionWeight = V3PredictionWeight, double balanceWeight = 0)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (ids.dim() != 2 || ids.shape[1] < 3)
        {
            throw new ArgumentException(
                "Tokens are [B, T] with T of at least 3: the last two are predicted only.",
                nameof(ids)
            );
        }

        IReadOnlyDictionary<string, Tensor> w = Views();
        Tensor load = zeros(Biases.shape, dtype: ScalarType.Int64, device: ids.device); // [blocks with experts, Nr]
        List<Tensor>? balance = balanceWeight == 0 ? null : []; // of each block with experts
        long tokens = ids.shape[1];
        Tensor hidden = Hidden(ids.narrow(1, 0, tokens - 1), w, null, load, balance); // [B, T - 1, D]
        Tensor next = CrossEntropy(Head(hidden, w, "model.norm.weight"), ids.narrow(1, 1, tokens - 1));
        if (Config.PredictionDepth == 0)
            return Balanced(new DeepSeekLoss(next, next.item<float>(), double.NaN, load));
        Tensor after = CrossEntropy(
            PredictAfter(hidden.narrow(1, 0, tokens - 2), ids.narrow(1, 1, tokens - 2), w, load, balance),
            ids.narrow(1, 2, tokens - 2)
        );
        return Balanced(
            new DeepSeekLoss(
                next.add(after, KeptScalar.Of(predictionWeight)),
                next.item<float>(),
                after.item<float>(),
                load
            )
        );

        DeepSeekLoss Balanced(DeepSeekLoss loss)
        {
            if (balance is null || balance.Count == 0)
                return loss;
            Tensor sum = stack(balance).sum(); // []
            return loss with { Total = loss.Total.add(sum, KeptScalar.Of(balanceWeight)), Balance = sum.item<float>() };
        }
    }

    /// <summary>Moves the balancing biases after a step, without a gradient.</summary>
    /// <param name="load">[blocks with experts, Nr] The load of the step.</param>
    /// <param name="speed">γ.</param>
    public void Balance(Tensor load, double speed = ExpertRouter.V3Speed)
    {
        ArgumentNullException.ThrowIfNull(load);
        using IDisposable inference = no_grad();
        using DisposeScope scope = NewDisposeScope();
        for (int block = 0; block < Biases.shape[0]; block++)
            Biases.select(0, block).copy_(ExpertRouter.Balance(Biases.select(0, block), load.select(0, block), speed));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Weights.Dispose();
        Biases.Dispose();
        _positions.Dispose();
    }

    private Dictionary<string, Tensor> Views()
    {
        Tensor[] parts = Weights.split([.. Layout.Parameters.Select(parameter => parameter.Size)]);
        return Layout
            .Parameters.Zip(parts)
            .ToDictionary(pair => pair.First.Name, pair => pair.Second.view(pair.First.Shape));
    }

    private Tensor Hidden(
        Tensor ids,
        IReadOnlyDictionary<string, Tensor> w,
        LatentCache? cache,
        Tensor? load,
        List<Tensor>? balance
    )
    {
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

        Tensor h = Embed(ids, w); // [B, T, D]
        for (int layer = 0; layer < Config.Layers; layer++)
            h = Block(h, w, layer, past, cache, load, balance);
        if (cache is not null)
            cache.Length += (int)ids.shape[1];
        return h;
    }

    private Tensor Embed(Tensor ids, IReadOnlyDictionary<string, Tensor> w) =>
        // [B, T, D]
        w["model.embed_tokens.weight"].index_select(0, ids.flatten()).view(ids.shape[0], ids.shape[1], Config.Width);

    private Tensor Block(
        Tensor h,
        IReadOnlyDictionary<string, Tensor> w,
        int layer,
        int past,
        LatentCache? cache,
        Tensor? load,
        List<Tensor>? balance
    )
    {
        string prefix = $"model.layers.{layer}.";
        (Tensor, Tensor) turns = _positions.Of(past, h.shape[1]); // [T, 1, dr] each
        Tensor normed = RmsNorm.Of(h, w[prefix + "input_layernorm.weight"], _epsilon); // [B, T, D]
        h = h.add(
            cache is null
                ? LatentAttention.Train(normed, w, prefix + "self_attn.", Config, turns)
                : LatentAttention.Infer(normed, w, prefix + "self_attn.", Config, turns, cache, layer),
            KeptScalar.One
        ); // [B, T, D]
        normed = RmsNorm.Of(h, w[prefix + "post_attention_layernorm.weight"], _epsilon); // [B, T, D]
        if (layer < Config.DenseLayers)
            return h.add(MixtureOfExperts.Network(normed, w, prefix + "mlp."), KeptScalar.One);
        int block = layer - Config.DenseLayers;
        return h.add(
            MixtureOfExperts.Apply(
                normed,
                w,
                prefix + "mlp.",
                Biases.select(0, block),
                load?.select(0, block),
                balance,
                Config
            ),
            KeptScalar.One
        );
    }

    // Position i knows its own hidden state and the token behind it, and predicts the one behind that: causality is
    // kept (equations 21 to 23).
    private Tensor PredictAfter(
        Tensor hidden,
        Tensor nextIds,
        IReadOnlyDictionary<string, Tensor> w,
        Tensor load,
        List<Tensor>? balance
    ) // [B, T - 2, D], [B, T - 2]
    {
        string prefix = $"model.layers.{Config.Layers}.";
        Tensor joined = cat(
            [
                RmsNorm.Of(hidden, w[prefix + "hnorm.weight"], _epsilon),
                RmsNorm.Of(Embed(nextIds, w), w[prefix + "enorm.weight"], _epsilon),
            ],
            2
        ); // [B, T - 2, 2 D]
        return Head(
            Block(joined.Product(w[prefix + "eh_proj.weight"].t()), w, Config.Layers, 0, null, load, balance),
            w,
            prefix + "shared_head.norm.weight"
        ); // [B, T - 2, V]
    }

    private Tensor Head(Tensor hidden, IReadOnlyDictionary<string, Tensor> w, string norm) =>
        RmsNorm.Of(hidden, w[norm], _epsilon).Product(w["lm_head.weight"].t()); // [B, T, V]

    private Tensor CrossEntropy(Tensor logits, Tensor targets) =>
        F.cross_entropy(logits.reshape(-1, Config.Vocabulary), targets.flatten());
}
