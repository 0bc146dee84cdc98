using System.Runtime.InteropServices;

namespace R1Workbook.Cli.Streams;

/// <summary>
/// Writes to a descriptor of Unix where its offset is, as every program does. (A FileStream keeps an offset of its own:
/// in <c>{ r1 verify a; r1 verify b; } &gt; file 2&gt;&amp;1</c> one would write over the other.)
/// </summary>
/// <param name="descriptor">The descriptor; it stays open.</param>
internal sealed unsafe partial class DescriptorStream(int descriptor) : WriteOnlyStream
{
    // The numbers are those of Linux; EAGAIN is 35 on macOS.
    private const int Interrupted = 4;
    private const short CanTake = 4;
    private static readonly int TryAgain = OperatingSystem.IsMacOS() ? 35 : 11;

    /// <inheritdoc/>
    /// <exception cref="IOException">The system takes no more; its number is the exception's HResult.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            nint written;
            fixed (byte* bytes = buffer)
                written = WriteSome(descriptor, bytes, buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }
            int error = Marshal.GetLastPInvokeError();
            if (error == TryAgain)
                WaitForRoom();
            else if (error != Interrupted)
                throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
        }
    }

    // Another program that shares the descriptor may have told it not to wait.
    private void WaitForRoom()
    {
        Poll poll = new() { Descriptor = descriptor, Events = CanTake };
        _ = WaitFor(&poll, 1, -1);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Poll
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint WriteSome(int descriptor, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int WaitFor(Poll* polls, nuint count, int milliseconds);
}
