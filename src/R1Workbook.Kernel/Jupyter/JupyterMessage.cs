using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using R1Workbook.Kernel.Zmtp;

namespace R1Workbook.Kernel.Jupyter;

/// <summary>One message of the Jupyter protocol.</summary>
/// <param name="Route">The frames before the delimiter: those that a client put there and wants back; on iopub the
/// topic.</param>
/// <param name="Header">Id, session, type, time.</param>
/// <param name="Parent">The header of what it answers, as it came: what a client wrote there is not read, and need not
/// be text. An empty object where it answers nothing.</param>
/// <param name="Metadata">Further fields.</param>
/// <param name="Content">What the type asks for.</param>
internal sealed record JupyterMessage(
    IReadOnlyList<byte[]> Route,
    JsonObject Header,
    byte[] Parent,
    JsonObject Metadata,
    JsonObject Content
)
{
    public const string ProtocolVersion = "5.4";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    // Deep, because a cell may show deeply nested JSON.
    private static readonly JsonSerializerOptions Written = new() { MaxDepth = 1_000 };

    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();

    /// <summary>Who sent it, or gets it; null where it goes to all.</summary>
    public ZmtpPeer? Client { get; init; }

    /// <summary>The header's bytes, for a message that was read.</summary>
    public byte[] HeaderBytes { get; private init; } = [];

    public string Type => Header["msg_type"]?.GetValue<string>() ?? "";

    /// <summary>A new message, under no request.</summary>
    public static JupyterMessage New(string type, JsonObject content, string session, params byte[][] route) =>
        new(route, NewHeader(type, session), "{}"u8.ToArray(), [], content);

    /// <summary>A new message that answers this one, to the same client.</summary>
    public JupyterMessage Answer(string type, JsonObject content, string session) =>
        new(Route, NewHeader(type, session), HeaderBytes, [], content) { Client = Client };

    private static JsonObject NewHeader(string type, string session) =>
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
    /// <param name="seen">The signatures of earlier messages.</param>
    /// <exception cref="FormatException">The frames are no message, or the signature is wrong or came before; the
    /// message says which.</exception>
    public static JupyterMessage Read(byte[][] frames, byte[] key, SeenSignatures seen)
    {
        int at = Array.FindIndex(frames, frame => frame.AsSpan().SequenceEqual(Delimiter));
        if (at < 0 || frames.Length < at + 6)
        {
            throw new FormatException(
                $"{frames.Length} frames are no message: a delimiter and five frames after it are expected."
            );
        }

        byte[][] parts = frames[(at + 2)..(at + 6)];
        if (key.Length > 0)
        {
            byte[] signature = Encoding.ASCII.GetBytes(Sign(key, parts));
            if (!CryptographicOperations.FixedTimeEquals(signature, frames[at + 1]))
            {
                throw new FormatException("the signature is not that of the connection file's key.");
            }

            if (!seen.IsNew(signature))
            {
                throw new FormatException("it came before: a message runs once.");
            }
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
            var message = new JupyterMessage(frames[..at], objects[0], parts[1], objects[2], objects[3])
            {
                HeaderBytes = parts[0],
            };
            return message.Type.Length > 0 ? message : throw new JsonException("the header has no msg_type");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException($"a frame cannot be read: {e.Message}");
        }
    }

    /// <summary>The frames of this message.</summary>
    /// <param name="key">The key of the signature; empty: it is left empty.</param>
    public byte[][] ToFrames(byte[] key)
    {
        byte[][] parts =
        [
            JsonSerializer.SerializeToUtf8Bytes(Header, Written),
            Parent,
            JsonSerializer.SerializeToUtf8Bytes(Metadata, Written),
            JsonSerializer.SerializeToUtf8Bytes(Content, Written),
        ];
        byte[] signature = key.Length == 0 ? [] : Encoding.ASCII.GetBytes(Sign(key, parts));
        return [.. Route, Delimiter, signature, .. parts];
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
