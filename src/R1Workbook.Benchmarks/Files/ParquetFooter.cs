using System.Buffers.Binary;

namespace R1Workbook.Benchmarks.Files;

/// <summary>
/// Checks that the footer of a Parquet file is whole: a structure that ends within its bytes, with a tree of columns
/// that is one. The library that reads the file reads on for ever where it does not, and descends the tree on its
/// stack.
/// </summary>
internal static class ParquetFooter
{
    private const int MarkLength = 4,
        TailLength = 8,
        MostFields = 10_000,
        MostDepth = 64;

    private const int Schema = 2,
        NumChildren = 5;

    /// <summary>Reads and checks a footer.</summary>
    /// <param name="file">All bytes of the file.</param>
    /// <param name="start">Where the footer begins, and the pages have ended.</param>
    /// <returns>FileMetaData.</returns>
    /// <exception cref="InvalidDataException">The mark is missing, or the footer is cut off or broken.</exception>
    public static ThriftStruct Read(ReadOnlySpan<byte> file, out int start)
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

        start = file.Length - TailLength - length;
        ThriftStruct footer = new ThriftReader(file[start..^TailLength]).Read("FileMetaData");
        CheckTree(footer.Structs(Schema));
        return footer;
    }

    // The columns are listed as they are met on a walk through their tree, each with the number of its children.
    private static void CheckTree(IReadOnlyList<ThriftStruct> fields)
    {
        if (fields.Count is < 1 or > MostFields)
            throw new InvalidDataException($"it names {fields.Count} columns; 1 to {MostFields} are read");
        Stack<long> open = new();
        for (int i = 0; i < fields.Count; i++)
        {
            if (i > 0 && open.Count == 0)
                throw new InvalidDataException("its columns are no tree");
            if (open.Count > 0)
                open.Push(open.Pop() - 1);
            long children = fields[i].Number(NumChildren) ?? 0;
            if (children < 0 || children > fields.Count || open.Count >= MostDepth)
                throw new InvalidDataException($"its columns are no tree of at most {MostDepth} levels");
            if (children > 0)
                open.Push(children);
            while (open.TryPeek(out long left) && left == 0)
                open.Pop();
        }

        if (open.Count > 0)
            throw new InvalidDataException("its columns are no tree");
    }
}
