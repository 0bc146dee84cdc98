using System.Runtime.InteropServices;
using R1Workbook.Learning.Decoders;

namespace R1Workbook.Learning.Files;

/// <summary>One array of a file.</summary>
/// <param name="Shape">Its shape.</param>
/// <param name="Values">Its values, row after row.</param>
public sealed record NamedArray(long[] Shape, float[] Values);

/// <summary>A file of arrays that is no valid one.</summary>
public sealed class SafeTensorsException(string file, string problem) : IOException($"{file}: {problem}");

/// <summary>Reads and writes small files of the safetensors format (Hugging Face) at once: a header in JSON, then the
/// values, little-endian.</summary>
public static class SafeTensors
{
    /// <summary>Writes a file with values of 32 bits as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="arrays">The arrays by name, in the order of the file.</param>
    /// <param name="metadata">Text by name.</param>
    public static void Write(
        string path,
        IEnumerable<KeyValuePair<string, NamedArray>> arrays,
        IReadOnlyDictionary<string, string> metadata
    )
    {
        ArgumentNullException.ThrowIfNull(arrays);
        KeyValuePair<string, NamedArray>[] all = [.. arrays];
        Dictionary<string, float[]> values = all.ToDictionary(array => array.Key, array => array.Value.Values);
        SafeTensorsFile.Write(
            path,
            SafeTensorsHeader.Of(all.Select(array => (array.Key, nameof(FloatType.F32), array.Value.Shape)), metadata),
            (entry, file) => file.Write(MemoryMarshal.AsBytes(values[entry.Name].AsSpan()))
        );
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The arrays by name, and the metadata.</returns>
    /// <exception cref="SafeTensorsException">The file is missing, cut short, or holds something else than
    /// floating-point values.</exception>
    public static (IReadOnlyDictionary<string, NamedArray> Arrays, IReadOnlyDictionary<string, string> Metadata) Read(
        string path
    )
    {
        using var file = new SafeTensorsFile(path);
        return (
            file.Header.Entries.ToDictionary(
                entry => entry.Name,
                entry => new NamedArray(entry.Shape, file.Values(entry))
            ),
            file.Header.Metadata
        );
    }
}
