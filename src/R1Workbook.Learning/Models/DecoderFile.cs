using System.Text.Json;

namespace R1Workbook.Learning.Models;

/// <summary>A decoder as one safetensors file: parameters under the names of the Llama family, the configuration in the metadata.</summary>
public static class DecoderFile
{
    private const string ConfigurationKey = "r1workbook.decoder";

    /// <summary>Writes a decoder.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="path">The file.</param>
    /// <param name="more">What else the file shall hold, by name.</param>
    public static void Save(Decoder decoder, string path, IReadOnlyList<KeyValuePair<string, NamedArray>>? more = null)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        float[] weights = decoder.CopyWeights(); // [N]
        SafeTensors.Write(
            path,
            decoder.Layout.Parameters.Select(p => KeyValuePair.Create(p.Name, new NamedArray(p.Shape, weights[(int)p.Offset..(int)(p.Offset + p.Size)]))).Concat(more ?? []),
            new Dictionary<string, string> { ["format"] = "pt", [ConfigurationKey] = JsonSerializer.Serialize(decoder.Config) });
    }

    /// <summary>Reads a decoder that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where it shall lie; the CPU where null.</param>
    /// <returns>The decoder, to be disposed of.</returns>
    /// <exception cref="SafeTensorsException">The file is none, has no configuration, or lacks a parameter.</exception>
    public static Decoder Load(string path, TorchSharp.torch.Device? device = null)
    {
        (IReadOnlyDictionary<string, NamedArray> arrays, IReadOnlyDictionary<string, string> metadata) = SafeTensors.Read(path);
        if (!metadata.TryGetValue(ConfigurationKey, out string? text) || JsonSerializer.Deserialize<DecoderConfig>(text) is not { } config)
            throw new SafeTensorsException(path, $"its metadata have no {ConfigurationKey}: this is no decoder of the workbook.");
        var layout = new ParameterLayout(config);
        float[] weights = new float[layout.Size];
        foreach (Parameter parameter in layout.Parameters)
        {
            if (!arrays.TryGetValue(parameter.Name, out NamedArray? array)) throw new SafeTensorsException(path, $"{parameter.Name} is missing.");
            if (!array.Shape.SequenceEqual(parameter.Shape))
                throw new SafeTensorsException(path, $"{parameter.Name} is [{string.Join(", ", array.Shape)}] where its configuration needs [{string.Join(", ", parameter.Shape)}].");
            array.Values.CopyTo(weights, parameter.Offset);
        }
        return new Decoder(config, weights, device);
    }
}
