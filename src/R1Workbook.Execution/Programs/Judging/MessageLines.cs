namespace R1Workbook.Execution.Programs.Judging;

/// <summary>Lines of bytes between two processes. Reads a stream line by line; a line that is too long ends the
/// reading.</summary>
/// <param name="stream">The stream.</param>
/// <param name="most">Most bytes of a line.</param>
internal sealed class MessageLines(Stream stream, int most)
{
    private byte[] _buffer = new byte[16_384];
    private int _start;
    private int _end;

    /// <summary>The next line without its end.</summary>
    /// <returns>Null where the stream has ended, or where the line is too long.</returns>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        int seen = _start;
        while (true)
        {
            int at = _buffer.AsSpan(seen, _end - seen).IndexOf((byte)'\n');
            if (at >= 0)
            {
                ReadOnlyMemory<byte> line = _buffer.AsMemory(_start, seen + at - _start);
                _start = seen + at + 1;
                return line;
            }
            seen = _end;
            if (_end - _start > most)
                return null;
            if (_end == _buffer.Length)
                seen = MakeRoom();
            int read;
            try
            {
                read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
            {
                return null;
            }
            if (read == 0)
                return null;
            _end += read;
        }
    }

    private int MakeRoom()
    {
        int length = _end - _start;
        byte[] target = length > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
        Buffer.BlockCopy(_buffer, _start, target, 0, length);
        (_buffer, _start, _end) = (target, 0, length);
        return length;
    }

    /// <summary>Sends a line where somebody still reads.</summary>
    /// <returns>False where nobody does.</returns>
    public static async Task<bool> TrySendAsync(Stream to, ReadOnlyMemory<byte> line, CancellationToken stop)
    {
        try
        {
            await SendAsync(to, line, stop).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Sends a line and its end.</summary>
    public static async Task SendAsync(Stream to, ReadOnlyMemory<byte> line, CancellationToken stop)
    {
        await to.WriteAsync(line, stop).ConfigureAwait(false);
        await to.WriteAsync("\n"u8.ToArray(), stop).ConfigureAwait(false);
        await to.FlushAsync(stop).ConfigureAwait(false);
    }

    /// <summary>Closes a stream: its reader knows that no line will come. What is still to be written may have no
    /// reader any more.</summary>
    public static void Close(Stream stream)
    {
        try
        {
            stream.Close();
        }
        catch (IOException)
        {
            // Its reader has ended.
        }
    }
}
