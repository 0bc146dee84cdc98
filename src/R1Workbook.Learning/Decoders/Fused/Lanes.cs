using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace R1Workbook.Learning.Decoders.Fused;

/// <summary>
/// A row of numbers as the processor's vectors. A loop over <c>i += Lanes.Count</c> needs no special end: what lies
/// behind the row loads as 0 and is not stored. What is computed does not depend on where the row lies in memory, nor
/// on whether the code is compiled already.
/// </summary>
internal static class Lanes
{
    /// <summary>Numbers in a vector: 8 with AVX2 and AVX-512, 4 on ARM.</summary>
    public static int Count => Vector<float>.Count;

    /// <summary>The smallest multiple of two vectors that is not less: the width of a tile of
    /// <see cref="SmallProduct"/>.</summary>
    public static int Padded(int length) => (length + 2 * Count - 1) / (2 * Count) * (2 * Count);

    /// <summary>row[i .. i + Count].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Load(ReadOnlySpan<float> row, int i) =>
        i + Count <= row.Length ? Vector.LoadUnsafe(ref MemoryMarshal.GetReference(row), (nuint)i) : LoadRest(row, i);

    /// <summary>row[i .. i + Count] = values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector<float> values, Span<float> row, int i)
    {
        if (i + Count <= row.Length)
            values.StoreUnsafe(ref MemoryMarshal.GetReference(row), (nuint)i);
        else
            StoreRest(values, row, i);
    }

    /// <summary>The largest number of a row that is not empty; what is no number is passed over.</summary>
    public static float Max(ReadOnlySpan<float> row)
    {
        if (row.Length < Count)
            return Most(row);
        Vector<float> highest = Load(row, row.Length - Count);
        for (int i = 0; i + Count < row.Length; i += Count)
            highest = Vector.MaxNative(highest, Load(row, i));
        Span<float> lanes = stackalloc float[Vector<float>.Count];
        highest.CopyTo(lanes);
        return Most(lanes);

        static float Most(ReadOnlySpan<float> values)
        {
            float most = values[0];
            foreach (float value in values)
                most = value > most ? value : most;
            return most;
        }
    }

    /// <summary>
    /// e^x to 2 units in the last place, for x from −87 to 88 and as at these ends beyond: 2^n e^r with n = round(x /
    /// ln 2) and |r| ≤ ln 2 / 2, where e^r is a polynomial (Cephes, Moshier 1989, expf).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Exp(Vector<float> x)
    {
        // In this order what is no number stays none.
        x = Vector.MinNative(new Vector<float>(88f), Vector.MaxNative(new Vector<float>(-87f), x));
        Vector<float> n = Vector.Round(x * new Vector<float>(1.44269504f));
        // ln 2 in two parts, of which the first has few bits: n times it is exact.
        Vector<float> r = Vector.FusedMultiplyAdd(n, new Vector<float>(-0.693359375f), x);
        r = Vector.FusedMultiplyAdd(n, new Vector<float>(2.12194440e-4f), r);
        Vector<float> p = new(1.9875691500e-4f);
        p = Vector.FusedMultiplyAdd(p, r, new Vector<float>(1.3981999507e-3f));
        p = Vector.FusedMultiplyAdd(p, r, new Vector<float>(8.3334519073e-3f));
        p = Vector.FusedMultiplyAdd(p, r, new Vector<float>(4.1665795894e-2f));
        p = Vector.FusedMultiplyAdd(p, r, new Vector<float>(1.6666665459e-1f));
        p = Vector.FusedMultiplyAdd(p, r, new Vector<float>(5.0000001201e-1f));
        p = Vector.FusedMultiplyAdd(p * r, r, r + Vector<float>.One);
        Vector<int> exponent = Vector.ShiftLeft(Vector.ConvertToInt32Native(n) + new Vector<int>(127), 23);
        return p * Vector.AsVectorSingle(exponent);
    }

    private static Vector<float> LoadRest(ReadOnlySpan<float> row, int i)
    {
        Span<float> padded = stackalloc float[Vector<float>.Count];
        padded.Clear();
        row[i..].CopyTo(padded);
        return new Vector<float>(padded);
    }

    private static void StoreRest(Vector<float> values, Span<float> row, int i)
    {
        for (int lane = 0; i + lane < row.Length; lane++)
            row[i + lane] = values[lane];
    }
}
