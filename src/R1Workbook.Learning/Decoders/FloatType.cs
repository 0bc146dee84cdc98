using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace R1Workbook.Learning.Decoders;

/// <summary>How floating-point values are stored in a file. What is in memory has 32 bits.</summary>
public enum FloatType
{
    /// <summary>The upper half of 32 bits.</summary>
    BF16,

    /// <summary>IEEE 754 with 16 bits.</summary>
    F16,

    /// <summary>IEEE 754 with 32 bits.</summary>
    F32,

    /// <summary>IEEE 754 with 64 bits. Read with rounding to 32; a value written back has what the rounding
    /// left.</summary>
    F64,
}

/// <summary>Values between their stored form, little-endian, and 32 bits.</summary>
internal static class FloatTypes
{
    /// <summary>Bytes of one value.</summary>
    public static int Bytes(this FloatType type) =>
        type switch
        {
            FloatType.BF16 or FloatType.F16 => 2,
            FloatType.F32 => 4,
            _ => 8,
        };

    /// <summary>Stored values as numbers.</summary>
    public static void Decode(this FloatType type, ReadOnlySpan<byte> stored, Span<float> values)
    {
        switch (type)
        {
            case FloatType.BF16:
                ReadOnlySpan<ushort> halves = MemoryMarshal.Cast<byte, ushort>(stored);
                for (int i = 0; i < values.Length; i++)
                    values[i] = BitConverter.UInt32BitsToSingle((uint)halves[i] << 16);
                break;
            case FloatType.F16:
                ReadOnlySpan<Half> small = MemoryMarshal.Cast<byte, Half>(stored);
                for (int i = 0; i < values.Length; i++)
                    values[i] = (float)small[i];
                break;
            case FloatType.F32:
                MemoryMarshal.Cast<byte, float>(stored)[..values.Length].CopyTo(values);
                break;
            default:
                for (int i = 0; i < values.Length; i++)
                    values[i] = (float)BinaryPrimitives.ReadDoubleLittleEndian(stored[(8 * i)..]);
                break;
        }
    }

    /// <summary>Numbers as stored values, rounded to the nearest and to even between two: what was decoded from BF16,
    /// F16 or F32 comes out as it was.</summary>
    public static void Encode(this FloatType type, ReadOnlySpan<float> values, Span<byte> stored)
    {
        switch (type)
        {
            case FloatType.BF16:
                Span<ushort> halves = MemoryMarshal.Cast<byte, ushort>(stored);
                for (int i = 0; i < values.Length; i++)
                    halves[i] = BrainFloat(BitConverter.SingleToUInt32Bits(values[i]));
                break;
            case FloatType.F16:
                Span<Half> small = MemoryMarshal.Cast<byte, Half>(stored);
                for (int i = 0; i < values.Length; i++)
                    small[i] = (Half)values[i];
                break;
            case FloatType.F32:
                values.CopyTo(MemoryMarshal.Cast<byte, float>(stored));
                break;
            default:
                for (int i = 0; i < values.Length; i++)
                    BinaryPrimitives.WriteDoubleLittleEndian(stored[(8 * i)..], values[i]);
                break;
        }
    }

    // Rounding a NaN as a number could carry into its sign and exponent.
    private static ushort BrainFloat(uint bits) =>
        (bits & 0x7FFFFFFF) > 0x7F800000
            ? (ushort)(bits >> 16 | ((bits & 0x007F0000) == 0 ? 0x40u : 0))
            : (ushort)(bits + 0x7FFF + (bits >> 16 & 1) >> 16);
}
