using System.Globalization;
using System.Text;

namespace R1Workbook.Core.Files;

/// <summary>
/// Reads files that have to be in memory as a whole (settings in JSON, templates), up to a size. What strangers give as
/// such a file can be a gigabyte, or a device without end.
/// </summary>
public static class BoundedFile
{
    /// <summary>Most bytes of a file of settings (config.json, run.json, a chat template): 16 MiB. The largest official
    /// ones have about 2 MB.</summary>
    public const long MostSettings = 16L << 20;

    /// <summary>Most bytes of a file that names every token or every tensor (tokenizer.json,
    /// model.safetensors.index.json): 128 MiB. The largest official ones have about 35 MB.</summary>
    public const long MostNames = 128L << 20;

    private const int FirstBytes = 1 << 16;

    /// <summary>All bytes of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">Most bytes that it may have.</param>
    /// <exception cref="InvalidDataException">It has more; no more than <paramref name="most"/> are read.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] Bytes(string path, long most)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        // A device or a pipe says that it has no bytes, and a file can grow.
        long said = file.CanSeek ? file.Length : 0;
        byte[] bytes = new byte[said <= most ? Math.Max(said + 1, FirstBytes) : 0];
        int length = 0;
        while (said <= most)
        {
            if (length == bytes.Length)
                Array.Resize(ref bytes, (int)Math.Min(2L * bytes.Length, most + 1));
            int read = file.Read(bytes.AsSpan(length));
            if (read == 0)
                return bytes[..length];
            said = Math.Max(said, length += read);
        }

        throw new InvalidDataException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"it has more than the {most:N0} bytes that are read of a file of its kind. Is it the right file?"
            )
        );
    }

    /// <summary>The text of a file in UTF-8, with or without a byte order mark.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">Most bytes that it may have.</param>
    /// <exception cref="InvalidDataException">It has more; no more than <paramref name="most"/> are read.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string Text(string path, long most)
    {
        byte[] bytes = Bytes(path, most);
        int mark = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        return Encoding.UTF8.GetString(bytes.AsSpan(mark));
    }
}
