using System.Numerics;

namespace R1Workbook.Learning.Decoders.Fused;

/// <summary>SwiGLU's gate (Shazeer 2020, arXiv 2002.05202, equation 6): s = silu(a) ∘ u, where silu(a) = a σ(a) and
/// σ(a) = 1 / (1 + e^−a).</summary>
internal static class GatedKernel
{
    /// <summary>s = silu(a) ∘ u.</summary>
    /// <param name="gateUp">[M, 2 F] a, then u.</param>
    /// <param name="gated">[M, F] Becomes s.</param>
    /// <param name="width">F.</param>
    public static void Forward(ReadOnlySpan<float> gateUp, Span<float> gated, int width)
    {
        for (int m = 0; m < gated.Length / width; m++)
        {
            ReadOnlySpan<float> gate = gateUp.Slice(2 * m * width, width),
                up = gateUp.Slice((2 * m + 1) * width, width);
            Span<float> to = gated.Slice(m * width, width);
            for (int i = 0; i < width; i += Lanes.Count)
            {
                Vector<float> a = Lanes.Load(gate, i);
                Lanes.Store(a / (Vector<float>.One + Lanes.Exp(-a)) * Lanes.Load(up, i), to, i);
            }
        }
    }

    /// <summary>du = ds ∘ silu(a), and da = ds ∘ u ∘ σ(a) (1 + a (1 − σ(a))).</summary>
    /// <param name="gradient">[M, F] ds.</param>
    /// <param name="gateUp">[M, 2 F] a, then u; becomes da, then du.</param>
    /// <param name="width">F.</param>
    public static void Backward(ReadOnlySpan<float> gradient, Span<float> gateUp, int width)
    {
        for (int m = 0; m < gradient.Length / width; m++)
        {
            Span<float> gate = gateUp.Slice(2 * m * width, width),
                up = gateUp.Slice((2 * m + 1) * width, width);
            ReadOnlySpan<float> ds = gradient.Slice(m * width, width);
            for (int i = 0; i < width; i += Lanes.Count)
            {
                Vector<float> a = Lanes.Load(gate, i),
                    given = Lanes.Load(ds, i);
                Vector<float> sigma = Vector<float>.One / (Vector<float>.One + Lanes.Exp(-a));
                Vector<float> silu = a * sigma;
                Vector<float> slope = sigma + silu * (Vector<float>.One - sigma);
                Lanes.Store(given * Lanes.Load(up, i) * slope, gate, i);
                Lanes.Store(given * silu, up, i);
            }
        }
    }
}
