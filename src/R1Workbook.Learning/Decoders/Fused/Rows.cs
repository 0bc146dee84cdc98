namespace R1Workbook.Learning.Decoders.Fused;

/// <summary>Choosing and adding rows: of the embedding by token, of the hidden states by what is scored, of a gradient
/// for a bias.</summary>
internal static class Rows
{
    /// <summary>to[i] = from[rows[i]].</summary>
    // [.., D], [M], [M, D]
    public static void Gather(ReadOnlySpan<float> from, ReadOnlySpan<int> rows, Span<float> to, int width)
    {
        for (int i = 0; i < rows.Length; i++)
            from.Slice(rows[i] * width, width).CopyTo(to[(i * width)..]);
    }

    /// <summary>to[rows[i]] += from[i], one after the other: the sum does not depend on threads.</summary>
    // [M, D], [M], [.., D]
    public static void Scatter(ReadOnlySpan<float> from, ReadOnlySpan<int> rows, Span<float> to, int width)
    {
        for (int i = 0; i < rows.Length; i++)
            Add(from.Slice(i * width, width), to.Slice(rows[i] * width, width));
    }

    /// <summary>to += Σ_m from[m].</summary>
    public static void Sum(ReadOnlySpan<float> from, Span<float> to) // [M, D], [D]
    {
        for (int m = 0; m < from.Length / to.Length; m++)
            Add(from.Slice(m * to.Length, to.Length), to);
    }

    private static void Add(ReadOnlySpan<float> row, Span<float> to)
    {
        for (int i = 0; i < to.Length; i += Lanes.Count)
            Lanes.Store(Lanes.Load(to, i) + Lanes.Load(row, i), to, i);
    }
}
