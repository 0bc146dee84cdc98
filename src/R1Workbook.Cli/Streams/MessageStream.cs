namespace R1Workbook.Cli.Streams;

/// <summary>
/// Standard error that never fails: a message that nobody can take is lost, and the work whose rows go to standard
/// output is not.
/// </summary>
/// <param name="inner">What takes the bytes; null where the process was given no standard error.</param>
internal sealed class MessageStream(Stream? inner) : WriteOnlyStream
{
    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner?.Write(buffer);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // There is no place left to say so.
        }
    }
}
