using System.Numerics;

namespace R1Workbook.Learning.Decoders.Fused;

/// <summary>
/// Rotary positions in place (<see cref="RotaryPositions"/>): the pair (x_i, x_{i + hd/2}) turns by the angle φ_i of
/// its position. Turning is orthogonal, so the gradient turns back by the same angle.
/// </summary>
internal static class RotaryKernel
{
    /// <summary>Turns one head.</summary>
    /// <param name="head">[hd]</param>
    /// <param name="cosine">[hd] cos φ, twice.</param>
    /// <param name="sine">[hd] −sin φ, then sin φ.</param>
    /// <param name="back">Whether it turns back.</param>
    public static void Turn(Span<float> head, ReadOnlySpan<float> cosine, ReadOnlySpan<float> sine, bool back = false)
    {
        int half = head.Length / 2;
        Span<float> left = head[..half],
            right = head[half..];
        ReadOnlySpan<float> cos = cosine[..half],
            sin = back ? sine[..half] : sine[half..];
        for (int i = 0; i < half; i += Lanes.Count)
        {
            Vector<float> x = Lanes.Load(left, i),
                y = Lanes.Load(right, i),
                c = Lanes.Load(cos, i),
                s = Lanes.Load(sin, i);
            Lanes.Store(x * c - y * s, left, i);
            Lanes.Store(y * c + x * s, right, i);
        }
    }

    /// <summary>Turns the leading heads of every row, after adding a bias to the whole row.</summary>
    /// <param name="rows">[M, C] Query, key and value of each token.</param>
    /// <param name="bias">[C], or nothing.</param>
    /// <param name="positions">[M] The position of each token.</param>
    /// <param name="turns">Cosine and sine of all positions, [T, hd] each.</param>
    /// <param name="heads">Heads that turn, Hq + Hkv.</param>
    /// <param name="width">hd.</param>
    /// <param name="back">Whether they turn back.</param>
    public static void TurnRows(
        Span<float> rows,
        ReadOnlySpan<float> bias,
        ReadOnlySpan<int> positions,
        in RotaryTable turns,
        int heads,
        int width,
        bool back = false
    )
    {
        int columns = rows.Length / Math.Max(1, positions.Length);
        for (int m = 0; m < positions.Length; m++)
        {
            Span<float> row = rows.Slice(m * columns, columns);
            if (!bias.IsEmpty)
            {
                for (int i = 0; i < columns; i += Lanes.Count)
                    Lanes.Store(Lanes.Load(row, i) + Lanes.Load(bias, i), row, i);
            }

            ReadOnlySpan<float> cosine = turns.Cosine.Slice(positions[m] * width, width),
                sine = turns.Sine.Slice(positions[m] * width, width);
            for (int head = 0; head < heads; head++)
                Turn(row.Slice(head * width, width), cosine, sine, back);
        }
    }
}

/// <summary>The turns of a run of positions.</summary>
internal readonly ref struct RotaryTable(ReadOnlySpan<float> cosine, ReadOnlySpan<float> sine)
{
    /// <summary>[T, hd]</summary>
    public ReadOnlySpan<float> Cosine { get; } = cosine;

    /// <summary>[T, hd], the first half negated.</summary>
    public ReadOnlySpan<float> Sine { get; } = sine;
}
