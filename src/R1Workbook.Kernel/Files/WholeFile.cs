namespace R1Workbook.Kernel.Files;

/// <summary>Writes a file whole or not at all: to a file beside it, flushed to the disk, then renamed. The name beside
/// it is new each time, since two sessions may save one file at once. (Core has <c>AtomicFile</c>, which the kernel
/// cannot refer to.)</summary>
public static class WholeFile
{
    /// <summary>Writes the file.</summary>
    /// <param name="path">The file; its folder is made when missing.</param>
    /// <param name="bytes">What it shall hold.</param>
    /// <exception cref="IOException">The folder or file cannot be written; the old file is as it was.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        string target = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        string temporary = target + "." + Guid.NewGuid().ToString("N")[..8] + ".tmp";
        try
        {
            using (FileStream file = File.Create(temporary))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
