using System.Globalization;

namespace R1Workbook.Benchmarks.Files;

/// <summary>Reads what has to be in memory as a whole (CSV, whose coding only its end shows; one JSON document;
/// Parquet, whose footer comes last), up to a size that no official file has.</summary>
internal static class WholeContent
{
    /// <summary>Most bytes, unpacked.</summary>
    public const long MostBytes = 512L << 20;

    private const int FirstBytes = 1 << 16;

    /// <summary>All bytes of a stream.</summary>
    /// <param name="stream">The stream; it is read to its end.</param>
    /// <param name="most">Most bytes.</param>
    /// <exception cref="InvalidDataException">It has more.</exception>
    public static ArraySegment<byte> Read(Stream stream, long most = MostBytes)
    {
        byte[] bytes = new byte[FirstBytes];
        int length = 0;
        while (true)
        {
            if (length == bytes.Length)
                Array.Resize(ref bytes, (int)Math.Min(2L * bytes.Length, most + 1));
            int read = stream.Read(bytes.AsSpan(length));
            if (read == 0)
                return new ArraySegment<byte>(bytes, 0, length);
            length += read;
            if (length > most)
            {
                throw new InvalidDataException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"it holds more than {most:N0} bytes, which would have to be in memory at once"
                    )
                );
            }
        }
    }
}
