using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace R1Workbook.Benchmarks.Files;

/// <summary>How many bytes a packed page can hold. The reading library takes memory for the number that the page or the
/// packed bytes name, before it unpacks.</summary>
internal static class PackedSize
{
    // Most bytes that one byte can stand for. Snappy: copies of 64 bytes in 3. LZ4: a length goes on in bytes of 255.
    // Deflate: matches of 258 bytes in 2 bits. Zstandard: blocks of 128 KiB in 4 bytes.
    private const long Snappy = 22,
        Lz4 = 255,
        Deflate = 1032,
        ZstandardBlock = 128 << 10,
        Slack = 64;

    /// <summary>Checks a page.</summary>
    /// <param name="codec">Its compression: the number in parquet.thrift.</param>
    /// <param name="packed">Its bytes.</param>
    /// <param name="said">How many bytes it says that they are, unpacked.</param>
    /// <returns>How many they are at most.</returns>
    /// <exception cref="InvalidDataException">They cannot be so many, or the compression is not read.</exception>
    public static long Check(long codec, ReadOnlySpan<byte> packed, long said)
    {
        long inside = codec switch
        {
            1 => SnappyLength(packed),
            4 => BrotliLength(packed, said),
            6 => ZstandardLength(packed),
            _ => said,
        };
        long most = codec switch
        {
            0 => packed.Length,
            1 => Snappy * packed.Length + Slack,
            2 => Deflate * packed.Length + Slack,
            4 => inside,
            5 or 7 => Lz4 * packed.Length + Slack,
            6 => ZstandardBlock / 4 * packed.Length + Slack,
            _ => throw new InvalidDataException(
                string.Create(CultureInfo.InvariantCulture, $"its compression {codec} is not read here")
            ),
        };
        long size = Math.Max(said, inside);
        return size <= most
            ? size
            : throw new InvalidDataException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"a page of {packed.Length:N0} bytes is said to hold {size:N0}, more than it can"
                )
            );
    }

    // Snappy begins with the length as a varint.
    private static long SnappyLength(ReadOnlySpan<byte> packed)
    {
        long length = 0;
        for (int i = 0; i < Math.Min(packed.Length, 5); i++)
        {
            length |= (long)(packed[i] & 0x7F) << (7 * i);
            if (packed[i] < 0x80)
                return length;
        }

        return packed.IsEmpty ? 0 : throw new InvalidDataException("a page is no Snappy");
    }

    // Brotli has no bound: its bytes are counted, and thrown away.
    private static long BrotliLength(ReadOnlySpan<byte> packed, long said)
    {
        byte[] part = new byte[1 << 16];
        using BrotliDecoder decoder = new();
        long length = 0;
        while (length <= said)
        {
            var status = decoder.Decompress(packed, part, out int used, out int written);
            packed = packed[used..];
            length += written;
            if (status != System.Buffers.OperationStatus.DestinationTooSmall)
                break;
        }

        return length == said ? length : throw new InvalidDataException($"a page is not the {said} bytes it says");
    }

    // A frame names its length, or not. A second one could name any, so there must be one only: its blocks lead to its
    // end.
    private static long ZstandardLength(ReadOnlySpan<byte> packed)
    {
        if (packed.Length < 6 || BinaryPrimitives.ReadUInt32LittleEndian(packed) != 0xFD2FB528)
            throw NoZstandard();
        byte head = packed[4];
        bool single = (head & 0x20) != 0,
            checksum = (head & 0x4) != 0;
        int at = 5 + (single ? 0 : 1) + ((head & 3) == 3 ? 4 : head & 3);
        int width = (head >> 6) switch
        {
            0 => single ? 1 : 0,
            1 => 2,
            2 => 4,
            _ => 8,
        };
        if (at + width > packed.Length)
            throw NoZstandard();
        ReadOnlySpan<byte> field = packed.Slice(at, width);
        ulong length = width switch
        {
            0 => 0,
            1 => field[0],
            2 => BinaryPrimitives.ReadUInt16LittleEndian(field) + 256UL,
            4 => BinaryPrimitives.ReadUInt32LittleEndian(field),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(field),
        };
        CheckBlocks(packed[(at + width)..], checksum ? 4 : 0);
        return length <= long.MaxValue ? (long)length : long.MaxValue;
    }

    private static void CheckBlocks(ReadOnlySpan<byte> rest, int tail)
    {
        for (bool last = false; !last; )
        {
            if (rest.Length < 3)
                throw NoZstandard();
            int head = rest[0] | (rest[1] << 8) | (rest[2] << 16);
            last = (head & 1) != 0;
            // A repeated byte is stored once.
            int size = ((head >> 1) & 3) == 1 ? 1 : head >> 3;
            if (size > rest.Length - 3)
                throw NoZstandard();
            rest = rest[(3 + size)..];
        }

        if (rest.Length != tail)
            throw NoZstandard();
    }

    private static InvalidDataException NoZstandard() => new("a page is no frame of Zstandard");
}
