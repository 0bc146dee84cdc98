using static R1Workbook.Benchmarks.Files.ParquetStructures;

namespace R1Workbook.Benchmarks.Files;

/// <summary>Reads structures of Thrift's compact protocol, and refuses what does not end within its bytes, what is of
/// another type than <see cref="ParquetStructures"/> says, and what would need more memory than it has bytes.</summary>
/// <param name="bytes">The bytes from the first structure on.</param>
/// <param name="mostStructures">Most structures that are read.</param>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes, int mostStructures = ThriftReader.MostStructures)
{
    // An official file of 100 row groups and 20 columns has some 10,000.
    public const int MostStructures = 500_000;

    private ReadOnlySpan<byte> _rest = bytes;
    private int _structures;

    /// <summary>How many bytes are left.</summary>
    public readonly int Left => _rest.Length;

    /// <summary>Reads a structure. Its depth is that of the table, which is no circle.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="InvalidDataException">It is cut off, of another type, or too large.</exception>
    public ThriftStruct Read(string name)
    {
        if (++_structures > mostStructures)
            throw new InvalidDataException($"it holds more than {mostStructures} structures");
        var fields = Of(name);
        ThriftStruct read = new();
        int number = 0;
        for (byte head = Take(); head != 0; head = Take())
        {
            // The number of a field is the step from the one before it, or follows where the step is 0.
            number = head >> 4 == 0 ? (int)Signed(I16) : number + (head >> 4);
            int type = head & 0xF;
            if (!fields.TryGetValue(number, out ThriftField? field))
                Skip(name, number, type);
            else if (field.IsList)
                ReadList(read, name, number, type, field);
            else
                ReadField(read, name, number, type, field);
        }

        return read;
    }

    private void ReadField(ThriftStruct read, string name, int number, int type, ThriftField field)
    {
        if ((type == False ? True : type) != field.Wire)
            throw Wrong(name, number);
        if (type is True or False)
            read.Set(number, type == True ? 1 : 0);
        else if (type == Struct)
            read.Set(number, [Read(field.Structure!)]);
        else if (Value(type) is { } value)
            read.Set(number, value);
    }

    private void ReadList(ThriftStruct read, string name, int number, int type, ThriftField field)
    {
        if (type != List)
            throw Wrong(name, number);
        byte head = Take();
        ulong count = head >> 4 == 0xF ? Unsigned() : (ulong)(head >> 4);
        // An empty list may name any type of elements. Each element has at least one byte.
        if (count > 0 && (head & 0xF) != field.Wire)
            throw Wrong(name, number);
        if (count > (ulong)_rest.Length)
            throw Broken();
        List<ThriftStruct> structs = [];
        for (ulong i = 0; i < count; i++)
        {
            if (field.Wire == Struct)
                structs.Add(Read(field.Structure!));
            else
                Value(field.Wire);
        }

        read.Set(number, structs);
    }

    // What the library does not know it skips, but not correctly where it is no plain value.
    private void Skip(string name, int number, int type)
    {
        if (type is not (True or False or I8 or I16 or I32 or I64 or F64 or Binary))
            throw Wrong(name, number);
        if (type is not (True or False))
            Value(type);
    }

    private long? Value(int type)
    {
        switch (type)
        {
            case I8:
                return (sbyte)Take();
            case I16 or I32 or I64:
                return Signed(type);
            case F64:
                Drop(sizeof(double));
                return null;
            case Binary:
                Drop(Unsigned());
                return null;
            default:
                throw Broken();
        }
    }

    private long Signed(int type)
    {
        ulong coded = Unsigned();
        long value = (long)(coded >> 1) ^ -(long)(coded & 1);
        return type switch
        {
            I16 when value is < short.MinValue or > short.MaxValue => throw Broken(),
            I32 when value is < int.MinValue or > int.MaxValue => throw Broken(),
            _ => value,
        };
    }

    private ulong Unsigned()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Take();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        throw Broken();
    }

    private byte Take()
    {
        if (_rest.IsEmpty)
            throw Broken();
        byte first = _rest[0];
        _rest = _rest[1..];
        return first;
    }

    private void Drop(ulong count)
    {
        if (count > (ulong)_rest.Length)
            throw Broken();
        _rest = _rest[(int)count..];
    }

    private static InvalidDataException Wrong(string name, int number) =>
        new($"field {number} of {name} is of a type that it does not have");

    private static InvalidDataException Broken() => new("its footer or a page's header is cut off or broken");
}
