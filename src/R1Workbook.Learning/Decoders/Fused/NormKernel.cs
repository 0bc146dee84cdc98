using System.Numerics;

namespace R1Workbook.Learning.Decoders.Fused;

/// <summary>
/// RMSNorm and the residual addition before it (Zhang and Sennrich 2019, arXiv 1910.07467, equation 4), row by row:
/// x̂ = x ρ with ρ = (mean(x²) + ε)^(−1/2), and n = x̂ ∘ g.
/// </summary>
internal static class NormKernel
{
    /// <summary>Adds the residual to each row and norms it.</summary>
    /// <param name="x">[M, D] What is normed; becomes x + residual.</param>
    /// <param name="residual">[M, D], or nothing.</param>
    /// <param name="scale">[D] g.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="inverse">[M] Becomes ρ.</param>
    /// <param name="normed">[M, D] Becomes n.</param>
    public static void Forward(
        Span<float> x,
        ReadOnlySpan<float> residual,
        ReadOnlySpan<float> scale,
        float epsilon,
        Span<float> inverse,
        Span<float> normed
    )
    {
        int width = scale.Length;
        for (int m = 0; m < inverse.Length; m++)
        {
            Span<float> row = x.Slice(m * width, width),
                to = normed.Slice(m * width, width);
            ReadOnlySpan<float> before = residual.IsEmpty ? residual : residual.Slice(m * width, width);
            Vector<float> squares = Vector<float>.Zero;
            for (int i = 0; i < width; i += Lanes.Count)
            {
                Vector<float> value = Lanes.Load(row, i);
                if (!before.IsEmpty)
                {
                    value += Lanes.Load(before, i);
                    Lanes.Store(value, row, i);
                }
                squares = Vector.FusedMultiplyAdd(value, value, squares);
            }
            float rho = 1 / MathF.Sqrt(Vector.Sum(squares) / width + epsilon);
            inverse[m] = rho;
            for (int i = 0; i < width; i += Lanes.Count)
                Lanes.Store(Lanes.Load(row, i) * rho * Lanes.Load(scale, i), to, i);
        }
    }

    /// <summary>
    /// dx += ρ (u − x̂ mean(u ∘ x̂)) with u = dn ∘ g, and dg += Σ_m dn ∘ x̂: what lies along x itself is taken out,
    /// since n does not depend on the length of x.
    /// </summary>
    /// <param name="gradient">[S, D] dn.</param>
    /// <param name="x">[M, D] What was normed.</param>
    /// <param name="inverse">[M] ρ.</param>
    /// <param name="scale">[D] g.</param>
    /// <param name="rows">[S] The row of x that each row of dn belongs to; nothing where they are the same.</param>
    /// <param name="into">[M, D] dx.</param>
    /// <param name="scaleGradient">[D] dg.</param>
    public static void Backward(
        ReadOnlySpan<float> gradient,
        ReadOnlySpan<float> x,
        ReadOnlySpan<float> inverse,
        ReadOnlySpan<float> scale,
        ReadOnlySpan<int> rows,
        Span<float> into,
        Span<float> scaleGradient
    )
    {
        int width = scale.Length;
        for (int s = 0; s < gradient.Length / width; s++)
        {
            int m = rows.IsEmpty ? s : rows[s];
            ReadOnlySpan<float> dn = gradient.Slice(s * width, width),
                row = x.Slice(m * width, width);
            Span<float> dx = into.Slice(m * width, width);
            float rho = inverse[m];
            Vector<float> along = Vector<float>.Zero;
            for (int i = 0; i < width; i += Lanes.Count)
            {
                Vector<float> scaled = Lanes.Load(dn, i) * Lanes.Load(row, i) * rho; // dn ∘ x̂
                Lanes.Store(Lanes.Load(scaleGradient, i) + scaled, scaleGradient, i);
                along = Vector.FusedMultiplyAdd(scaled, Lanes.Load(scale, i), along);
            }
            float pull = Vector.Sum(along) / width * rho * rho;
            for (int i = 0; i < width; i += Lanes.Count)
            {
                Vector<float> across = Lanes.Load(dn, i) * Lanes.Load(scale, i) * rho - Lanes.Load(row, i) * pull;
                Lanes.Store(Lanes.Load(dx, i) + across, dx, i);
            }
        }
    }
}
