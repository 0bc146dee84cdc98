using System.Text.Json;
using System.Text.Json.Nodes;
using R1Workbook.Core.Files;

namespace R1Workbook.Learning.Files;

/// <summary>The open files of one model: model.safetensors, or the shards that an index names.</summary>
internal sealed class SafeTensorsShards : IDisposable
{
    /// <summary>The file of a model that is not divided.</summary>
    public const string WeightsFile = "model.safetensors";

    /// <summary>The index of a model in several files.</summary>
    public const string IndexFile = "model.safetensors.index.json";

    /// <summary>The files, open.</summary>
    public List<SafeTensorsFile> Files { get; } = [];

    /// <summary>Each tensor by its name, with the file that holds it.</summary>
    public Dictionary<string, (SafeTensorsFile File, SafeTensorsEntry Entry)> Tensors { get; } = [];

    /// <summary>Opens the files of a folder.</summary>
    /// <exception cref="ModelFolderException">The folder or its files are missing, or the index is not
    /// usable.</exception>
    /// <exception cref="SafeTensorsException">A file is not valid, or the index names a tensor that is not in
    /// it.</exception>
    public static SafeTensorsShards Open(string folder)
    {
        string single = Path.Combine(folder, WeightsFile),
            index = Path.Combine(folder, IndexFile);
        if (!Directory.Exists(folder))
            throw new ModelFolderException(folder, "no such folder.");
        var shards = new SafeTensorsShards();
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
            map =
                (JsonNode.Parse(BoundedFile.Text(index, BoundedFile.MostNames)) as JsonObject)?["weight_map"]
                as JsonObject;
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
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidDataException)
        {
            throw new ModelFolderException(index, $"no usable index: {exception.Message}.", exception);
        }
    }

    private void Add(string path, IEnumerable<string>? expected)
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

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SafeTensorsFile file in Files)
            file.Dispose();
    }
}
