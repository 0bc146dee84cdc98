using System.Buffers.Binary;
using System.Text;

namespace R1Workbook.Kernel.Zmtp;

/// <summary>The beginning of a connection (ZeroMQ RFC 23): both sides send a greeting of 64 bytes, then a READY command
/// with their kind of socket. The mechanism is NULL: Jupyter signs each message itself.</summary>
internal static class ZmtpHandshake
{
    private const int GreetingLength = 64,
        SignatureLength = 10,
        MechanismAt = 12,
        MechanismLength = 20,
        MostMetadata = 512;

    /// <summary>Greets a peer that connected.</summary>
    /// <param name="input">What the peer sends.</param>
    /// <param name="output">What it gets.</param>
    /// <param name="socketType">Our kind of socket, such as ROUTER.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The identity that the peer chose; empty where it chose none.</returns>
    /// <exception cref="ZmtpException">The peer speaks something else.</exception>
    /// <exception cref="IOException">The connection was closed.</exception>
    public static async Task<byte[]> AcceptAsync(
        Stream input,
        Stream output,
        string socketType,
        CancellationToken cancellationToken
    )
    {
        await output.WriteAsync(Greeting(), cancellationToken).ConfigureAwait(false);
        byte[] greeting = new byte[GreetingLength];
        await input.ReadExactlyAsync(greeting.AsMemory(0, SignatureLength), cancellationToken).ConfigureAwait(false);
        if (greeting[0] != 0xFF || greeting[SignatureLength - 1] != 0x7F)
        {
            throw new ZmtpException("what came is not ZeroMQ");
        }

        await input.ReadExactlyAsync(greeting.AsMemory(SignatureLength), cancellationToken).ConfigureAwait(false);
        ReadOnlyMemory<byte> mechanism = greeting.AsMemory(MechanismAt, MechanismLength).TrimEnd((byte)0);
        if (greeting[SignatureLength] < 3 || !mechanism.Span.SequenceEqual("NULL"u8))
        {
            throw new ZmtpException("the peer does not speak ZMTP 3 with the mechanism NULL");
        }

        byte[] ready = [.. Name("READY"), .. Property("Socket-Type", socketType)];
        await output
            .WriteAsync((byte[])[.. ZmtpFrame.Head(true, false, ready.Length), .. ready], cancellationToken)
            .ConfigureAwait(false);
        ZmtpFrame answer = await ZmtpFrame
            .ReadAsync(input, MostMetadata, _ => { }, cancellationToken)
            .ConfigureAwait(false);
        if (!answer.IsCommand || !answer.Body.AsSpan().StartsWith(Name("READY")))
        {
            throw new ZmtpException("the peer's READY command is missing");
        }

        return Identity(answer.Body.AsSpan(Name("READY").Length));
    }

    /// <summary>A command's name as it stands on the wire: its length, then its letters.</summary>
    public static byte[] Name(string command) => [(byte)command.Length, .. Encoding.ASCII.GetBytes(command)];

    // Signature, version 3.0, mechanism, "as-server" 0, zeros. With minor version 0 subscriptions come as messages,
    // also from peers of version 3.1.
    private static byte[] Greeting()
    {
        byte[] greeting = new byte[GreetingLength];
        (greeting[0], greeting[SignatureLength - 1], greeting[SignatureLength]) = (0xFF, 0x7F, 3);
        "NULL"u8.CopyTo(greeting.AsSpan(MechanismAt));
        return greeting;
    }

    private static byte[] Property(string name, string value)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
        return [.. Name(name), .. length, .. Encoding.ASCII.GetBytes(value)];
    }

    private static byte[] Identity(ReadOnlySpan<byte> metadata)
    {
        while (metadata.Length > 0)
        {
            int name = metadata[0];
            if (metadata.Length < 1 + name + 4)
            {
                throw new ZmtpException("the metadata of the peer's READY command are cut off");
            }

            uint length = BinaryPrimitives.ReadUInt32BigEndian(metadata[(1 + name)..]);
            ReadOnlySpan<byte> value = metadata[(1 + name + 4)..];
            if (length > (uint)value.Length)
            {
                throw new ZmtpException("the metadata of the peer's READY command are cut off");
            }

            if (
                Encoding.ASCII.GetString(metadata.Slice(1, name)).Equals("Identity", StringComparison.OrdinalIgnoreCase)
            )
            {
                return value[..(int)length].ToArray();
            }

            metadata = value[(int)length..];
        }

        return [];
    }
}
