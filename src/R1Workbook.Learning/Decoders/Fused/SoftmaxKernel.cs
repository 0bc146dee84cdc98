using System.Numerics;

namespace R1Workbook.Learning.Decoders.Fused;

/// <summary>The softmax over the vocabulary and the log-probability of one token: log p_y = z_y − log Σ_v e^{z_v},
/// where z are the logits over the temperature.</summary>
internal static class SoftmaxKernel
{
    /// <summary>Replaces the logits of a row by their probabilities.</summary>
    /// <param name="row">[V] Logits; becomes probabilities.</param>
    /// <param name="inverseTemperature">1/τ.</param>
    /// <returns>The log of the sum of e^z, so that log p_v = z_v − it.</returns>
    public static float Softmax(Span<float> row, float inverseTemperature)
    {
        float highest = Lanes.Max(row) * inverseTemperature;
        Vector<float> sums = Vector<float>.Zero;
        int last = row.Length - row.Length % Lanes.Count;
        for (int i = 0; i < last; i += Lanes.Count)
        {
            Vector<float> power = Lanes.Exp(Lanes.Load(row, i) * inverseTemperature - new Vector<float>(highest));
            Lanes.Store(power, row, i);
            sums += power;
        }
        float sum = Vector.Sum(sums);
        if (last < row.Length)
        {
            Lanes.Store(Lanes.Exp(Lanes.Load(row, last) * inverseTemperature - new Vector<float>(highest)), row, last);
            foreach (float power in row[last..])
                sum += power;
        }
        for (int i = 0; i < row.Length; i += Lanes.Count)
            Lanes.Store(Lanes.Load(row, i) * (1 / sum), row, i);
        return highest + MathF.Log(sum);
    }

    /// <summary>log p of one token of each row.</summary>
    /// <param name="logits">[S, V] Becomes the probabilities.</param>
    /// <param name="targets">[S] Tokens.</param>
    /// <param name="temperature">τ.</param>
    /// <param name="logProbs">[S] Becomes log p.</param>
    public static void Forward(Span<float> logits, ReadOnlySpan<int> targets, double temperature, Span<float> logProbs)
    {
        int vocabulary = logits.Length / Math.Max(1, targets.Length);
        float inverse = (float)(1 / temperature);
        for (int s = 0; s < targets.Length; s++)
        {
            Span<float> row = logits.Slice(s * vocabulary, vocabulary);
            float chosen = row[targets[s]] * inverse;
            logProbs[s] = chosen - Softmax(row, inverse);
        }
    }

    /// <summary>dlogit_v = (1[v = y] − p_v) dlogp / τ.</summary>
    /// <param name="probabilities">[S, V] As <see cref="Forward"/> left them; becomes the gradient of the
    /// logits.</param>
    /// <param name="targets">[S] Tokens.</param>
    /// <param name="temperature">τ.</param>
    /// <param name="gradient">[S] dlogp.</param>
    public static void Backward(
        Span<float> probabilities,
        ReadOnlySpan<int> targets,
        double temperature,
        ReadOnlySpan<float> gradient
    )
    {
        int vocabulary = probabilities.Length / Math.Max(1, targets.Length);
        for (int s = 0; s < targets.Length; s++)
        {
            Span<float> row = probabilities.Slice(s * vocabulary, vocabulary);
            float weight = (float)(gradient[s] / temperature);
            for (int i = 0; i < vocabulary; i += Lanes.Count)
                Lanes.Store(Lanes.Load(row, i) * -weight, row, i);
            row[targets[s]] += weight;
        }
    }
}
