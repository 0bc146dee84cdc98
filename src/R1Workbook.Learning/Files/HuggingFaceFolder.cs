using System.Text.Json;
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
        WeightsFile = "model.safetensors",
        IndexFile = "model.safetensors.index.json";

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
    /// <param name="placement">Where it shall lie and what it computes in; the CPU in float32 where null.</param>
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
        using Shards shards = Open(folder);
        CheckTensors(folder, config, layout, shards);
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
        using (Shards shards = Open(like))
        {
            CheckTensors(like, decoder.Config, decoder.Layout, shards);
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
            byte[] companion = File.ReadAllBytes(Path.Combine(like, name));
            AtomicFile.Write(Path.Combine(folder, name), file => file.Write(companion));
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

    private static void CheckTensors(string folder, DecoderConfig config, ParameterLayout layout, Shards shards)
    {
        foreach (Parameter parameter in layout.Parameters)
        {
            if (!shards.Tensors.TryGetValue(parameter.Name, out (SafeTensorsFile File, SafeTensorsEntry Entry) found))
            {
                throw new ModelFolderException(
                    folder,
                    $"{parameter.Name} is missing in "
                        + $"{string.Join(", ", shards.Files.Select(file => Path.GetFileName(file.Path)))}; "
                        + $"config.json needs it."
                );
            }

            if (!found.Entry.Shape.SequenceEqual(parameter.Shape))
            {
                throw new ModelFolderException(
                    found.File.Path,
                    $"{parameter.Name} is [{string.Join(", ", found.Entry.Shape)}] where config.json needs "
                        + $"[{string.Join(", ", parameter.Shape)}]."
                );
            }
            if (found.Entry.FloatType is null)
            {
                throw new ModelFolderException(
                    found.File.Path,
                    $"{parameter.Name} is {found.Entry.Type}; BF16, F16, F32 and F64 are read."
                );
            }
        }
        HashSet<string> known = [.. layout.Parameters.Select(parameter => parameter.Name)];
        // Left over in older files: frequencies, which follow from the configuration, and the shared matrix under its
        // second name.
        bool Harmless(string name) =>
            name.EndsWith("rotary_emb.inv_freq", StringComparison.Ordinal)
            || (name == "lm_head.weight" && !config.UntiedHead);
        foreach ((string name, (SafeTensorsFile file, SafeTensorsEntry entry)) in shards.Tensors)
        {
            if (known.Contains(name))
                continue;
            if (!Harmless(name))
            {
                throw new ModelFolderException(
                    file.Path,
                    $"{name} has no place in a model of config.json's shape; without it the model would compute "
                        + $"something else."
                );
            }

            if (
                name == "lm_head.weight"
                && (entry.FloatType is null || !entry.Shape.SequenceEqual(layout.Parameters[0].Shape))
            )
            {
                throw new ModelFolderException(
                    file.Path,
                    $"{name} is not of the embedding's shape and type, though tie_word_embeddings says that they "
                        + $"are one."
                );
            }
        }
    }

    private static Shards Open(string folder)
    {
        string single = Path.Combine(folder, WeightsFile),
            index = Path.Combine(folder, IndexFile);
        if (!Directory.Exists(folder))
            throw new ModelFolderException(folder, "no such folder.");
        var shards = new Shards();
        try
        {
            if (File.Exists(single))
            {
                shards.Add(single, null);
            }
            else if (!File.Exists(index))
            {
                throw new ModelFolderException(
                    folder,
                    $"neither {WeightsFile} nor {IndexFile}: only safetensors files are read."
                );
            }
            else
            {
                foreach (
                    IGrouping<string, string> shard in WeightMap(index)
                        .GroupBy(entry => entry.Value, entry => entry.Key)
                )
                {
                    shards.Add(Path.Combine(folder, shard.Key), shard);
                }
            }

            return shards;
        }
        catch
        {
            shards.Dispose();
            throw;
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> WeightMap(string index)
    {
        JsonObject? map;
        try
        {
            map = (JsonNode.Parse(File.ReadAllText(index)) as JsonObject)?["weight_map"] as JsonObject;
            if (map is null)
                throw new JsonException("weight_map is missing");
            return
            [
                .. map.Select(entry =>
                {
                    string file =
                        entry.Value is JsonValue value && value.TryGetValue(out string? text)
                            ? text
                            : throw new JsonException($"weight_map.{entry.Key} is no file name");
                    return file == Path.GetFileName(file) && file.Length > 0
                        ? KeyValuePair.Create(entry.Key, file)
                        : throw new JsonException($"weight_map.{entry.Key} leads out of the folder ({file})");
                }),
            ];
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new ModelFolderException(index, $"no usable index: {exception.Message}.", exception);
        }
    }

    private static void WriteText(string path, JsonObject fields) =>
        AtomicFile.WriteText(path, fields.ToJsonString(JsonText.Readable) + "\n");

    // The open files of one model.
    private sealed class Shards : IDisposable
    {
        public List<SafeTensorsFile> Files { get; } = [];

        public Dictionary<string, (SafeTensorsFile File, SafeTensorsEntry Entry)> Tensors { get; } = [];

        public void Add(string path, IEnumerable<string>? expected)
        {
            var file = new SafeTensorsFile(path);
            Files.Add(file);
            HashSet<string> held = [.. file.Header.Entries.Select(entry => entry.Name)];
            if (expected?.FirstOrDefault(name => !held.Contains(name)) is { } missing)
                throw new SafeTensorsException(path, $"{missing} is missing, which the index says is here.");
            foreach (SafeTensorsEntry entry in file.Header.Entries)
            {
                if (!Tensors.TryAdd(entry.Name, (file, entry)))
                {
                    throw new SafeTensorsException(
                        path,
                        $"{entry.Name} is in {Path.GetFileName(Tensors[entry.Name].File.Path)} too."
                    );
                }
            }
        }

        public void Dispose()
        {
            foreach (SafeTensorsFile file in Files)
                file.Dispose();
        }
    }
}
