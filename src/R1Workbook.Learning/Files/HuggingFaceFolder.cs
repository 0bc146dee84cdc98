using System.Text.Json.Nodes;
using R1Workbook.Core.Files;
using R1Workbook.Learning.Decoders;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Files;

/// <summary>A folder as the transformers library keeps it: config.json, and model.safetensors or its shards with their
/// index.</summary>
public static class HuggingFaceFolder
{
    private const string ConfigFile = "config.json",
        WeightsFile = SafeTensorsShards.WeightsFile,
        IndexFile = SafeTensorsShards.IndexFile;

    // What goes along when a model is saved in the form of another: what says how its tokens are read.
    private static readonly string[] Companions =
    [
        "generation_config.json",
        "tokenizer.json",
        "tokenizer_config.json",
        "special_tokens_map.json",
        "added_tokens.json",
        "vocab.json",
        "merges.txt",
        "chat_template.jinja",
    ];

    /// <summary>Loads a decoder. Weights go tensor by tensor from the files into the one vector; stored types are
    /// widened to 32 bits.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="placement">The device that shall hold it and the type it computes in; the CPU in float32 where
    /// null.</param>
    /// <param name="context">Longest sequence that will be used; that of the configuration where null.</param>
    /// <returns>The decoder, to be disposed of.</returns>
    /// <exception cref="ModelFolderException">A file is missing, the architecture is unknown, or tensors and
    /// configuration do not fit together.</exception>
    /// <exception cref="SafeTensorsException">A file of weights is none, or was cut short.</exception>
    public static Decoder Load(string folder, Placement? placement = null, int? context = null)
    {
        DecoderConfig config = HuggingFaceConfig.Read(Path.Combine(folder, ConfigFile), context);
        var layout = new ParameterLayout(config);
        using DisposeScope scope = NewDisposeScope();
        using SafeTensorsShards shards = SafeTensorsShards.Open(folder);
        TensorCheck.Run(folder, config, layout, shards);
        Tensor weights = empty(layout.Size, dtype: ScalarType.Float32); // [N]
        foreach (Parameter parameter in layout.Parameters)
        {
            (SafeTensorsFile file, SafeTensorsEntry entry) = shards.Tensors[parameter.Name];
            file.Read(entry, weights, parameter.Offset);
        }
        return placement is null
            ? new Decoder(config, weights)
            : new Decoder(config, weights.to(placement.Device), placement.Type);
    }

    /// <summary>Saves a decoder in the form of another folder: the same files, headers, types and companions, so that
    /// weights which did not change are the same bytes.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="folder">The folder; made where it is missing.</param>
    /// <param name="like">The folder that it was loaded from; may be the same.</param>
    /// <exception cref="ModelFolderException">The other folder has tensors of another shape.</exception>
    public static void SaveLike(Decoder decoder, string folder, string like)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        Directory.CreateDirectory(folder);
        List<string> written = [];
        using (DisposeScope scope = NewDisposeScope())
        using (SafeTensorsShards shards = SafeTensorsShards.Open(like))
        {
            TensorCheck.Run(like, decoder.Config, decoder.Layout, shards);
            Tensor weights = decoder.Weights.detach().cpu(); // [N]
            Dictionary<string, Parameter> parameters = decoder.Layout.Parameters.ToDictionary(parameter =>
                parameter.Name
            );
            if (!decoder.Config.UntiedHead)
                parameters["lm_head.weight"] = decoder.Layout.Parameters[0]; // some files hold the shared matrix twice
            foreach (SafeTensorsFile shard in shards.Files)
            {
                written.Add(Path.Combine(folder, Path.GetFileName(shard.Path)));
                SafeTensorsFile.WritePartial(
                    written[^1],
                    shard.Header,
                    (entry, file) =>
                    {
                        if (parameters.TryGetValue(entry.Name, out Parameter? parameter))
                        {
                            SafeTensorsFile.WriteValues(
                                weights,
                                parameter.Offset,
                                parameter.Size,
                                entry.FloatType!.Value,
                                file
                            );
                        }
                        else
                        {
                            shard.Copy(entry, file);
                        }
                    }
                );
            }
        }
        // Only when all are written does one take the place of another.
        foreach (string path in written)
            AtomicFile.Complete(path);
        if (Path.GetFullPath(like) == Path.GetFullPath(folder))
            return;
        foreach (string name in (string[])[ConfigFile, IndexFile, .. Companions])
        {
            if (!File.Exists(Path.Combine(like, name)))
                continue;
            using FileStream companion = File.OpenRead(Path.Combine(like, name));
            AtomicFile.Write(Path.Combine(folder, name), companion.CopyTo);
        }
    }

    /// <summary>Saves a decoder as a new folder.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="folder">The folder; made where it is missing.</param>
    /// <param name="type">The type that weights are stored in; narrower ones round.</param>
    /// <param name="shardBytes">Most bytes of one file; a larger model is sharded. A single tensor may exceed
    /// it.</param>
    /// <exception cref="ArgumentException">The configuration is of no known family.</exception>
    public static void Save(
        Decoder decoder,
        string folder,
        FloatType type = FloatType.F32,
        long shardBytes = 5_000_000_000
    )
    {
        ArgumentNullException.ThrowIfNull(decoder);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shardBytes);
        JsonObject config = HuggingFaceConfig.Write(decoder.Config, type);
        Directory.CreateDirectory(folder);
        List<List<Parameter>> shards =
        [
            [],
        ];
        long filled = 0;
        foreach (Parameter parameter in decoder.Layout.Parameters)
        {
            long bytes = parameter.Size * type.Bytes();
            if (filled > 0 && filled + bytes > shardBytes)
            {
                shards.Add([]);
                filled = 0;
            }
            shards[^1].Add(parameter);
            filled += bytes;
        }
        using DisposeScope scope = NewDisposeScope();
        Tensor weights = decoder.Weights.detach().cpu(); // [N]
        var files = new JsonObject();
        for (int shard = 0; shard < shards.Count; shard++)
        {
            string name =
                shards.Count == 1 ? WeightsFile : $"model-{shard + 1:00000}-of-{shards.Count:00000}.safetensors";
            Dictionary<string, Parameter> parameters = shards[shard].ToDictionary(parameter => parameter.Name);
            foreach (string parameter in parameters.Keys)
                files[parameter] = name;
            SafeTensorsFile.Write(
                Path.Combine(folder, name),
                SafeTensorsHeader.Of(
                    shards[shard].Select(parameter => (parameter.Name, type.ToString(), parameter.Shape)),
                    new Dictionary<string, string> { ["format"] = "pt" }
                ),
                (entry, file) =>
                    SafeTensorsFile.WriteValues(weights, parameters[entry.Name].Offset, entry.Size, type, file)
            );
        }
        // A loader takes what it finds first: nothing of an earlier form may stay.
        File.Delete(Path.Combine(folder, shards.Count == 1 ? IndexFile : WeightsFile));
        if (shards.Count > 1)
        {
            WriteText(
                Path.Combine(folder, IndexFile),
                new JsonObject
                {
                    ["metadata"] = new JsonObject { ["total_size"] = decoder.Layout.Size * type.Bytes() },
                    ["weight_map"] = files,
                }
            );
        }

        WriteText(Path.Combine(folder, ConfigFile), config);
    }

    private static void WriteText(string path, JsonObject fields) =>
        AtomicFile.WriteText(path, fields.ToJsonString(JsonText.Readable) + "\n");
}
