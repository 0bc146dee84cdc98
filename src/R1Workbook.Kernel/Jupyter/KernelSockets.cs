using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using R1Workbook.Kernel.Zmtp;

namespace R1Workbook.Kernel.Jupyter;

/// <summary>The five sockets of a kernel. What is sent to one client on one socket comes in the order in which it was
/// sent.</summary>
internal sealed class KernelSockets : IDisposable
{
    // What peers that have signed nothing may have under way together.
    private const long MostUnsigned = 8 << 20;

    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    private readonly ConnectionFile _connection;
    private readonly RefusalLog _refusals;
    private readonly byte[] _key;
    private readonly PassedBytes _passed = new();
    private readonly SeenSignatures _seen = new();
    private readonly CancellationTokenSource _end = new();
    private readonly ZmtpSocket _shell;
    private readonly ZmtpSocket _control;
    private readonly ZmtpSocket _stdin;
    private readonly ZmtpSocket _iopub;
    private readonly ZmtpSocket _heartbeat;
    private Task _serving = Task.CompletedTask;

    public KernelSockets(ConnectionFile connection, TextWriter log)
    {
        (_connection, _key) = (connection, Encoding.UTF8.GetBytes(connection.Key));
        _refusals = new RefusalLog(log);
        var unsigned = new UnsignedBytes(MostUnsigned);
        ZmtpSocket Open(string type, ZmtpLimits limits) => new(type, limits, unsigned, _passed, _refusals.Add);
        _shell = Open("ROUTER", ZmtpLimits.Requests);
        _control = Open("ROUTER", ZmtpLimits.Requests);
        _stdin = Open("ROUTER", ZmtpLimits.Requests);
        _iopub = Open("XPUB", ZmtpLimits.Subscriptions);
        _heartbeat = Open("REP", ZmtpLimits.Echo);
        _shell.Received = (peer, frames) => Receive(peer, frames, Shell);
        _control.Received = (peer, frames) => Receive(peer, frames, Control);
        _stdin.Received = (peer, frames) => Receive(peer, frames, Stdin);
        _heartbeat.Received = (peer, frames) => peer.Reply(frames);
        _iopub.Received = Subscribe;
    }

    /// <summary>Takes what comes on the sockets; from many threads, but in order for each client.</summary>
    public Action<JupyterMessage> Shell { get; set; } = _ => { };

    /// <inheritdoc cref="Shell"/>
    public Action<JupyterMessage> Control { get; set; } = _ => { };

    /// <inheritdoc cref="Shell"/>
    public Action<JupyterMessage> Stdin { get; set; } = _ => { };

    /// <summary>The first message to a new subscription.</summary>
    public Func<byte[], JupyterMessage?> Welcome { get; set; } = _ => null;

    /// <summary>Called when somebody has subscribed to iopub.</summary>
    public Action Subscribed { get; set; } = () => { };

    private IReadOnlyList<ZmtpSocket> All => [_shell, _control, _stdin, _iopub, _heartbeat];

    /// <summary>Takes the ports and the connections to them.</summary>
    /// <exception cref="ConnectionFileException">One is taken, or the address is not of this machine.</exception>
    public void Start()
    {
        int[] ports =
        [
            _connection.ShellPort,
            _connection.ControlPort,
            _connection.StdinPort,
            _connection.IopubPort,
            _connection.HeartbeatPort,
        ];
        foreach ((ZmtpSocket socket, int port) in All.Zip(ports))
        {
            if (!_connection.AllowOtherUsers)
            {
                socket.Refuses = LoopbackUser.WhyRefused;
            }

            try
            {
                socket.Bind(Address(_connection.Ip), port);
            }
            catch (SocketException e)
            {
                throw new ConnectionFileException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{_connection.Ip}:{port} cannot be listened on: {e.Message}. Is another kernel running with "
                            + $"this connection file?"
                    ),
                    e
                );
            }
        }

        _serving = Task.WhenAll(All.Select(socket => socket.RunAsync(_end.Token)));
    }

    /// <summary>Sends what waits, at most for a moment, and closes the connections.</summary>
    public async Task StopAsync()
    {
        await Task.WhenAll(All.Select(socket => socket.FlushAsync(Linger))).ConfigureAwait(false);
        await _end.CancelAsync().ConfigureAwait(false);
        foreach (ZmtpSocket socket in All)
        {
            socket.Dispose();
        }

        await _serving.ConfigureAwait(false);
    }

    /// <summary>Sends a message to the client that asked.</summary>
    /// <param name="message">The message.</param>
    public void Reply(JupyterMessage message) => message.Client?.Send(message.ToFrames(_key));

    /// <summary>Sends a question to the stdin socket of the client that asked.</summary>
    /// <returns>Whether the client has one.</returns>
    public bool Ask(JupyterMessage message) =>
        message.Client is { } client && _stdin.Find(client.Identity)?.Send(message.ToFrames(_key)) == true;

    /// <summary>Sends a message to all that listen.</summary>
    /// <param name="message">The message; its route is the topic.</param>
    public void Publish(JupyterMessage message)
    {
        byte[][] frames = message.ToFrames(_key);
        foreach (ZmtpPeer peer in _iopub.Peers)
        {
            if (peer.Takes(frames[0]))
            {
                peer.Send(frames);
            }
        }

        _passed.AddFrame(frames[^1]);
    }

    public void Dispose()
    {
        foreach (ZmtpSocket socket in All)
        {
            socket.Dispose();
        }

        _end.Dispose();
    }

    private static IPAddress Address(string ip) =>
        ip == "*" ? IPAddress.Any
        : IPAddress.TryParse(ip, out IPAddress? address) ? address
        : Dns.GetHostAddresses(ip)[0];

    private void Receive(ZmtpPeer peer, byte[][] frames, Action<JupyterMessage> take)
    {
        try
        {
            JupyterMessage message = JupyterMessage.Read(frames, _key, _seen);
            peer.Trust();
            take(message with { Client = peer });
        }
        catch (FormatException e)
        {
            _refusals.Add("A message was left out: " + e.Message);
        }
    }

    private void Subscribe(ZmtpPeer peer, byte[][] frames)
    {
        bool isNew = false;
        peer.Subscribe(
            frames[0],
            topic =>
            {
                isNew = true;
                if (Welcome(topic) is { } welcome)
                {
                    peer.Reply(welcome.ToFrames(_key));
                }
            }
        );
        if (isNew)
        {
            Subscribed();
        }
    }
}
