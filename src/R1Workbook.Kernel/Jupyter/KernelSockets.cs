using System.Globalization;
using System.Text;
using NetMQ;
using NetMQ.Sockets;

namespace R1Workbook.Kernel.Jupyter;

/// <summary>The sockets on which a message is answered.</summary>
internal enum KernelSocket
{
    Shell,
    Control,
    Stdin,
    Iopub,
}

/// <summary>The five sockets of a kernel. One thread polls them and sends all that was queued, so order of queueing is
/// order on the wire.</summary>
internal sealed class KernelSockets : IDisposable
{
    private readonly ConnectionFile _connection;
    private readonly TextWriter _log;
    private readonly byte[] _key;
    private readonly NetMQPoller _poller = [];
    private readonly NetMQQueue<Sending> _sends = new();
    private readonly RouterSocket _shell = new(),
        _control = new(),
        _stdin = new();
    private readonly XPublisherSocket _iopub = new();
    private readonly ResponseSocket _heartbeat = new();

    public KernelSockets(ConnectionFile connection, TextWriter log)
    {
        (_connection, _log, _key) = (connection, log, Encoding.UTF8.GetBytes(connection.Key));
        _stdin.Options.RouterMandatory = true;

        // A second client's subscription is a subscription too, and is welcomed.
        _iopub.Options.XPubVerbose = true;
        _shell.ReceiveReady += (_, _) => Receive(_shell, Shell);
        _control.ReceiveReady += (_, _) => Receive(_control, Control);
        _stdin.ReceiveReady += (_, _) => Receive(_stdin, Stdin);
        _heartbeat.ReceiveReady += (_, _) => _heartbeat.SendMultipartMessage(_heartbeat.ReceiveMultipartMessage());
        _iopub.ReceiveReady += (_, _) => Subscribe(_iopub.ReceiveMultipartMessage());
        _sends.ReceiveReady += (_, _) => SendQueued();
    }

    /// <summary>Takes what comes on the sockets, on the polling thread.</summary>
    public Action<JupyterMessage> Shell { get; set; } = _ => { };

    /// <inheritdoc cref="Shell"/>
    public Action<JupyterMessage> Control { get; set; } = _ => { };

    /// <inheritdoc cref="Shell"/>
    public Action<JupyterMessage> Stdin { get; set; } = _ => { };

    /// <summary>Takes the topic of a new subscription to iopub.</summary>
    public Action<byte[]> Subscribed { get; set; } = _ => { };

    /// <summary>Takes the ports.</summary>
    /// <exception cref="ConnectionFileException">One is taken, or the address is not of this machine.</exception>
    public void Bind()
    {
        (NetMQSocket Socket, int Port)[] bound =
        [
            (_shell, _connection.ShellPort),
            (_control, _connection.ControlPort),
            (_stdin, _connection.StdinPort),
            (_heartbeat, _connection.HeartbeatPort),
            (_iopub, _connection.IopubPort),
        ];
        foreach ((NetMQSocket socket, int port) in bound)
        {
            socket.Options.Linger = TimeSpan.FromSeconds(1);

            // Without limits: a message dropped is a notebook that waits for ever, and cells are bounded themselves.
            (socket.Options.SendHighWatermark, socket.Options.ReceiveHighWatermark) = (0, 0);
            try
            {
                socket.Bind(string.Create(CultureInfo.InvariantCulture, $"tcp://{_connection.Ip}:{port}"));
            }
            catch (Exception e) when (e is NetMQException or System.Net.Sockets.SocketException)
            {
                throw new ConnectionFileException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{_connection.Ip}:{port} cannot be listened on: {e.Message} Is another kernel running with "
                            + $"this connection file?"
                    ),
                    e
                );
            }

            _poller.Add(socket);
        }

        _poller.Add(_sends);
    }

    /// <summary>Serves until <see cref="Stop"/>.</summary>
    public void Run() => _poller.Run();

    /// <summary>Stops once all that was queued before is sent.</summary>
    public void Stop() => Queue(new Sending(null, null, null));

    /// <summary>Queues a message.</summary>
    /// <param name="socket">Where it goes.</param>
    /// <param name="message">The message.</param>
    /// <param name="unreachable">Called when nobody with the message's identity is connected; only stdin tells.</param>
    public void Send(KernelSocket socket, JupyterMessage message, Action? unreachable = null) =>
        Queue(
            new Sending(
                socket switch
                {
                    KernelSocket.Shell => _shell,
                    KernelSocket.Control => _control,
                    KernelSocket.Stdin => _stdin,
                    _ => _iopub,
                },
                message.ToFrames(_key),
                unreachable
            )
        );

    public void Dispose()
    {
        _poller.Dispose();
        foreach (IDisposable socket in (IDisposable[])[_shell, _control, _stdin, _heartbeat, _iopub, _sends])
        {
            socket.Dispose();
        }

        NetMQConfig.Cleanup(block: true);
    }

    private void Queue(Sending sending)
    {
        try
        {
            _sends.Enqueue(sending);
        }
        catch (ObjectDisposedException)
        {
            // The kernel is ending; nobody listens any more.
        }
    }

    private void SendQueued()
    {
        while (_sends.TryDequeue(out Sending? next, TimeSpan.Zero))
        {
            if (next.Socket is not { } socket)
            {
                _poller.StopAsync();
                return;
            }

            try
            {
                socket.SendMultipartMessage(next.Frames!);
            }
            catch (HostUnreachableException)
            {
                next.Unreachable?.Invoke();
            }
        }
    }

    private void Receive(RouterSocket socket, Action<JupyterMessage> take)
    {
        try
        {
            take(JupyterMessage.Read(socket.ReceiveMultipartMessage(), _key));
        }
        catch (FormatException e)
        {
            _log.WriteLine("A message was left out: " + e.Message);
        }
    }

    private void Subscribe(NetMQMessage frames)
    {
        if (frames.First.ToByteArray() is [1, .. byte[] topic])
        {
            Subscribed(topic);
        }
    }

    private sealed record Sending(NetMQSocket? Socket, NetMQMessage? Frames, Action? Unreachable);
}
