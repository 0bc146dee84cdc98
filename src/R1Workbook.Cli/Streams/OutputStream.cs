namespace R1Workbook.Cli.Streams;

/// <summary>
/// Standard output that tells when it takes no more. The console's own stream is silent where nobody reads, and a verb
/// would go on computing for nobody.
/// </summary>
/// <param name="inner">What takes the bytes; null where the process was given no standard output.</param>
internal sealed class OutputStream(Stream? inner) : WriteOnlyStream
{
    // EPIPE of Linux and of macOS; ERROR_BROKEN_PIPE and ERROR_NO_DATA of Windows.
    private static readonly int[] NobodyReads = [32, unchecked((int)0x8007006D), unchecked((int)0x800700E8)];

    private Exception? _end;

    /// <inheritdoc/>
    /// <exception cref="ClosedOutputException">Nobody reads any more.</exception>
    /// <exception cref="OutputException">It takes no more: the disk is full, or it is closed.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        // A writer tries again what it still holds: that is no second fault.
        if (_end is not null)
            throw _end;
        try
        {
            if (inner is null)
                throw new IOException("it is closed");
            inner.Write(buffer);
        }
        catch (IOException exception) when (NobodyReads.Contains(exception.HResult))
        {
            throw _end = new ClosedOutputException();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw _end = new OutputException(exception.Message, exception);
        }
    }
}
