using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace R1Workbook.Kernel.Zmtp;

/// <summary>
/// One port that speaks ZMTP 3.0, the protocol under ZeroMQ, as much of it as a Jupyter kernel needs. Own code, because
/// the libraries read a message of any length before the kernel can see who sent it (docs/decisions).
/// </summary>
/// <param name="type">Its kind as peers are told: ROUTER, XPUB or REP.</param>
/// <param name="limits">How much a peer may send and leave unread.</param>
/// <param name="unsigned">What all peers that are not trusted share.</param>
/// <param name="passed">Counts what is read.</param>
/// <param name="refused">Takes a line for what is refused.</param>
internal sealed class ZmtpSocket(
    string type,
    ZmtpLimits limits,
    UnsignedBytes unsigned,
    PassedBytes passed,
    Action<string> refused
) : IDisposable
{
    private readonly ConcurrentDictionary<ZmtpPeer, bool> _peers = new();
    private Socket? _listener;
    private string _place = "";

    /// <summary>Takes each message, one at a time for each peer, and many peers' side by side.</summary>
    public Action<ZmtpPeer, byte[][]> Received { get; set; } = (_, _) => { };

    /// <summary>Says why a connection is not taken; null: it is.</summary>
    public Func<Socket, string?> Refuses { get; set; } = _ => null;

    /// <summary>Those that are connected.</summary>
    public IEnumerable<ZmtpPeer> Peers => _peers.Keys;

    /// <summary>Takes the port.</summary>
    /// <param name="address">The address.</param>
    /// <param name="port">The port.</param>
    /// <exception cref="SocketException">It is taken, or the address is not of this machine.</exception>
    public void Bind(IPAddress address, int port)
    {
        _listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(address, port));
        _listener.Listen(ZmtpLimits.Connections);
        _place = string.Create(CultureInfo.InvariantCulture, $"{type} socket at port {port}");
    }

    /// <summary>Takes connections until it is disposed.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                Socket socket = await _listener!.AcceptAsync(cancellationToken).ConfigureAwait(false);
                if ((_peers.Count >= ZmtpLimits.Connections ? "too many connections" : Refuses(socket)) is { } why)
                {
                    refused($"A connection to the {_place} was refused: {why}.");
                    socket.Dispose();
                    continue;
                }

                passed.AddConnection();
                var peer = new ZmtpPeer(socket, limits, unsigned, passed);
                _peers[peer] = true;
                _ = ServeAsync(peer, cancellationToken);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException e)
            {
                // A peer that was gone before it was taken, or no descriptor left: both pass.
                refused($"A connection to the {_place} was lost: {e.Message}.");
                await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The connection that has this identity; null where there is none.</summary>
    public ZmtpPeer? Find(byte[] identity) =>
        identity.Length == 0 ? null : Peers.FirstOrDefault(peer => peer.Identity.AsSpan().SequenceEqual(identity));

    /// <summary>Waits until all that waits is sent.</summary>
    /// <param name="within">The longest wait.</param>
    public Task FlushAsync(TimeSpan within) => Task.WhenAll(Peers.Select(peer => peer.FlushAsync(within)));

    /// <summary>Gives the port back and closes all connections.</summary>
    public void Dispose()
    {
        _listener?.Dispose();
        foreach (ZmtpPeer peer in Peers)
        {
            peer.Dispose();
        }
    }

    private async Task ServeAsync(ZmtpPeer peer, CancellationToken cancellationToken)
    {
        // The accepting loop goes on at once.
        await Task.Yield();
        try
        {
            await peer.RunAsync(type, frames => Received(peer, frames), cancellationToken).ConfigureAwait(false);
        }
        catch (ZmtpException e)
        {
            refused($"A connection to the {_place} was closed: {e.Message}.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            refused($"A connection to the {_place} was closed: it began a message and did not end it.");
        }
        catch (Exception e)
            when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The peer has gone, or the kernel ends.
        }
        finally
        {
            peer.Dispose();
            _peers.TryRemove(peer, out _);
        }
    }
}
