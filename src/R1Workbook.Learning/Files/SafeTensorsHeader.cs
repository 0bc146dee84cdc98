using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using R1Workbook.Learning.Decoders;

namespace R1Workbook.Learning.Files;

/// <summary>One tensor of a file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as the file writes it: BF16, F32, I64 and so on.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Begin">Where its bytes begin, counted from the end of the header.</param>
/// <param name="End">Where they end.</param>
public sealed record SafeTensorsEntry(string Name, string Type, long[] Shape, long Begin, long End)
{
    /// <summary>Its number of values.</summary>
    public long Size => Shape.Aggregate(1L, (product, side) => product * side);

    /// <summary>Its type where it is one of floating-point values that are read, otherwise null.</summary>
    public FloatType? FloatType =>
        Enum.TryParse(Type, out FloatType type) && Enum.IsDefined(type) && char.IsLetter(Type[0]) ? type : null;
}

/// <summary>
/// The header of a safetensors file: its length in 8 bytes, then JSON. As the format demands, tensors cover all bytes
/// behind it without gap or overlap; a header that breaks this is refused.
/// </summary>
/// <param name="Entries">The tensors in the order of the header.</param>
/// <param name="Metadata">Text by name.</param>
/// <param name="Bytes">The header as it stands in the file, its length included.</param>
public sealed record SafeTensorsHeader(
    IReadOnlyList<SafeTensorsEntry> Entries,
    IReadOnlyDictionary<string, string> Metadata,
    byte[] Bytes
)
{
    private const int LongestHeader = 100_000_000;

    internal static readonly IReadOnlyDictionary<string, int> TypeBytes = new Dictionary<string, int>
    {
        ["BOOL"] = 1,
        ["U8"] = 1,
        ["I8"] = 1,
        ["F8_E4M3"] = 1,
        ["F8_E5M2"] = 1,
        ["U16"] = 2,
        ["I16"] = 2,
        ["F16"] = 2,
        ["BF16"] = 2,
        ["U32"] = 4,
        ["I32"] = 4,
        ["F32"] = 4,
        ["U64"] = 8,
        ["I64"] = 8,
        ["F64"] = 8,
    };

    /// <summary>Bytes of the tensors behind the header.</summary>
    public long DataBytes => Entries.Count == 0 ? 0 : Entries.Max(entry => entry.End);

    /// <summary>The header of tensors that follow each other.</summary>
    /// <param name="tensors">Name, type and shape of each.</param>
    /// <param name="metadata">Text by name.</param>
    /// <returns>The header, padded to a multiple of 8 bytes.</returns>
    public static SafeTensorsHeader Of(
        IEnumerable<(string Name, string Type, long[] Shape)> tensors,
        IReadOnlyDictionary<string, string> metadata
    )
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var header = new JsonObject
        {
            ["__metadata__"] = new JsonObject(
                metadata.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))
            ),
        };
        var entries = new List<SafeTensorsEntry>();
        long offset = 0;
        foreach ((string name, string type, long[] shape) in tensors)
        {
            long end = offset + TypeBytes[type] * shape.Aggregate(1L, (product, side) => product * side);
            entries.Add(new SafeTensorsEntry(name, type, shape, offset, end));
            header[name] = new JsonObject
            {
                ["dtype"] = type,
                ["shape"] = new JsonArray([.. shape.Select(side => (JsonNode)side)]),
                ["data_offsets"] = new JsonArray(offset, end),
            };
            offset = end;
        }
        byte[] text = Encoding.UTF8.GetBytes(header.ToJsonString());
        byte[] bytes = new byte[8 + (text.Length + 7) / 8 * 8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, bytes.Length - 8);
        bytes.AsSpan(8).Fill((byte)' ');
        text.CopyTo(bytes, 8);
        return new SafeTensorsHeader(entries, metadata, bytes);
    }

    /// <summary>Reads and checks the header of a file.</summary>
    /// <param name="path">The file's name, for messages.</param>
    /// <param name="file">The file.</param>
    /// <returns>The header.</returns>
    /// <exception cref="SafeTensorsException">The file is none, or was cut short; the message says what is
    /// wrong.</exception>
    internal static SafeTensorsHeader Read(string path, Microsoft.Win32.SafeHandles.SafeFileHandle file)
    {
        long fileBytes = RandomAccess.GetLength(file);
        if (fileBytes < 8)
            throw new SafeTensorsException(path, $"{fileBytes} bytes are no safetensors file; it was cut short.");
        byte[] length = new byte[8];
        RandomAccess.Read(file, length, 0);
        long headerBytes = BinaryPrimitives.ReadInt64LittleEndian(length);
        if (headerBytes is < 2 or > LongestHeader || 8 + headerBytes > fileBytes)
        {
            throw new SafeTensorsException(
                path,
                $"its header should have {headerBytes} bytes, the file has {fileBytes}: no safetensors file, or "
                    + $"cut short."
            );
        }

        byte[] bytes = new byte[8 + headerBytes];
        for (int read = 0; read < bytes.Length; )
        {
            int more = RandomAccess.Read(file, bytes.AsSpan(read), read);
            if (more == 0)
                throw new SafeTensorsException(path, $"it ended at byte {read} within its header: it was cut short.");
            read += more;
        }
        SafeTensorsHeader header = SafeTensorsHeaderJson.Read(path, bytes);
        CheckCover(path, header, fileBytes - bytes.Length);
        return header;
    }

    private static void CheckCover(string path, SafeTensorsHeader header, long dataBytes)
    {
        long covered = 0;
        foreach (SafeTensorsEntry entry in header.Entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (entry.Begin != covered)
            {
                throw new SafeTensorsException(
                    path,
                    $"{entry.Name} begins at byte {entry.Begin} of the data where {covered} is due: tensors leave "
                        + $"no gap and do not overlap."
                );
            }

            covered = entry.End;
            if (covered > dataBytes)
            {
                throw new SafeTensorsException(
                    path,
                    $"{entry.Name} should end at byte {header.Bytes.Length + covered}, the file has "
                        + $"{header.Bytes.Length + dataBytes}: it was cut short. Copy or train it again."
                );
            }
        }
        if (covered != dataBytes)
            throw new SafeTensorsException(path, $"{dataBytes - covered} bytes behind the last tensor belong to none.");
    }
}
