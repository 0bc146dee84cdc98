using R1Workbook.Learning.Decoders;

namespace R1Workbook.Learning.Files;

/// <summary>A scored decoder as one safetensors file: the decoder as <see cref="DecoderFile"/> writes it, and its
/// head.</summary>
public static class ScoredDecoderFile
{
    private const string HeadName = "score.weight",
        BiasName = "score.bias";

    /// <summary>Writes a scored decoder.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    public static void Save(ScoredDecoder model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        float[] weights = model.CopyWeights(); // [N + D + 1]
        int width = model.Config.Width;
        using Decoder body = new(model.Config, weights[..^(width + 1)]);
        DecoderFile.Save(
            body,
            path,
            [
                new(HeadName, new NamedArray([1, width], weights[^(width + 1)..^1])),
                new(BiasName, new NamedArray([1], weights[^1..])),
            ]
        );
    }

    /// <summary>Reads a scored decoder that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="placement">Where it shall lie and what it computes in; the CPU in float32 where null.</param>
    /// <returns>The model, to be disposed of.</returns>
    /// <exception cref="SafeTensorsException">The file is none, or has no head.</exception>
    public static ScoredDecoder Load(string path, Placement? placement = null)
    {
        (IReadOnlyDictionary<string, NamedArray> arrays, _) = SafeTensors.Read(path);
        if (!arrays.TryGetValue(HeadName, out NamedArray? head) || !arrays.TryGetValue(BiasName, out NamedArray? bias))
            throw new SafeTensorsException(path, $"{HeadName} or {BiasName} is missing: a policy, no reward model.");
        using Decoder body = DecoderFile.Load(path);
        return new ScoredDecoder(body.Config, [.. body.CopyWeights(), .. head.Values, .. bias.Values], placement);
    }
}
