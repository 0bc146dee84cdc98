namespace R1Workbook.Learning.Decoders.DeepSeek;

/// <summary>
/// The parameters of a DeepSeek-V3 model under the names of its released files, one after the other in one vector. The
/// biases that balance the experts are not among them: no gradient moves them. The module of multi-token prediction
/// comes last, as the block behind the last; it shares embedding and head with the model.
/// </summary>
public sealed class DeepSeekLayout
{
    private readonly List<Parameter> _parameters = [];

    /// <summary>The layout of a model.</summary>
    /// <param name="config">Its shape.</param>
    public DeepSeekLayout(DeepSeekConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        Add("model.embed_tokens.weight", config.Vocabulary, config.Width);
        for (int layer = 0; layer < config.Layers; layer++)
            AddBlock(config, layer);
        Add("model.norm.weight", config.Width);
        Add("lm_head.weight", config.Vocabulary, config.Width);
        MainSize = Size;
        if (config.PredictionDepth == 0)
            return;
        string prefix = $"model.layers.{config.Layers}.";
        Add(prefix + "hnorm.weight", config.Width);
        Add(prefix + "enorm.weight", config.Width);
        Add(prefix + "eh_proj.weight", config.Width, 2L * config.Width);
        AddBlock(config, config.Layers);
        Add(prefix + "shared_head.norm.weight", config.Width);
    }

    /// <summary>All parameters in the order of the vector.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>Number of values of all parameters, N.</summary>
    public long Size { get; private set; }

    /// <summary>The same without the module of multi-token prediction (671 billion in V3; arXiv 2412.19437,
    /// abstract).</summary>
    public long MainSize { get; }

    /// <summary>Values that one token is multiplied with: of the chosen experts only those that are chosen (37 billion
    /// in V3).</summary>
    /// <param name="config">The shape.</param>
    /// <returns>The number, without the module of multi-token prediction.</returns>
    public static long ActivatedSize(DeepSeekConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        long idle = config.Experts - config.ExpertsPerToken,
            expert = 3L * config.Width * config.ExpertWidth;
        return new DeepSeekLayout(config).MainSize - (config.Layers - config.DenseLayers) * idle * expert;
    }

    private void AddBlock(DeepSeekConfig c, int layer)
    {
        string prefix = $"model.layers.{layer}.",
            attention = prefix + "self_attn.";
        Add(prefix + "input_layernorm.weight", c.Width);
        Add(attention + "q_a_proj.weight", c.QueryRank, c.Width);
        Add(attention + "q_a_layernorm.weight", c.QueryRank);
        Add(attention + "q_b_proj.weight", (long)c.Heads * (c.HeadWidth + c.RopeWidth), c.QueryRank);
        Add(attention + "kv_a_proj_with_mqa.weight", c.KeyValueRank + c.RopeWidth, c.Width);
        Add(attention + "kv_a_layernorm.weight", c.KeyValueRank);
        Add(attention + "kv_b_proj.weight", 2L * c.Heads * c.HeadWidth, c.KeyValueRank);
        Add(attention + "o_proj.weight", c.Width, (long)c.Heads * c.HeadWidth);
        Add(prefix + "post_attention_layernorm.weight", c.Width);
        if (layer < c.DenseLayers)
        {
            AddNetwork(prefix + "mlp.", c.Width, c.FeedForward);
            return;
        }
        Add(prefix + "mlp.gate.weight", c.Experts, c.Width);
        for (int expert = 0; expert < c.Experts; expert++)
            AddNetwork($"{prefix}mlp.experts.{expert}.", c.Width, c.ExpertWidth);
        AddNetwork(prefix + "mlp.shared_experts.", c.Width, (long)c.SharedExperts * c.ExpertWidth);
    }

    private void AddNetwork(string prefix, long width, long inner)
    {
        Add(prefix + "gate_proj.weight", inner, width);
        Add(prefix + "up_proj.weight", inner, width);
        Add(prefix + "down_proj.weight", width, inner);
    }

    private void Add(string name, params long[] shape)
    {
        _parameters.Add(new Parameter(name, shape, Size));
        Size += _parameters[^1].Size;
    }
}
