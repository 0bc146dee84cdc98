namespace R1Workbook.Benchmarks.Files;

/// <summary>A structure of Thrift's compact protocol: its whole numbers and its structures by the number of the field.
/// Texts and numbers with a point are passed over.</summary>
internal sealed class ThriftStruct
{
    private readonly Dictionary<int, long> _numbers = [];
    private readonly Dictionary<int, List<ThriftStruct>> _structs = [];

    /// <summary>A whole number (0 and 1 for a truth value), or null where the field is missing.</summary>
    public long? Number(int field) => _numbers.TryGetValue(field, out long number) ? number : null;

    /// <summary>A whole number that must be there.</summary>
    /// <param name="field">The number of the field.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <exception cref="InvalidDataException">It is missing or negative.</exception>
    public long Count(int field, string name) =>
        Number(field) is >= 0 and var number
            ? number
            : throw new InvalidDataException($"its {name} is missing or negative");

    /// <summary>A structure, or null where the field is missing.</summary>
    public ThriftStruct? Struct(int field) => Structs(field) is [var one, ..] ? one : null;

    /// <summary>The structures of a list; none where the field is missing.</summary>
    public IReadOnlyList<ThriftStruct> Structs(int field) => _structs.GetValueOrDefault(field) ?? [];

    internal void Set(int field, long number) => _numbers[field] = number;

    internal void Set(int field, List<ThriftStruct> structs) => _structs[field] = structs;
}
