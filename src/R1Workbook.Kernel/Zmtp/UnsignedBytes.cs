namespace R1Workbook.Kernel.Zmtp;

/// <summary>The bytes that all peers that are not trusted may have under way together.</summary>
/// <param name="most">The bound.</param>
internal sealed class UnsignedBytes(long most)
{
    // Frames as small as this are not counted: the number of connections bounds them, and a flood of large frames
    // must not keep an honest client's first request out.
    private const int Small = 64 << 10;

    private long _taken;

    /// <summary>Takes a part of the bound for a frame that is about to be read.</summary>
    /// <param name="bytes">Its length.</param>
    /// <exception cref="ZmtpException">So much is under way already.</exception>
    public void Take(int bytes)
    {
        if (bytes > Small && Interlocked.Add(ref _taken, bytes) > most)
        {
            Interlocked.Add(ref _taken, -bytes);
            throw new ZmtpException($"unsigned messages of more than {most:N0} bytes in all are under way");
        }
    }

    /// <summary>Gives back what <see cref="Take"/> took for this frame.</summary>
    public void Return(int bytes)
    {
        if (bytes > Small)
        {
            Interlocked.Add(ref _taken, -bytes);
        }
    }
}
