using System.Net.Sockets;

namespace R1Workbook.Kernel.Zmtp;

/// <summary>One connection: reads the peer's messages within its limits, and keeps what waits to be sent to
/// it.</summary>
internal sealed class ZmtpPeer : IDisposable
{
    private const int MostCommand = 512;

    private readonly NetworkStream _output;
    private readonly BufferedStream _input;
    private readonly ZmtpLimits _limits;
    private readonly UnsignedBytes _unsigned;
    private readonly PassedBytes _passed;
    private readonly ZmtpQueue _queue;
    private readonly Lock _gate = new();
    private readonly List<byte[]> _topics = [];

    /// <summary>A connection that was accepted.</summary>
    /// <param name="socket">The connection; it is closed with this object.</param>
    /// <param name="limits">How much the peer may send and leave unread.</param>
    /// <param name="unsigned">What all peers that are not trusted share.</param>
    /// <param name="passed">Counts what is read.</param>
    public ZmtpPeer(Socket socket, ZmtpLimits limits, UnsignedBytes unsigned, PassedBytes passed)
    {
        (_limits, _unsigned, _passed) = (limits, unsigned, passed);
        socket.NoDelay = true;
        _output = new NetworkStream(socket, ownsSocket: true);
        _input = new BufferedStream(_output);
        _queue = new ZmtpQueue(_output, limits.QueuedBytes);
    }

    /// <summary>What the peer calls itself; empty where it has no name.</summary>
    public byte[] Identity { get; private set; } = [];

    /// <summary>Whether it has signed a message: it then has larger limits.</summary>
    public bool IsTrusted { get; private set; }

    /// <summary>Gives the peer the larger limits.</summary>
    public void Trust() => IsTrusted = true;

    /// <summary>Serves the connection until it ends.</summary>
    /// <param name="socketType">Our kind of socket.</param>
    /// <param name="take">Takes each message; called one at a time.</param>
    /// <param name="cancellationToken">Ends the connection.</param>
    /// <exception cref="IOException">The connection ended.</exception>
    /// <exception cref="ZmtpException">The peer broke the protocol or a limit.</exception>
    /// <exception cref="OperationCanceledException">The peer took too long.</exception>
    public async Task RunAsync(string socketType, Action<byte[][]> take, CancellationToken cancellationToken)
    {
        using (var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            patience.CancelAfter(ZmtpLimits.Patience);
            Identity = await ZmtpHandshake
                .AcceptAsync(_input, _output, socketType, patience.Token)
                .ConfigureAwait(false);
        }

        Task writing = _queue.RunAsync(cancellationToken);
        try
        {
            while (true)
            {
                await ReadAsync(take, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Dispose();
            await writing.ConfigureAwait(false);
        }
    }

    /// <summary>Sends a message after those that wait. Where too much waits, the caller does until the peer has read on
    /// or, because it does not, its connection is closed.</summary>
    /// <param name="frames">The message; not changed afterwards.</param>
    /// <returns>Whether the connection is open.</returns>
    public bool Send(byte[][] frames) => _queue.Add(frames, waits: true);

    /// <summary>As <see cref="Send"/>, but closes the connection at once where too much waits.</summary>
    public void Reply(byte[][] frames) => _queue.Add(frames, waits: false);

    /// <summary>Adds a subscription or takes one away (the first byte of its message says which).</summary>
    /// <param name="message">What the peer sent.</param>
    /// <param name="welcome">Called for a new one before anything can be published under it.</param>
    /// <exception cref="ZmtpException">The peer has too many.</exception>
    public void Subscribe(byte[] message, Action<byte[]> welcome)
    {
        if (message is not [byte kind and (0 or 1), .. byte[] topic])
        {
            return;
        }

        lock (_gate)
        {
            if (kind == 0)
            {
                int at = _topics.FindIndex(known => known.AsSpan().SequenceEqual(topic));
                _topics.RemoveRange(Math.Max(at, 0), at < 0 ? 0 : 1);
                return;
            }

            if (_topics.Count == ZmtpLimits.Topics)
            {
                throw new ZmtpException($"more than {ZmtpLimits.Topics} subscriptions");
            }

            welcome(topic);
            _topics.Add(topic);
        }
    }

    /// <summary>Whether the peer has subscribed to what begins as this topic does.</summary>
    public bool Takes(byte[] topic)
    {
        lock (_gate)
        {
            return _topics.Exists(wanted => topic.AsSpan().StartsWith(wanted));
        }
    }

    /// <summary>Waits until all that waits is sent.</summary>
    public Task FlushAsync(TimeSpan within) => _queue.FlushAsync(within);

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _queue.Close();

    private async Task ReadAsync(Action<byte[][]> take, CancellationToken cancellationToken)
    {
        List<byte[]> frames = [];
        List<int> reserved = [];
        long left = IsTrusted ? _limits.MessageBytes : _limits.FirstMessageBytes;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            ZmtpFrame frame;
            do
            {
                frame = await ZmtpFrame.ReadAsync(_input, left, Reserve, patience.Token).ConfigureAwait(false);
                if (frame.IsCommand)
                {
                    Answer(frame.Body);
                    return;
                }

                frames.Add(frame.Body);
                left -= frame.Body.Length;
                if (frames.Count > _limits.MessageFrames)
                {
                    throw new ZmtpException($"a message of more than {_limits.MessageFrames} frames");
                }
            } while (frame.More);

            take([.. frames]);
        }
        finally
        {
            reserved.ForEach(_unsigned.Return);
            frames.ForEach(_passed.AddFrame);
        }

        void Reserve(int bytes)
        {
            if (IsTrusted)
            {
                return;
            }

            if (reserved.Count == 0)
            {
                patience.CancelAfter(ZmtpLimits.Patience);
            }

            _unsigned.Take(bytes);
            reserved.Add(bytes);
        }
    }

    // PING carries two bytes of time to live and a context that PONG gives back (RFC 37). Others are left out.
    private void Answer(byte[] command)
    {
        byte[] ping = ZmtpHandshake.Name("PING");
        int context = ping.Length + sizeof(ushort);
        if (command.AsSpan().StartsWith(ping) && command.Length >= context && command.Length <= MostCommand)
        {
            byte[] pong = [.. ZmtpHandshake.Name("PONG"), .. command.AsSpan(context)];
            _queue.Add([pong], waits: false, isCommand: true);
        }
    }
}
