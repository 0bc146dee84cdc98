using R1Workbook.Learning.Decoders;

namespace R1Workbook.Learning.Files;

/// <summary>Holds the tensors of a folder against its configuration: each parameter is there with its shape and a type
/// that is read, and nothing is there that the model would not use.</summary>
internal static class TensorCheck
{
    /// <summary>Compares them.</summary>
    /// <exception cref="ModelFolderException">They do not fit together; the message names the tensor.</exception>
    public static void Run(string folder, DecoderConfig config, ParameterLayout layout, SafeTensorsShards shards)
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
}
