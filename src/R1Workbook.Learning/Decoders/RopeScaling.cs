using System.Text.Json.Serialization;

namespace R1Workbook.Learning.Decoders;

/// <summary>How rotary positions are stretched beyond the context that a model was trained on.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RopeScalingKind>))]
public enum RopeScalingKind
{
    /// <summary>All frequencies are divided by the factor (position interpolation; Chen et al. 2023, arXiv 2306.15595,
    /// equation 4).</summary>
    Linear,

    /// <summary>The base grows with the length of the sequence once it exceeds the original context ("dynamic NTK";
    /// Peng et al. 2023, arXiv 2309.00071, section 3.3).</summary>
    Dynamic,

    /// <summary>Long waves are divided by the factor, short ones kept, those between blended (Llama 3.1).</summary>
    Llama3,

    /// <summary>As <see cref="Llama3"/> with a ramp over the dimensions, and attention sharpened by a temperature (Peng
    /// et al. 2023, arXiv 2309.00071, section 3.4).</summary>
    Yarn,
}

/// <summary>The stretching of rotary positions.</summary>
/// <param name="Kind">The rule.</param>
/// <param name="Factor">How many times longer the context becomes, s; at least 1.</param>
/// <param name="OriginalContext">The context of the training, in tokens.</param>
public sealed record RopeScaling(RopeScalingKind Kind, double Factor, int OriginalContext)
{
    /// <summary>Llama 3: waves longer than the original context over this are divided by the whole factor.</summary>
    public double LowFrequencyFactor { get; init; } = 1;

    /// <summary>Llama 3: waves shorter than the original context over this are kept.</summary>
    public double HighFrequencyFactor { get; init; } = 4;

    /// <summary>YaRN: dimensions that turn more often than this within the original context are kept, β (32).</summary>
    public double BetaFast { get; init; } = 32;

    /// <summary>YaRN: dimensions that turn less often than this are divided by the whole factor, α (1).</summary>
    public double BetaSlow { get; init; } = 1;

    /// <summary>YaRN: weight of the logarithm in the temperature of what is turned; 0: not given.</summary>
    public double MScale { get; init; }

    /// <summary>YaRN: the same for all dimensions, which divides the former; 0: not given.</summary>
    public double MScaleAllDimensions { get; init; }

    /// <summary>YaRN: what cosine and sine are multiplied by; computed from the factor where null.</summary>
    public double? AttentionFactor { get; init; }

    /// <summary>What cosine and sine are multiplied by: 1 except for YaRN, 0.1 ln s + 1 there (arXiv 2309.00071,
    /// equation 22).</summary>
    [JsonIgnore]
    public double Magnitude =>
        Kind != RopeScalingKind.Yarn
            ? 1
            : AttentionFactor
                ?? (
                    MScale != 0 && MScaleAllDimensions != 0
                        ? Temperature(MScale) / Temperature(MScaleAllDimensions)
                        : Temperature(1)
                );

    /// <summary>Checks that the numbers fit together.</summary>
    /// <exception cref="ArgumentException">They do not; the message says which.</exception>
    public void Validate()
    {
        if (!(Factor >= 1) || !double.IsFinite(Factor))
            throw new ArgumentException($"Rotary positions are stretched by a factor of at least 1, not {Factor}.");
        if (OriginalContext <= 0)
            throw new ArgumentException($"The original context of a stretching is positive, not {OriginalContext}.");
        if (Kind == RopeScalingKind.Llama3 && !(HighFrequencyFactor > LowFrequencyFactor && LowFrequencyFactor > 0))
        {
            throw new ArgumentException(
                $"The high frequency factor ({HighFrequencyFactor}) exceeds the low one ({LowFrequencyFactor}), and "
                    + $"both are positive."
            );
        }

        if (Kind == RopeScalingKind.Yarn && !(BetaFast > BetaSlow && BetaSlow > 0))
        {
            throw new ArgumentException(
                $"YaRN's fast beta ({BetaFast}) exceeds the slow one ({BetaSlow}), and both are positive."
            );
        }
    }

    private double Temperature(double scale) => Factor <= 1 ? 1 : 0.1 * scale * Math.Log(Factor) + 1;
}
