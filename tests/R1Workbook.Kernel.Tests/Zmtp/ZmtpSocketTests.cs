using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using R1Workbook.Kernel.Zmtp;

namespace R1Workbook.Kernel.Tests.Zmtp;

public sealed class ZmtpSocketTests : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly BlockingCollection<string> _refused = [];
    private readonly BlockingCollection<(ZmtpPeer Peer, byte[][] Frames)> _received = [];
    private readonly List<(ZmtpSocket Socket, Task Running)> _open = [];

    [Fact]
    public void A_message_of_several_frames_comes_whole_and_is_answered()
    {
        int port = Open("ROUTER", ZmtpLimits.Requests);
        using RawPeer peer = RawPeer.Greeted(port, "DEALER", "me");
        byte[] large = Enumerable.Range(0, 100_000).Select(i => (byte)i).ToArray();
        peer.Write(RawPeer.Frame("one"u8.ToArray(), more: true), RawPeer.Frame([], more: true), RawPeer.Frame(large));
        (ZmtpPeer from, byte[][] frames) = Take();
        Assert.Equal("me", Encoding.ASCII.GetString(from.Identity));
        Assert.Equal(["one"u8.ToArray(), [], large], frames);
        Assert.True(from.Send([large, "two"u8.ToArray()]));
        Assert.Equal(large, peer.Read());
        Assert.Equal("two"u8.ToArray(), peer.Read());
    }

    [Fact]
    public void A_ping_is_answered_with_its_context()
    {
        using RawPeer peer = RawPeer.Greeted(Open("ROUTER", ZmtpLimits.Requests), "DEALER");
        peer.Write(RawPeer.Frame([.. RawPeer.Text("PING"), 0, 1, .. "abc"u8], command: true));
        Assert.Equal([.. RawPeer.Text("PONG"), .. "abc"u8], peer.Read());
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 63)]
    [InlineData((1UL << 32) + 1)]
    [InlineData(300_000_000UL)]
    [InlineData(65_537UL)]
    public void A_frame_that_is_announced_too_long_closes_the_connection_before_it_is_read(ulong length)
    {
        using RawPeer peer = RawPeer.Greeted(Open("REP", ZmtpLimits.Echo), "REQ");
        peer.Write(RawPeer.Announced(length));
        Assert.True(peer.IsClosed());
        Assert.Contains("at most 65,536 are taken", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_that_never_ends_is_bounded_in_bytes_and_frames()
    {
        int port = Open("ROUTER", ZmtpLimits.Requests);
        using RawPeer large = RawPeer.Greeted(port, "DEALER");
        byte[] frame = RawPeer.Frame(new byte[200_000], more: true);
        large.Write([.. Enumerable.Repeat(frame, 100)]);
        Assert.True(large.IsClosed());
        using RawPeer many = RawPeer.Greeted(port, "DEALER");
        many.Write([.. Enumerable.Repeat(RawPeer.Frame([], more: true), 1_000)]);
        Assert.True(many.IsClosed());
        Assert.Empty(_received);
    }

    [Fact]
    public void A_peer_that_is_trusted_may_send_more()
    {
        using RawPeer peer = RawPeer.Greeted(Open("ROUTER", ZmtpLimits.Requests), "DEALER");
        peer.Write(RawPeer.Frame([1]));
        Take().Peer.Trust();
        peer.Write(RawPeer.Frame([2]), RawPeer.Frame(new byte[20_000_000]));
        Take();
        Assert.Equal(20_000_000, Take().Frames[0].Length);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0")]
    public void What_is_not_ZeroMQ_is_refused(string text)
    {
        using var peer = new RawPeer(Open("ROUTER", ZmtpLimits.Requests));
        peer.Write(Encoding.ASCII.GetBytes(text));
        Assert.True(peer.IsClosed());
        Assert.Contains("is not ZeroMQ", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Metadata_that_are_cut_off_are_refused()
    {
        int port = Open("ROUTER", ZmtpLimits.Requests);
        byte[][] broken =
        [
            RawPeer.Text("READY")[..3],
            [.. RawPeer.Text("READY"), 200],
            [.. RawPeer.Text("READY"), .. RawPeer.Text("Identity"), 0xFF, 0xFF, 0xFF, 0xFF],
            [.. RawPeer.Text("READY"), .. RawPeer.Text("Identity"), 0, 0, 0, 5, 1],
        ];
        foreach (byte[] body in broken)
        {
            using var peer = new RawPeer(port);
            peer.Write(RawPeer.Greeting(), RawPeer.Frame(body, command: true));
            Assert.True(peer.IsClosed());
        }

        foreach (byte[] _ in broken)
            Assert.Contains("READY command", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Subscriptions_are_prefixes_and_bounded()
    {
        int port = Open("XPUB", ZmtpLimits.Subscriptions, Subscribe);
        using RawPeer peer = RawPeer.Greeted(port, "SUB");
        peer.Write(RawPeer.Frame([1, .. "st"u8]));
        Assert.Equal("st"u8.ToArray(), peer.Read());
        ZmtpPeer ours = Take().Peer;
        Assert.True(ours.Takes("status"u8.ToArray()));
        Assert.False(ours.Takes("s"u8.ToArray()));
        peer.Write(RawPeer.Frame([0, .. "st"u8]));
        Take();
        Assert.False(ours.Takes("status"u8.ToArray()));
        peer.Write([.. Enumerable.Range(0, ZmtpLimits.Topics + 1).Select(i => RawPeer.Frame([1, (byte)i]))]);
        Assert.True(peer.IsClosed());
        Assert.Contains("more than 64 subscriptions", Refusal(), StringComparison.Ordinal);

        void Subscribe(ZmtpPeer from, byte[][] frames) => from.Subscribe(frames[0], topic => from.Reply([topic]));
    }

    [Fact]
    public async Task A_peer_that_reads_nothing_is_dropped_and_one_that_reads_gets_all()
    {
        int port = Open("XPUB", ZmtpLimits.Subscriptions with { QueuedBytes = 1 << 20 });
        using RawPeer silent = RawPeer.Greeted(port, "SUB"),
            reading = RawPeer.Greeted(port, "SUB");
        silent.Write(RawPeer.Frame([1]));
        ZmtpPeer ofSilent = Take().Peer;
        reading.Write(RawPeer.Frame([1]));
        ZmtpPeer ofReading = Take().Peer;
        byte[] frame = new byte[500_000];
        Task<int> read = Task.Run(() =>
        {
            int count = 0;
            while (count < 200 && reading.Read().Length == frame.Length)
                count++;
            return count;
        });
        bool silentIsOpen = true;
        for (int i = 0; i < 200; i++)
        {
            silentIsOpen = ofSilent.Send([frame]);
            Assert.True(ofReading.Send([frame]));
        }

        Assert.False(silentIsOpen);
        Assert.Equal(200, await read);
    }

    [Fact]
    public void More_connections_than_a_port_takes_are_refused_and_those_that_it_has_go_on()
    {
        int port = Open("ROUTER", ZmtpLimits.Requests);
        List<RawPeer> peers = [];
        for (int i = 0; i < ZmtpLimits.Connections; i++)
            peers.Add(RawPeer.Greeted(port, "DEALER"));
        using var last = new RawPeer(port);
        Assert.True(last.IsClosed());
        Assert.Contains("too many connections", Refusal(), StringComparison.Ordinal);
        peers[0].Write(RawPeer.Frame([7]));
        Assert.Equal([7], Take().Frames[0]);
        peers.ForEach(peer => peer.Dispose());
    }

    [Fact]
    public void Whose_a_connection_is_can_be_told_on_Linux()
    {
        if (!OperatingSystem.IsLinux())
            return;
        int port = Open("ROUTER", ZmtpLimits.Requests);
        using var client = new TcpClient();
        client.Connect(IPAddress.Loopback, port);
        uint? user = LoopbackUser.User(
            (IPEndPoint)client.Client.LocalEndPoint!,
            (IPEndPoint)client.Client.RemoteEndPoint!
        );
        string own = File.ReadLines("/proc/self/status")
            .First(line => line.StartsWith("Uid:", StringComparison.Ordinal));
        Assert.Equal(own.Split('\t')[1], user?.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        foreach ((ZmtpSocket socket, Task running) in _open)
        {
            socket.Dispose();
            await running;
        }

        _received.Dispose();
        _refused.Dispose();
        _end.Dispose();
    }

    private int Open(string type, ZmtpLimits limits, Action<ZmtpPeer, byte[][]>? take = null)
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        var socket = new ZmtpSocket(type, limits, new UnsignedBytes(8 << 20), new PassedBytes(), _refused.Add)
        {
            Received = (peer, frames) =>
            {
                (take ?? ((from, message) => from.Subscribe(message[0], _ => { })))(peer, frames);
                _received.Add((peer, frames));
            },
        };
        socket.Bind(IPAddress.Loopback, port);
        _open.Add((socket, socket.RunAsync(_end.Token)));
        return port;
    }

    private string Refusal()
    {
        Assert.True(_refused.TryTake(out string? line, TimeSpan.FromSeconds(60)));
        return line;
    }

    private (ZmtpPeer Peer, byte[][] Frames) Take()
    {
        Assert.True(_received.TryTake(out (ZmtpPeer, byte[][]) next, TimeSpan.FromSeconds(60)));
        return next;
    }
}
