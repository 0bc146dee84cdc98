namespace R1Workbook.Kernel.Zmtp;

/// <summary>
/// Counts the bytes that passed through the sockets, and collects what they left behind each time that it is much. The
/// collector alone would wait for a few hundred megabytes, because the machine has them; a kernel that only passes
/// messages on should stay as small as it was.
/// </summary>
internal sealed class PassedBytes
{
    private const long Much = 4 << 20;

    // What a frame leaves behind beside its bytes, and what a connection does.
    private const int OfFrame = 1 << 10,
        OfConnection = 32 << 10;

    private long _passed;

    /// <summary>Adds a connection that was taken.</summary>
    public void AddConnection() => Add(OfConnection);

    /// <summary>Adds a frame that was read or sent.</summary>
    public void AddFrame(byte[] frame) => Add(frame.Length + OfFrame);

    private void Add(int bytes)
    {
        long before = Interlocked.Add(ref _passed, bytes) - bytes;
        if (before / Much != (before + bytes) / Much)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}
