using System.Text.Json;
using System.Text.Json.Nodes;
using R1Workbook.Core.Files;
using R1Workbook.Learning.Decoders;

namespace R1Workbook.Learning.Files;

/// <summary>config.json of the transformers library for the families that <see cref="Decoder"/> computes: Llama, Qwen2
/// and Qwen3.</summary>
public static class HuggingFaceConfig
{
    private const int MostLayers = 4096;

    private static readonly string[] Known = ["llama", "qwen2", "qwen3"];

    /// <summary>Reads a configuration.</summary>
    /// <param name="path">The file.</param>
    /// <param name="context">Longest sequence that will be used; max_position_embeddings where null.</param>
    /// <returns>The decoder's shape.</returns>
    /// <exception cref="ModelFolderException">The file is missing or none, a field does not fit, or the architecture is
    /// another.</exception>
    public static DecoderConfig Read(string path, int? context = null)
    {
        if (!File.Exists(path))
            throw new ModelFolderException(path, "missing: a model's folder holds config.json beside its weights.");
        JsonObject fields;
        try
        {
            string text = BoundedFile.Text(path, BoundedFile.MostSettings);
            fields = JsonNode.Parse(text) as JsonObject ?? throw new JsonException("it is no object");
            return Parse(path, fields, context);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidDataException)
        {
            throw new ModelFolderException(path, $"no usable configuration: {exception.Message}", exception);
        }
    }

    /// <summary>Writes a configuration.</summary>
    /// <param name="config">The decoder's shape.</param>
    /// <param name="type">The type of the weights.</param>
    /// <returns>The object of config.json.</returns>
    /// <exception cref="ArgumentException">No known family has both biases and head norms.</exception>
    public static JsonObject Write(DecoderConfig config, FloatType type)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (config is { HeadNorm: true, AttentionBias: true })
        {
            throw new ArgumentException(
                "No family of models has biases and head norms: Qwen2 has the former, Qwen3 the latter.",
                nameof(config)
            );
        }

        (string family, string architecture) =
            config.HeadNorm ? ("qwen3", "Qwen3ForCausalLM")
            : config.AttentionBias ? ("qwen2", "Qwen2ForCausalLM")
            : ("llama", "LlamaForCausalLM");
        return new JsonObject
        {
            ["architectures"] = new JsonArray(architecture),
            ["model_type"] = family,
            ["vocab_size"] = config.Vocabulary,
            ["hidden_size"] = config.Width,
            ["num_hidden_layers"] = config.Layers,
            ["num_attention_heads"] = config.Heads,
            ["num_key_value_heads"] = config.KeyValueHeads,
            ["head_dim"] = config.HeadWidth,
            ["intermediate_size"] = config.FeedForward,
            ["max_position_embeddings"] = config.RopeScaling is { Kind: RopeScalingKind.Dynamic } dynamic
                ? dynamic.OriginalContext
                : config.Context,
            ["hidden_act"] = "silu",
            ["rms_norm_eps"] = config.NormEpsilon,
            ["rope_theta"] = config.RopeBase,
            ["rope_scaling"] = config.RopeScaling is { } scaling ? HuggingFaceRopeScaling.Write(scaling) : null,
            ["attention_bias"] = false,
            ["tie_word_embeddings"] = !config.UntiedHead,
            ["torch_dtype"] = type switch
            {
                FloatType.BF16 => "bfloat16",
                FloatType.F16 => "float16",
                FloatType.F32 => "float32",
                _ => "float64",
            },
        };
    }

    private static DecoderConfig Parse(string path, JsonObject fields, int? context)
    {
        T? Optional<T>(string name) =>
            fields[name] is not JsonValue value ? default
            : value.TryGetValue(out T? typed) ? typed
            : throw new ModelFolderException(path, $"{name} is {value.ToJsonString()}, which is no {typeof(T).Name}.");
        int Size(string name) => Optional<int?>(name) ?? throw new ModelFolderException(path, $"{name} is missing.");

        string family = Optional<string>("model_type") ?? "";
        if (!Known.Contains(family))
        {
            string? architecture = (fields["architectures"] as JsonArray)?.FirstOrDefault()?.ToString();
            throw new ModelFolderException(
                path,
                $"model_type '{family}' ({architecture ?? "no architecture given"}) is not loaded here; those "
                    + $"loaded are {string.Join(", ", Known)}."
            );
        }
        if (fields["quantization_config"] is not null)
        {
            throw new ModelFolderException(
                path,
                "its weights are quantised (quantization_config); take the folder with bfloat16 weights."
            );
        }

        if ((Optional<string>("hidden_act") ?? "silu") is not "silu" and { } activation)
            throw new ModelFolderException(path, $"hidden_act is {activation}; only silu is computed here.");
        if (Optional<bool?>("attention_bias") is true)
        {
            throw new ModelFolderException(
                path,
                "attention_bias is true, which adds a bias behind attention too; only Qwen2's three biases are "
                    + "computed here."
            );
        }

        if (Optional<bool?>("mlp_bias") is true)
        {
            throw new ModelFolderException(
                path,
                "mlp_bias is true; feed-forward blocks with biases are not computed here."
            );
        }

        if (Optional<bool?>("use_sliding_window") is true)
        {
            throw new ModelFolderException(
                path,
                "use_sliding_window is true; only attention to the whole context is computed here."
            );
        }

        int heads = Size("num_attention_heads"),
            width = Size("hidden_size"),
            positions = Size("max_position_embeddings"),
            layers = Size("num_hidden_layers");
        if (layers > MostLayers)
        {
            throw new ModelFolderException(
                path,
                $"num_hidden_layers is {layers}; no decoder has more than {MostLayers}."
            );
        }

        if (heads <= 0)
            throw new ModelFolderException(path, $"num_attention_heads is {heads}.");
        // the former since transformers 5
        JsonObject? rope = fields["rope_parameters"] as JsonObject ?? fields["rope_scaling"] as JsonObject;
        RopeScaling? scaling = rope is null
            ? null
            : HuggingFaceRopeScaling.Read(path, rope, positions, Optional<int?>("original_max_position_embeddings"));
        if (scaling is { Kind: RopeScalingKind.Dynamic })
            positions = (int)Math.Min(int.MaxValue, scaling.OriginalContext * scaling.Factor);
        var config = new DecoderConfig(
            Size("vocab_size"),
            width,
            layers,
            heads,
            Optional<int?>("num_key_value_heads") ?? heads,
            Optional<int?>("head_dim") ?? width / heads,
            Size("intermediate_size"),
            context ?? positions
        )
        {
            RopeBase =
                Optional<double?>("rope_theta")
                ?? (rope?["rope_theta"] is JsonValue nested && nested.TryGetValue(out double theta) ? theta : 10_000),
            NormEpsilon = Optional<double?>("rms_norm_eps") ?? 1e-6,
            UntiedHead = !(Optional<bool?>("tie_word_embeddings") ?? false),
            AttentionBias = family == "qwen2",
            HeadNorm = family == "qwen3",
            RopeScaling = scaling,
        };
        config.Validate();
        return config;
    }
}
