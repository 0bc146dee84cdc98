using System.Buffers.Binary;
using System.Text;

namespace R1Workbook.Kernel.Debugging;

/// <summary>The number by which a front end and the kernel name a cell: MurmurHash2 (Austin Appleby, 32 bits) of its
/// text in UTF-8, as <c>debugInfo</c> of the Jupyter debug protocol announces it.</summary>
internal static class CellHash
{
    private const uint Factor = 0x5bd1e995;

    /// <summary>The hash of a text.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="seed">The seed that the front end was told.</param>
    public static uint Of(string text, uint seed)
    {
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(text);
        uint hash = seed ^ (uint)rest.Length;
        for (; rest.Length >= 4; rest = rest[4..])
        {
            uint part = BinaryPrimitives.ReadUInt32LittleEndian(rest) * Factor;
            part ^= part >> 24;
            hash = (hash * Factor) ^ (part * Factor);
        }

        if (rest.Length > 0)
        {
            for (int i = 0; i < rest.Length; i++)
            {
                hash ^= (uint)rest[i] << (8 * i);
            }

            hash *= Factor;
        }

        hash = (hash ^ (hash >> 13)) * Factor;
        return hash ^ (hash >> 15);
    }
}
