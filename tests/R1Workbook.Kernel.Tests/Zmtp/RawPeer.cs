using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace R1Workbook.Kernel.Tests.Zmtp;

/// <summary>A peer that writes the bytes of ZMTP 3.0 itself, so that it can break every rule.</summary>
internal sealed class RawPeer : IDisposable
{
    private readonly TcpClient _client = new();

    public RawPeer(int port)
    {
        _client.Connect(IPAddress.Loopback, port);
        Stream = _client.GetStream();
        Stream.ReadTimeout = 60_000;
        Stream.WriteTimeout = 60_000;
    }

    public NetworkStream Stream { get; }

    /// <summary>A peer that has greeted.</summary>
    public static RawPeer Greeted(int port, string type, string identity = "")
    {
        var peer = new RawPeer(port);
        peer.Write(Greeting());
        peer.Write(
            Frame(
                [.. Text("READY"), .. Property("Socket-Type", type), .. Property("Identity", identity)],
                command: true
            )
        );
        byte[] greeting = new byte[64];
        peer.Stream.ReadExactly(greeting);
        peer.Read();
        return peer;
    }

    public static byte[] Greeting()
    {
        byte[] greeting = new byte[64];
        (greeting[0], greeting[9], greeting[10]) = (0xFF, 0x7F, 3);
        "NULL"u8.CopyTo(greeting.AsSpan(12));
        return greeting;
    }

    public static byte[] Frame(byte[] body, bool more = false, bool command = false)
    {
        byte flags = (byte)((more ? 1 : 0) | (command ? 4 : 0));
        return body.Length < 256
            ? [flags, (byte)body.Length, .. body]
            : [.. Announced((ulong)body.Length, flags), .. body];
    }

    /// <summary>The head of a frame of which no more may come.</summary>
    public static byte[] Announced(ulong length, byte flags = 0)
    {
        byte[] head = new byte[9];
        head[0] = (byte)(flags | 2);
        BinaryPrimitives.WriteUInt64BigEndian(head.AsSpan(1), length);
        return head;
    }

    public static byte[] Text(string name) => [(byte)name.Length, .. Encoding.ASCII.GetBytes(name)];

    /// <summary>Writes as long as the other side takes it.</summary>
    /// <returns>Whether all was taken.</returns>
    public bool Write(params byte[][] parts)
    {
        try
        {
            foreach (byte[] part in parts)
                Stream.Write(part);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The next frame's body.</summary>
    public byte[] Read()
    {
        byte[] head = new byte[9];
        Stream.ReadExactly(head, 0, 2);
        if ((head[0] & 2) == 0)
        {
            byte[] body = new byte[head[1]];
            Stream.ReadExactly(body);
            return body;
        }

        Stream.ReadExactly(head, 2, 7);
        byte[] large = new byte[BinaryPrimitives.ReadUInt64BigEndian(head.AsSpan(1))];
        Stream.ReadExactly(large);
        return large;
    }

    /// <summary>Whether the other side has closed the connection; waits until it has.</summary>
    public bool IsClosed()
    {
        byte[] rest = new byte[1 << 16];
        try
        {
            while (Stream.Read(rest) > 0) { }
            return true;
        }
        catch (IOException e)
        {
            return e.InnerException
                is SocketException { SocketErrorCode: not SocketError.TimedOut and not SocketError.WouldBlock };
        }
    }

    public void Dispose() => _client.Dispose();

    private static byte[] Property(string name, string value)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
        return [.. Text(name), .. length, .. Encoding.ASCII.GetBytes(value)];
    }
}
