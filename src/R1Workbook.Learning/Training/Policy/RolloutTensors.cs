using static TorchSharp.torch;

namespace R1Workbook.Learning.Training.Policy;

/// <summary>Rollouts of one prompt length as padded tensors.</summary>
/// <param name="Ids">[B, P + T] Tokens of prompts and completions, 0 after the end.</param>
/// <param name="OldLogProbs">[B, T]</param>
/// <param name="Mask">[B, T] 1 on the tokens of completions that the policy wrote itself.</param>
/// <param name="Advantages">[B, T]</param>
/// <param name="Weights">[B] The weight of each completion's tokens in the loss.</param>
/// <param name="Prompt">P.</param>
internal sealed record RolloutTensors(
    Tensor Ids,
    Tensor OldLogProbs,
    Tensor Mask,
    Tensor Advantages,
    Tensor Weights,
    int Prompt
)
{
    /// <summary>[B, T] log π as the sampler computed it; null where <see cref="OldLogProbs"/> is that.</summary>
    public Tensor? SamplerLogProbs { get; private init; }

    /// <summary>[B, T] or [B, 1]; null for 1.</summary>
    public Tensor? SamplerWeights { get; private init; }

    /// <summary>[B, T] 1 on the tokens that a covariance control takes; null for none.</summary>
    public Tensor? CovarianceTokens { get; private init; }

    /// <summary>Numbers of tokens as a matrix like the others.</summary>
    /// <param name="rows">[B][T]</param>
    /// <returns>[B, T], 0 on padding.</returns>
    public Tensor Padded(IReadOnlyList<double[]> rows) => Padded(rows, (int)Mask.shape[1], Mask.dtype, Mask.device);

    /// <summary>Only the tokens.</summary>
    /// <returns>[B, P + T], 0 after the end, and P.</returns>
    public static (Tensor Ids, int Prompt) Tokens(IReadOnlyList<Rollout> rows, Device device)
    {
        int prompt = rows[0].Prompt.Length,
            width = rows.Max(row => row.Completion.Tokens.Length);
        long[] ids = new long[rows.Count * (prompt + width)];
        for (int b = 0; b < rows.Count; b++)
        {
            int at = b * (prompt + width);
            foreach (int token in rows[b].Prompt)
                ids[at++] = token;
            foreach (int token in rows[b].Completion.Tokens)
                ids[at++] = token;
        }
        return (tensor(ids, [rows.Count, prompt + width], device: device), prompt);
    }

    /// <summary>Pads and moves to the device.</summary>
    public static RolloutTensors Of(
        IReadOnlyList<(Rollout Rollout, double Weight)> rows,
        ScalarType type,
        Device device
    )
    {
        int prompt = rows[0].Rollout.Prompt.Length,
            width = rows.Max(row => row.Rollout.Completion.Tokens.Length);
        double[] old = new double[rows.Count * width],
            mask = new double[rows.Count * width],
            advantages = new double[rows.Count * width];
        for (int b = 0; b < rows.Count; b++)
        {
            Rollout rollout = rows[b].Rollout;
            for (int t = 0; t < rollout.Completion.Tokens.Length; t++)
            {
                old[b * width + t] = rollout.OldLogProbs?[t] ?? rollout.Completion.LogProbs[t];
                mask[b * width + t] = 1;
                advantages[b * width + t] = rollout.TokenAdvantages?[t] ?? rollout.Advantage;
            }
            // What a thinking budget wrote is not the policy's own.
            foreach (int t in rollout.Completion.Forced)
                mask[b * width + t] = 0;
        }
        Rollout[] all = [.. rows.Select(row => row.Rollout)];
        return new RolloutTensors(
            Tokens(all, device).Ids,
            Matrix(old),
            Matrix(mask),
            Matrix(advantages),
            tensor([.. rows.Select(row => row.Weight)], [rows.Count], dtype: type, device: device),
            prompt
        )
        {
            SamplerLogProbs = all.Any(rollout => rollout.OldLogProbs is not null)
                ? Padded(
                    [.. all.Select(rollout => rollout.Completion.LogProbs.Select(p => (double)p).ToArray())],
                    width,
                    type,
                    device
                )
                : null,
            SamplerWeights = all.Any(rollout => rollout.SamplerWeights is not null)
                ? Padded(
                    [.. all.Select(rollout => rollout.SamplerWeights!)],
                    all.All(rollout => rollout.SamplerWeights!.Length == 1) ? 1 : width,
                    type,
                    device
                )
                : null,
            CovarianceTokens = all.Any(rollout => rollout.CovarianceTokens is not null)
                ? Padded(
                    [.. all.Select(rollout => rollout.CovarianceTokens!.Select(taken => taken ? 1.0 : 0).ToArray())],
                    width,
                    type,
                    device
                )
                : null,
        };

        Tensor Matrix(double[] values) => tensor(values, [rows.Count, width], dtype: type, device: device);
    }

    private static Tensor Padded(IReadOnlyList<double[]> rows, int width, ScalarType type, Device device)
    {
        double[] values = new double[rows.Count * width];
        for (int b = 0; b < rows.Count; b++)
            rows[b].CopyTo(values, b * width);
        return tensor(values, [rows.Count, width], dtype: type, device: device);
    }
}
