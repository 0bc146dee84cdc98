using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace R1Workbook.Learning.Models;

/// <summary>One array of a file.</summary>
/// <param name="Shape">Its shape.</param>
/// <param name="Values">Its values, row after row.</param>
public sealed record NamedArray(long[] Shape, float[] Values);

/// <summary>A file of arrays that is no valid one.</summary>
public sealed class SafeTensorsException(string file, string problem) : IOException($"{file}: {problem}");

/// <summary>Reads and writes the safetensors format (Hugging Face): a header in JSON, then the values, little-endian. Values are F32 here.</summary>
public static class SafeTensors
{
    private const int LongestHeader = 100_000_000;

    /// <summary>Writes a file as a whole or not at all: it is written beside its place and then renamed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="arrays">The arrays by name, in the order of the file.</param>
    /// <param name="metadata">Text by name.</param>
    public static void Write(string path, IEnumerable<KeyValuePair<string, NamedArray>> arrays, IReadOnlyDictionary<string, string> metadata)
    {
        KeyValuePair<string, NamedArray>[] all = [.. arrays];
        var header = new JsonObject { ["__metadata__"] = new JsonObject(metadata.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))) };
        long offset = 0;
        foreach ((string name, NamedArray array) in all)
        {
            long end = offset + 4L * array.Values.Length;
            header[name] = new JsonObject
            {
                ["dtype"] = "F32",
                ["shape"] = new JsonArray([.. array.Shape.Select(side => (JsonNode)side)]),
                ["data_offsets"] = new JsonArray(offset, end),
            };
            offset = end;
        }
        string text = header.ToJsonString();
        byte[] bytes = Encoding.UTF8.GetBytes(text.PadRight(text.Length + (8 - Encoding.UTF8.GetByteCount(text) % 8) % 8));
        string partial = path + ".partial";
        using (FileStream file = File.Create(partial))
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, bytes.Length);
            file.Write(length);
            file.Write(bytes);
            foreach ((_, NamedArray array) in all) file.Write(MemoryMarshal.AsBytes(array.Values.AsSpan()));
            file.Flush(flushToDisk: true);
        }
        File.Move(partial, path, overwrite: true);
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The arrays by name, and the metadata.</returns>
    /// <exception cref="SafeTensorsException">The file is missing, cut short, or holds something else than F32.</exception>
    public static (IReadOnlyDictionary<string, NamedArray> Arrays, IReadOnlyDictionary<string, string> Metadata) Read(string path)
    {
        if (!File.Exists(path)) throw new SafeTensorsException(path, "no such file.");
        byte[] bytes = File.ReadAllBytes(path);
        if (bytes.Length < 8) throw new SafeTensorsException(path, $"{bytes.Length} bytes are no safetensors file; it was cut short.");
        long length = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        if (length is < 2 or > LongestHeader || 8 + length > bytes.Length)
            throw new SafeTensorsException(path, $"its header should have {length} bytes, the file has {bytes.Length}: no safetensors file, or cut short.");
        JsonObject header;
        try
        {
            header = JsonNode.Parse(bytes.AsSpan(8, (int)length))!.AsObject();
            Dictionary<string, string> metadata = header["__metadata__"] is JsonObject given
                ? given.ToDictionary(entry => entry.Key, entry => entry.Value!.GetValue<string>())
                : [];
            header.Remove("__metadata__");
            var arrays = new Dictionary<string, NamedArray>();
            foreach ((string name, JsonNode? entry) in header) arrays[name] = Array(path, name, entry!.AsObject(), bytes, 8 + (int)length);
            return (arrays, metadata);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NullReferenceException or FormatException)
        {
            throw new SafeTensorsException(path, $"its header is no safetensors header ({exception.Message}).");
        }
    }

    private static NamedArray Array(string path, string name, JsonObject entry, byte[] bytes, int start)
    {
        string type = entry["dtype"]!.GetValue<string>();
        if (type != "F32") throw new SafeTensorsException(path, $"{name} is {type}; only F32 is read.");
        long[] shape = [.. entry["shape"]!.AsArray().Select(side => side!.GetValue<long>())];
        long[] offsets = [.. entry["data_offsets"]!.AsArray().Select(offset => offset!.GetValue<long>())];
        long size = 4 * shape.Aggregate(1L, (product, side) => product * side);
        if (offsets is not [>= 0, _] || offsets[1] - offsets[0] != size) throw new SafeTensorsException(path, $"{name}: its shape needs {size} bytes, its offsets are {string.Join(" to ", offsets)}.");
        if (start + offsets[1] > bytes.Length)
            throw new SafeTensorsException(path, $"{name} should end at byte {start + offsets[1]}, the file has {bytes.Length}: it was cut short. Copy or train it again.");
        return new NamedArray(shape, MemoryMarshal.Cast<byte, float>(bytes.AsSpan(start + (int)offsets[0], (int)size)).ToArray());
    }
}
