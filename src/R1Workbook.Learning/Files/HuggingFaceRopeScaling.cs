using System.Text.Json.Nodes;
using R1Workbook.Learning.Decoders;

namespace R1Workbook.Learning.Files;

/// <summary>The object rope_scaling (rope_parameters since transformers 5) of config.json.</summary>
internal static class HuggingFaceRopeScaling
{
    /// <summary>Reads the object.</summary>
    /// <returns>Null where positions are not scaled.</returns>
    /// <exception cref="ModelFolderException">The type is unknown, or a field does not fit.</exception>
    public static RopeScaling? Read(string path, JsonObject rope, int positions, int? original)
    {
        string type = (rope["rope_type"] ?? rope["type"])?.ToString() ?? "default";
        double? Number(string name) =>
            rope[name] is not JsonValue value ? null
            : value.TryGetValue(out double number) ? number
            : throw new ModelFolderException(
                path,
                $"rope_scaling.{name} is {value.ToJsonString()}, which is no number."
            );
        RopeScalingKind kind;
        switch (type)
        {
            case "default":
                return null;
            case "linear":
                kind = RopeScalingKind.Linear;
                break;
            case "dynamic":
                kind = RopeScalingKind.Dynamic;
                break;
            case "llama3":
                kind = RopeScalingKind.Llama3;
                break;
            case "yarn":
                kind = RopeScalingKind.Yarn;
                break;
            default:
                throw new ModelFolderException(
                    path,
                    $"rope_scaling is of type '{type}'; default, linear, dynamic, llama3 and yarn are computed here."
                );
        }
        double factor = Number("factor") ?? throw new ModelFolderException(path, "rope_scaling.factor is missing.");
        var scaling = new RopeScaling(
            kind,
            factor,
            (int)(Number("original_max_position_embeddings") ?? original ?? positions)
        );
        return scaling with
        {
            LowFrequencyFactor = Number("low_freq_factor") ?? scaling.LowFrequencyFactor,
            HighFrequencyFactor = Number("high_freq_factor") ?? scaling.HighFrequencyFactor,
            BetaFast = Number("beta_fast") ?? scaling.BetaFast,
            BetaSlow = Number("beta_slow") ?? scaling.BetaSlow,
            MScale = Number("mscale") ?? 0,
            MScaleAllDimensions = Number("mscale_all_dim") ?? 0,
            AttentionFactor = Number("attention_factor"),
        };
    }

    /// <summary>Writes the object.</summary>
    public static JsonObject Write(RopeScaling scaling)
    {
        var fields = new JsonObject
        {
            ["rope_type"] = scaling.Kind switch
            {
                RopeScalingKind.Linear => "linear",
                RopeScalingKind.Dynamic => "dynamic",
                RopeScalingKind.Llama3 => "llama3",
                _ => "yarn",
            },
            ["factor"] = scaling.Factor,
            ["original_max_position_embeddings"] = scaling.OriginalContext,
        };
        if (scaling.Kind == RopeScalingKind.Llama3)
        {
            (fields["low_freq_factor"], fields["high_freq_factor"]) = (
                scaling.LowFrequencyFactor,
                scaling.HighFrequencyFactor
            );
        }

        if (scaling.Kind == RopeScalingKind.Yarn)
        {
            (fields["beta_fast"], fields["beta_slow"]) = (scaling.BetaFast, scaling.BetaSlow);
            if (scaling.MScale != 0)
                fields["mscale"] = scaling.MScale;
            if (scaling.MScaleAllDimensions != 0)
                fields["mscale_all_dim"] = scaling.MScaleAllDimensions;
            if (scaling.AttentionFactor is { } factor)
                fields["attention_factor"] = factor;
        }
        return fields;
    }
}
