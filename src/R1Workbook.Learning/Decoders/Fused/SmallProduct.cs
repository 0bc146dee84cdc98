using System.Numerics;
using System.Runtime.CompilerServices;

namespace R1Workbook.Learning.Decoders.Fused;

/// <summary>
/// Products of the small matrices within one head of attention, where a call of a library costs as much as the product.
/// Four rows of the result are computed at a time, in tiles of two vectors: eight running sums, which keep both
/// multipliers of a core busy and fit into its registers.
/// </summary>
internal static class SmallProduct
{
    /// <summary>Rows that are computed at a time.</summary>
    public const int Rows = 4;

    /// <summary>c[r, j] = Σ_s a[r, s] b[s, j] for four rows r, all columns j, and s from <paramref name="from"/> to
    /// <paramref name="to"/>.</summary>
    /// <param name="a">a[0, 0]; a transposed matrix is one whose strides are exchanged.</param>
    /// <param name="aRow">From a row of a to the next, in numbers.</param>
    /// <param name="aStep">From a column of a to the next.</param>
    /// <param name="b">b[0, 0]; neighbours of a row are neighbours in memory.</param>
    /// <param name="bStep">From a row of b to the next.</param>
    /// <param name="c">c[0, 0]</param>
    /// <param name="cRow">From a row of c to the next.</param>
    /// <param name="columns">Columns of b and c, a multiple of two vectors.</param>
    /// <param name="from">The first s.</param>
    /// <param name="to">The end of s.</param>
    /// <param name="add">Whether the result is added to c, or replaces it.</param>
    public static void FourRows(
        ref float a,
        int aRow,
        int aStep,
        ref float b,
        int bStep,
        ref float c,
        int cRow,
        int columns,
        int from,
        int to,
        bool add = false
    )
    {
        int lanes = Vector<float>.Count;
        for (int j = 0; j < columns; j += 2 * lanes)
        {
            Vector<float> c00 = Vector<float>.Zero,
                c01 = c00,
                c10 = c00,
                c11 = c00,
                c20 = c00,
                c21 = c00,
                c30 = c00,
                c31 = c00;
            ref float a0 = ref Unsafe.Add(ref a, from * aStep);
            ref float b0 = ref Unsafe.Add(ref b, from * bStep + j);
            for (int s = from; s < to; s++)
            {
                Vector<float> left = Vector.LoadUnsafe(ref b0),
                    right = Vector.LoadUnsafe(ref b0, (nuint)lanes);
                var first = new Vector<float>(a0);
                c00 = Vector.FusedMultiplyAdd(first, left, c00);
                c01 = Vector.FusedMultiplyAdd(first, right, c01);
                var second = new Vector<float>(Unsafe.Add(ref a0, aRow));
                c10 = Vector.FusedMultiplyAdd(second, left, c10);
                c11 = Vector.FusedMultiplyAdd(second, right, c11);
                var third = new Vector<float>(Unsafe.Add(ref a0, 2 * aRow));
                c20 = Vector.FusedMultiplyAdd(third, left, c20);
                c21 = Vector.FusedMultiplyAdd(third, right, c21);
                var fourth = new Vector<float>(Unsafe.Add(ref a0, 3 * aRow));
                c30 = Vector.FusedMultiplyAdd(fourth, left, c30);
                c31 = Vector.FusedMultiplyAdd(fourth, right, c31);
                a0 = ref Unsafe.Add(ref a0, aStep);
                b0 = ref Unsafe.Add(ref b0, bStep);
            }
            ref float c0 = ref Unsafe.Add(ref c, j);
            Put(c00, c01, ref c0, add);
            Put(c10, c11, ref Unsafe.Add(ref c0, cRow), add);
            Put(c20, c21, ref Unsafe.Add(ref c0, 2 * cRow), add);
            Put(c30, c31, ref Unsafe.Add(ref c0, 3 * cRow), add);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Vector<float> left, Vector<float> right, ref float c, bool add)
    {
        nuint lanes = (nuint)Vector<float>.Count;
        if (add)
        {
            left += Vector.LoadUnsafe(ref c);
            right += Vector.LoadUnsafe(ref c, lanes);
        }
        left.StoreUnsafe(ref c);
        right.StoreUnsafe(ref c, lanes);
    }
}
