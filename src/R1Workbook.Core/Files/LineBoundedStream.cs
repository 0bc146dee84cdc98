using System.Globalization;

namespace R1Workbook.Core.Files;

/// <summary>
/// A file's content that is read once, forwards, and cannot fill the memory: a line that never ends is refused (a
/// compressed file of a megabyte can hold one of gigabytes), and so is a reader that asks again and again after the
/// end.
/// </summary>
/// <param name="inner">The content; disposed with this stream.</param>
/// <param name="longestLine">Most bytes between two line feeds; the longest line of the official files has some tens of
/// megabytes.</param>
public sealed class LineBoundedStream(Stream inner, long longestLine = LineBoundedStream.LongestLine) : Stream
{
    private const long LongestLine = 256L << 20;

    // A reader that has seen the end asks a few times more, not thousands of times.
    private const int MostReadsAtEnd = 10_000;

    private long _line;
    private int _readsAtEnd;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => inner.CanSeek;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => inner.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">A line is too long, or the end was passed too often.</exception>
    public override int Read(Span<byte> buffer)
    {
        int read = inner.Read(buffer);
        if (read == 0)
        {
            _readsAtEnd += buffer.Length > 0 ? 1 : 0;
            return _readsAtEnd <= MostReadsAtEnd
                ? 0
                : throw new InvalidDataException("the content ends before the reader found what it says it holds");
        }

        _readsAtEnd = 0;
        int feed = buffer[..read].LastIndexOf((byte)'\n');
        _line = feed < 0 ? _line + read : read - feed - 1;
        return _line <= longestLine
            ? read
            : throw new InvalidDataException(
                string.Create(CultureInfo.InvariantCulture, $"it holds a line of more than {longestLine:N0} bytes")
            );
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
