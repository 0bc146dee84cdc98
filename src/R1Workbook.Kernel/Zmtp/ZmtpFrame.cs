using System.Buffers.Binary;

namespace R1Workbook.Kernel.Zmtp;

/// <summary>One frame of ZMTP 3.0 (ZeroMQ RFC 23, "Framing"): a byte of flags, the length in one byte or eight, the
/// body.</summary>
/// <param name="IsCommand">A command to the connection itself, not a part of a message.</param>
/// <param name="More">Whether the message goes on in the next frame.</param>
/// <param name="Body">The content.</param>
internal readonly record struct ZmtpFrame(bool IsCommand, bool More, byte[] Body)
{
    private const byte MoreFlag = 1,
        LongFlag = 2,
        CommandFlag = 4;

    /// <summary>What stands before a body on the wire.</summary>
    public static byte[] Head(bool isCommand, bool more, int length)
    {
        byte flags = (byte)((more ? MoreFlag : 0) | (isCommand ? CommandFlag : 0));
        if (length <= byte.MaxValue)
        {
            return [flags, (byte)length];
        }

        byte[] head = new byte[9];
        head[0] = (byte)(flags | LongFlag);
        BinaryPrimitives.WriteInt64BigEndian(head.AsSpan(1), length);
        return head;
    }

    /// <summary>Reads one frame; its length is checked before anything is allocated for it.</summary>
    /// <param name="stream">The connection.</param>
    /// <param name="most">Most bytes of the body.</param>
    /// <param name="reserve">Called with the length before the body is read.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="EndOfStreamException">The connection was closed.</exception>
    /// <exception cref="ZmtpException">These bytes are no frame, or it is too large.</exception>
    public static async Task<ZmtpFrame> ReadAsync(
        Stream stream,
        long most,
        Action<int> reserve,
        CancellationToken cancellationToken
    )
    {
        byte[] head = new byte[8];
        await stream.ReadExactlyAsync(head.AsMemory(0, 1), cancellationToken).ConfigureAwait(false);
        byte flags = head[0];
        if ((flags & ~(MoreFlag | LongFlag | CommandFlag)) != 0)
        {
            throw new ZmtpException($"no frame of ZMTP 3 begins with the byte {flags}");
        }

        int width = (flags & LongFlag) != 0 ? 8 : 1;
        await stream.ReadExactlyAsync(head.AsMemory(0, width), cancellationToken).ConfigureAwait(false);
        ulong length = width == 1 ? head[0] : BinaryPrimitives.ReadUInt64BigEndian(head);
        if (length > (ulong)most)
        {
            throw new ZmtpException($"a frame of {length:N0} bytes where at most {most:N0} are taken");
        }

        reserve((int)length);
        byte[] body = new byte[length];
        await stream.ReadExactlyAsync(body, cancellationToken).ConfigureAwait(false);
        return new ZmtpFrame((flags & CommandFlag) != 0, (flags & MoreFlag) != 0, body);
    }
}
