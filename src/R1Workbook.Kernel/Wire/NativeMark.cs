using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace R1Workbook.Kernel.Wire;

/// <summary>
/// Marks in the process's own stdout and stderr, which native code writes to. The other side takes them out; what stood
/// before a mark was printed before the message that names it.
/// </summary>
internal sealed partial class NativeMark(string secret)
{
    public const char Border = '\u0001';

    private readonly Stream _out = Open(1, Console.OpenStandardOutput);
    private readonly Stream _error = Open(2, Console.OpenStandardError);
    private long _last;
    private bool _broken;

    /// <summary>Native code buffers whole blocks when its stdout is no terminal; lines keep the order with what cells
    /// print.</summary>
    public static void BufferLines()
    {
        if (
            OperatingSystem.IsLinux()
            && NativeLibrary.TryLoad("libc.so.6", out nint libc)
            && NativeLibrary.TryGetExport(libc, "stdout", out nint stdout)
        )
        {
            const int LineBuffered = 1;
            _ = SetBuffer(Marshal.ReadIntPtr(stdout), 0, LineBuffered, 0);
        }
    }

    /// <summary>Writes out what native code has printed and not flushed.</summary>
    public static void FlushNative()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = FlushAll(0);
        }
    }

    /// <summary>Sets the next mark; not for several threads at once.</summary>
    /// <returns>Its number; 0 when a cell closed the streams.</returns>
    public long Next()
    {
        if (_broken)
        {
            return 0;
        }

        try
        {
            byte[] mark = Encoding.ASCII.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{Border}{secret}.{_last + 1}{Border}")
            );
            _out.Write(mark);
            _error.Write(mark);
            return ++_last;
        }
        catch (IOException)
        {
            _broken = true;
            return 0;
        }
    }

    // Not Console's own stream: it takes Console.Out's lock, which a cell that prints holds while it waits for what a
    // mark is part of.
    private static Stream Open(nint descriptor, Func<Stream> otherwise) =>
        OperatingSystem.IsWindows()
            ? otherwise()
            : new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);

    [LibraryImport("libc", EntryPoint = "fflush")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FlushAll(nint stream);

    [LibraryImport("libc", EntryPoint = "setvbuf")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetBuffer(nint stream, nint buffer, int mode, nuint size);
}
