namespace R1Workbook.Core.Files;

/// <summary>
/// Writes a file whole or not at all. The content goes to a file beside it, whose name ends in ".partial"; it is
/// flushed to the disk and then takes the place of the old file in one step. A reader never sees half a file, and a
/// process that is killed leaves the old file as it was. The kernel's projects do not refer to Core: they have
/// <c>WholeFile.Write</c>.
/// </summary>
public static class AtomicFile
{
    /// <summary>Writes a file by means of a stream.</summary>
    /// <param name="path">The file; it is replaced where it exists.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The folder or the file cannot be written; the old file is as it was.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        WritePartial(path, write);
        Complete(path);
    }

    /// <summary>Writes a file of text in UTF-8, without a byte order mark.</summary>
    /// <param name="path">The file; it is replaced where it exists.</param>
    /// <param name="text">What it shall hold.</param>
    /// <exception cref="IOException">The folder or the file cannot be written; the old file is as it was.</exception>
    public static void WriteText(string path, string text) =>
        Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>Writes a file of lines in UTF-8; each line ends with a line feed.</summary>
    /// <param name="path">The file; it is replaced where it exists.</param>
    /// <param name="lines">Its lines, without their ends.</param>
    /// <exception cref="IOException">The folder or the file cannot be written; the old file is as it was.</exception>
    public static void WriteLines(string path, IEnumerable<string> lines) =>
        Write(
            path,
            stream =>
            {
                using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
                foreach (string line in lines)
                    writer.WriteLine(line);
            }
        );

    /// <summary>Writes the file beside it only: the first half of <see cref="Write"/>. Several files that belong
    /// together are all written so before the first of them is put in place.</summary>
    /// <param name="path">The file that shall be replaced later.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The folder or the file cannot be written; nothing of it is kept.</exception>
    public static void WritePartial(string path, Action<Stream> write)
    {
        try
        {
            using FileStream file = File.Create(Partial(path));
            write(file);
            file.Flush(flushToDisk: true);
        }
        catch
        {
            Discard(path);
            throw;
        }
    }

    /// <summary>Puts the file that was written beside it in its place: the second half of
    /// <see cref="Write"/>.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be replaced.</exception>
    public static void Complete(string path) => File.Move(Partial(path), path, overwrite: true);

    /// <summary>Deletes the file that was written beside it, where there is one.</summary>
    /// <param name="path">The file that keeps its content.</param>
    public static void Discard(string path)
    {
        if (File.Exists(Partial(path)))
            File.Delete(Partial(path));
    }

    /// <summary>The name of the file beside it.</summary>
    /// <param name="path">The file.</param>
    public static string Partial(string path) => path + ".partial";
}
