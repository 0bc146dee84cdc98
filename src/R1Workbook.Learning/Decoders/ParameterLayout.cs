namespace R1Workbook.Learning.Decoders;

/// <summary>One parameter within the vector of all.</summary>
/// <param name="Name">Its name in files of the Llama family.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Offset">Where it begins in the vector.</param>
public sealed record Parameter(string Name, long[] Shape, long Offset)
{
    /// <summary>Its number of values.</summary>
    public long Size => Shape.Aggregate(1L, (product, side) => product * side);

    /// <summary>Whether it scales a norm: such parameters start at 1 and have no weight decay.</summary>
    public bool IsNorm => Name.EndsWith("norm.weight", StringComparison.Ordinal);

    /// <summary>Whether it is added: such parameters start at 0.</summary>
    public bool IsBias => Name.EndsWith(".bias", StringComparison.Ordinal);
}

/// <summary>
/// Where each parameter of a decoder lies in one vector. Query, key and value are neighbours, and so are gate and up:
/// each group is one matrix for the multiplication and keeps its names in files.
/// </summary>
public sealed class ParameterLayout
{
    private readonly List<Parameter> _parameters = [];

    /// <summary>The layout of a decoder.</summary>
    /// <param name="config">Its shape.</param>
    public ParameterLayout(DecoderConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        long d = config.Width,
            q = (long)config.Heads * config.HeadWidth,
            kv = (long)config.KeyValueHeads * config.HeadWidth,
            f = config.FeedForward;
        Add("model.embed_tokens.weight", config.Vocabulary, d);
        for (int layer = 0; layer < config.Layers; layer++)
        {
            string prefix = $"model.layers.{layer}.";
            Add(prefix + "input_layernorm.weight", d);
            Add(prefix + "self_attn.q_proj.weight", q, d);
            Add(prefix + "self_attn.k_proj.weight", kv, d);
            Add(prefix + "self_attn.v_proj.weight", kv, d);
            if (config.AttentionBias)
            {
                Add(prefix + "self_attn.q_proj.bias", q);
                Add(prefix + "self_attn.k_proj.bias", kv);
                Add(prefix + "self_attn.v_proj.bias", kv);
            }
            if (config.HeadNorm)
            {
                Add(prefix + "self_attn.q_norm.weight", config.HeadWidth);
                Add(prefix + "self_attn.k_norm.weight", config.HeadWidth);
            }
            Add(prefix + "self_attn.o_proj.weight", d, q);
            Add(prefix + "post_attention_layernorm.weight", d);
            Add(prefix + "mlp.gate_proj.weight", f, d);
            Add(prefix + "mlp.up_proj.weight", f, d);
            Add(prefix + "mlp.down_proj.weight", d, f);
        }
        Add("model.norm.weight", d);
        if (config.UntiedHead)
            Add("lm_head.weight", config.Vocabulary, d);
    }

    /// <summary>All parameters in the order of the vector.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>Number of values of all parameters, N.</summary>
    public long Size { get; private set; }

    private void Add(string name, params long[] shape)
    {
        _parameters.Add(new Parameter(name, shape, Size));
        Size += _parameters[^1].Size;
    }
}
