using System.Text.Json;
using R1Workbook.Learning.Decoders;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Files;

/// <summary>A decoder as one safetensors file: parameters under the names of the Llama family, the configuration in the
/// metadata.</summary>
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
            decoder
                .Layout.Parameters.Select(p =>
                    KeyValuePair.Create(
                        p.Name,
                        new NamedArray(p.Shape, weights[(int)p.Offset..(int)(p.Offset + p.Size)])
                    )
                )
                .Concat(more ?? []),
            new Dictionary<string, string>
            {
                ["format"] = "pt",
                [ConfigurationKey] = JsonSerializer.Serialize(decoder.Config),
            }
        );
    }

    /// <summary>Reads a decoder that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="placement">Where it shall lie and what it computes in; the CPU in float32 where null.</param>
    /// <returns>The decoder, to be disposed of.</returns>
    /// <exception cref="SafeTensorsException">The file is none, has no configuration, or lacks a parameter.</exception>
    public static Decoder Load(string path, Placement? placement = null)
    {
        using var file = new SafeTensorsFile(path);
        DecoderConfig config = Configuration(path, file.Header);
        Dictionary<string, SafeTensorsEntry> entries = file.Header.Entries.ToDictionary(entry => entry.Name);
        var layout = new ParameterLayout(config);
        using DisposeScope scope = NewDisposeScope();
        foreach (Parameter parameter in layout.Parameters)
        {
            if (!entries.TryGetValue(parameter.Name, out SafeTensorsEntry? entry))
                throw new SafeTensorsException(path, $"{parameter.Name} is missing.");
            if (!entry.Shape.SequenceEqual(parameter.Shape))
            {
                throw new SafeTensorsException(
                    path,
                    $"{parameter.Name} is [{string.Join(", ", entry.Shape)}] where its configuration needs "
                        + $"[{string.Join(", ", parameter.Shape)}]."
                );
            }
        }
        Tensor weights = empty(layout.Size, dtype: ScalarType.Float32); // [N]
        foreach (Parameter parameter in layout.Parameters)
            file.Read(entries[parameter.Name], weights, parameter.Offset);
        return placement is null
            ? new Decoder(config, weights)
            : new Decoder(config, weights.to(placement.Device), placement.Type);
    }

    private static DecoderConfig Configuration(string path, SafeTensorsHeader header)
    {
        if (!header.Metadata.TryGetValue(ConfigurationKey, out string? text))
        {
            throw new SafeTensorsException(
                path,
                $"its metadata have no {ConfigurationKey}: this is no decoder of the workbook."
            );
        }

        try
        {
            DecoderConfig config =
                JsonSerializer.Deserialize<DecoderConfig>(text) ?? throw new JsonException("it is null");
            config.Validate();
            if (config.Layers > header.Entries.Count)
            {
                throw new ArgumentException(
                    $"{config.Layers} layers have more than its {header.Entries.Count} tensors."
                );
            }

            return config;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new SafeTensorsException(
                path,
                $"{ConfigurationKey} in its metadata is no configuration of a decoder: {exception.Message}"
            );
        }
    }
}
