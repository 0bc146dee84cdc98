using System.Net.Sockets;
using System.Threading.Channels;

namespace R1Workbook.Kernel.Zmtp;

/// <summary>What waits to be sent to one peer. Messages of many peers share their frames, so that many that do not read
/// cost little more than one.</summary>
/// <param name="output">The connection.</param>
/// <param name="most">How many bytes may wait before a writer waits.</param>
internal sealed class ZmtpQueue(Stream output, int most)
{
    private const int Chunk = 16 << 10;

    // What a frame costs beside its bytes, so that a million empty messages are not free.
    private const int Overhead = 128;

    private readonly object _gate = new();
    private readonly Channel<(byte[][] Frames, bool IsCommand)> _waiting = Channel.CreateUnbounded<(byte[][], bool)>();
    private byte[]? _chunk;
    private int _filled;
    private long _taken;
    private long _queued;
    private long _sent;
    private bool _closed;

    /// <summary>Adds a message, or a command to the connection.</summary>
    /// <param name="frames">Its frames.</param>
    /// <param name="waits">Whether to wait for a peer that reads slowly; otherwise its connection is closed.</param>
    /// <param name="isCommand">Whether it is a command, of one frame.</param>
    /// <returns>Whether it was added: the connection is open.</returns>
    public bool Add(byte[][] frames, bool waits, bool isCommand = false)
    {
        lock (_gate)
        {
            if (waits)
            {
                WaitForRoom();
            }
            else if (_queued > most)
            {
                Close();
            }

            if (_closed)
            {
                return false;
            }

            _queued += frames.Sum(frame => frame.Length + (long)Overhead);
            return _waiting.Writer.TryWrite((frames, isCommand));
        }
    }

    /// <summary>Sends what is added until the connection ends; throws nothing.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                while (_waiting.Reader.TryRead(out (byte[][] Frames, bool IsCommand) next))
                {
                    await WriteAsync(next.Frames, next.IsCommand, cancellationToken).ConfigureAwait(false);
                }

                await SendChunkAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e)
            when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            Close();
        }
    }

    /// <summary>Waits until all is sent.</summary>
    /// <param name="within">The longest wait.</param>
    public Task FlushAsync(TimeSpan within) =>
        Task.Run(() =>
        {
            long until = Environment.TickCount64 + (long)within.TotalMilliseconds;
            lock (_gate)
            {
                while (!_closed && _queued > 0 && until - Environment.TickCount64 is > 0 and long left)
                {
                    Monitor.Wait(_gate, (int)left);
                }
            }
        });

    /// <summary>Takes nothing more and forgets what waits.</summary>
    public void Close()
    {
        lock (_gate)
        {
            if (!_closed)
            {
                _closed = true;
                _waiting.Writer.TryComplete();
                Monitor.PulseAll(_gate);
                output.Dispose();
            }
        }
    }

    private void WaitForRoom()
    {
        (long mark, long until) = (_sent, Deadline());
        while (!_closed && _queued > most)
        {
            if (until - Environment.TickCount64 is > 0 and long left)
            {
                Monitor.Wait(_gate, (int)left);
            }
            else if (_sent - mark < ZmtpLimits.TakenBytes)
            {
                Close();
            }
            else
            {
                (mark, until) = (_sent, Deadline());
            }
        }
    }

    private static long Deadline() => Environment.TickCount64 + (long)ZmtpLimits.TakenWithin.TotalMilliseconds;

    private async ValueTask WriteAsync(byte[][] frames, bool isCommand, CancellationToken cancellationToken)
    {
        for (int i = 0; i < frames.Length; i++)
        {
            byte[] head = ZmtpFrame.Head(isCommand, i < frames.Length - 1, frames[i].Length);
            await WriteAsync(head, cancellationToken).ConfigureAwait(false);
            _taken += Overhead - head.Length;
            await WriteAsync(frames[i], cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            int taken = Math.Min(bytes.Length, Chunk - _filled);
            bytes[..taken].CopyTo((_chunk ??= new byte[Chunk]).AsMemory(_filled));
            _filled += taken;
            _taken += taken;
            bytes = bytes[taken..];
            if (_filled == Chunk)
            {
                await SendChunkAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask SendChunkAsync(CancellationToken cancellationToken)
    {
        await output.WriteAsync(_chunk.AsMemory(0, _filled), cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            _sent += _filled;
            _queued -= _taken;
            Monitor.PulseAll(_gate);
        }

        (_filled, _taken) = (0, 0);
    }
}
