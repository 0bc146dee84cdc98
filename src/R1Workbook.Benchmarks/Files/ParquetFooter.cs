using System.Buffers.Binary;

namespace R1Workbook.Benchmarks.Files;

/// <summary>
/// Checks that the footer of a Parquet file is whole: a structure in Thrift's compact protocol that ends within its
/// bytes. The library that reads the file reads on for ever where it does not.
/// </summary>
internal static class ParquetFooter
{
    private const int MostDepth = 64,
        MarkLength = 4,
        TailLength = 8;

    private const int True = 1,
        False = 2,
        Byte = 3,
        Int64 = 6,
        Double = 7,
        Binary = 8,
        List = 9,
        Set = 10,
        Map = 11,
        Struct = 12;

    /// <summary>Checks a file.</summary>
    /// <param name="file">All its bytes.</param>
    /// <exception cref="InvalidDataException">Its mark is missing, or its footer is cut off or broken.</exception>
    public static void Check(ReadOnlySpan<byte> file)
    {
        if (
            file.Length < MarkLength + TailLength
            || !file.StartsWith("PAR1"u8)
            || !file.EndsWith("PAR1"u8)
            || BinaryPrimitives.ReadInt32LittleEndian(file[^TailLength..]) is not (> 0 and var length)
            || length > file.Length - MarkLength - TailLength
        )
        {
            throw new InvalidDataException("the mark PAR1 or the footer is missing");
        }

        ReadOnlySpan<byte> rest = file[^(TailLength + length)..^TailLength];
        SkipStruct(ref rest, 0);
    }

    private static void SkipStruct(ref ReadOnlySpan<byte> rest, int depth)
    {
        for (byte head = Take(ref rest); head != 0; head = Take(ref rest))
        {
            // The number of a field is the step from the one before it, or follows where the step is 0.
            if (head >> 4 == 0)
                _ = Number(ref rest);
            if ((head & 0xF) is not (True or False))
                Skip(ref rest, head & 0xF, depth);
        }
    }

    private static void Skip(ref ReadOnlySpan<byte> rest, int type, int depth)
    {
        if (depth > MostDepth)
            throw Broken();
        switch (type)
        {
            // Within a list a truth value is a byte.
            case True or False or Byte:
                _ = Take(ref rest);
                break;
            case > Byte and <= Int64:
                _ = Number(ref rest);
                break;
            case Double:
                Drop(ref rest, sizeof(double));
                break;
            case Binary:
                Drop(ref rest, Number(ref rest));
                break;
            case List or Set:
                byte head = Take(ref rest);
                ulong count = head >> 4 == 0xF ? Number(ref rest) : (ulong)(head >> 4);
                for (ulong i = 0; i < count; i++)
                    Skip(ref rest, head & 0xF, depth + 1);
                break;
            case Map:
                ulong pairs = Number(ref rest);
                byte types = pairs > 0 ? Take(ref rest) : (byte)0;
                for (ulong i = 0; i < pairs; i++)
                {
                    Skip(ref rest, types >> 4, depth + 1);
                    Skip(ref rest, types & 0xF, depth + 1);
                }
                break;
            case Struct:
                SkipStruct(ref rest, depth + 1);
                break;
            default:
                throw Broken();
        }
    }

    private static ulong Number(ref ReadOnlySpan<byte> rest)
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Take(ref rest);
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        throw Broken();
    }

    private static byte Take(ref ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
            throw Broken();
        byte first = rest[0];
        rest = rest[1..];
        return first;
    }

    private static void Drop(ref ReadOnlySpan<byte> rest, ulong count)
    {
        if (count > (ulong)rest.Length)
            throw Broken();
        rest = rest[(int)count..];
    }

    private static InvalidDataException Broken() => new("its footer is cut off or broken");
}
