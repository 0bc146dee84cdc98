using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using NetMQ;

namespace R1Workbook.Kernel.Jupyter;

/// <summary>One message of the Jupyter protocol.</summary>
/// <param name="Identities">Where it came from or goes to; on iopub the topic.</param>
/// <param name="Header">Id, session, type, time.</param>
/// <param name="Parent">The header of what it answers; empty where it answers nothing.</param>
/// <param name="Metadata">Further fields.</param>
/// <param name="Content">What the type asks for.</param>
internal sealed record JupyterMessage(
    IReadOnlyList<byte[]> Identities,
    JsonObject Header,
    JsonObject Parent,
    JsonObject Metadata,
    JsonObject Content
)
{
    public const string ProtocolVersion = "5.4";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    // Deep, because a cell may show deeply nested JSON.
    private static readonly JsonSerializerOptions Written = new() { MaxDepth = 1_000 };

    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();

    public string Type => Header["msg_type"]?.GetValue<string>() ?? "";

    /// <summary>A new message that answers this one.</summary>
    public JupyterMessage Answer(
        string type,
        JsonObject content,
        string session,
        IReadOnlyList<byte[]>? identities = null
    ) => new(identities ?? Identities, NewHeader(type, session), (JsonObject)Header.DeepClone(), [], content);

    public static JsonObject NewHeader(string type, string session) =>
        new()
        {
            ["msg_id"] = Guid.NewGuid().ToString("N"),
            ["session"] = session,
            ["username"] = "kernel",
            ["date"] = DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture),
            ["msg_type"] = type,
            ["version"] = ProtocolVersion,
        };

    /// <summary>Reads the frames of a message.</summary>
    /// <param name="frames">What came over the wire.</param>
    /// <param name="key">The key of the signatures; empty: they are not checked.</param>
    /// <exception cref="FormatException">The frames are no message, or the signature is wrong; the message says
    /// which.</exception>
    public static JupyterMessage Read(NetMQMessage frames, byte[] key)
    {
        byte[][] all = [.. frames.Select(frame => frame.ToByteArray())];
        int at = Array.FindIndex(all, frame => frame.AsSpan().SequenceEqual(Delimiter));
        if (at < 0 || all.Length < at + 6)
        {
            throw new FormatException(
                $"{all.Length} frames are no message: a delimiter and five frames after it are expected."
            );
        }

        byte[][] parts = all[(at + 2)..(at + 6)];
        if (
            key.Length > 0
            && !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(key, parts)), all[at + 1])
        )
        {
            throw new FormatException("the signature is not that of the connection file's key.");
        }

        if (parts.Any(part => !Utf8.IsValid(part)))
        {
            throw new FormatException("a frame cannot be read: it is not UTF-8.");
        }

        try
        {
            JsonObject[] objects =
            [
                .. parts.Select(part =>
                    JsonNode.Parse(part, documentOptions: Strict) as JsonObject
                    ?? throw new JsonException("a frame is no JSON object")
                ),
            ];
            var message = new JupyterMessage(all[..at], objects[0], objects[1], objects[2], objects[3]);
            return message.Type.Length > 0 ? message : throw new JsonException("the header has no msg_type");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException($"a frame cannot be read: {e.Message}");
        }
    }

    /// <summary>The frames of this message.</summary>
    /// <param name="key">The key of the signature; empty: it is left empty.</param>
    public NetMQMessage ToFrames(byte[] key)
    {
        byte[][] parts =
        [
            .. new[] { Header, Parent, Metadata, Content }.Select(part =>
                JsonSerializer.SerializeToUtf8Bytes(part, Written)
            ),
        ];
        var frames = new NetMQMessage();
        foreach (byte[] identity in Identities)
        {
            frames.Append(identity);
        }

        frames.Append(Delimiter);
        frames.Append(key.Length == 0 ? "" : Sign(key, parts));
        foreach (byte[] part in parts)
        {
            frames.Append(part);
        }

        return frames;
    }

    private static string Sign(byte[] key, byte[][] parts)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        foreach (byte[] part in parts)
        {
            hash.AppendData(part);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
