using static TorchSharp.torch;

namespace R1Workbook.Learning.Training;

/// <summary>Rollouts of one prompt length as padded tensors.</summary>
/// <param name="Ids">[B, P + T] Tokens of prompts and completions, 0 after the end.</param>
/// <param name="OldLogProbs">[B, T]</param>
/// <param name="Mask">[B, T] 1 on the tokens of completions that the policy wrote itself.</param>
/// <param name="Advantages">[B, T]</param>
/// <param name="Weights">[B] The weight of each completion's tokens in the loss.</param>
/// <param name="Prompt">P.</param>
internal sealed record RolloutTensors(Tensor Ids, Tensor OldLogProbs, Tensor Mask, Tensor Advantages, Tensor Weights, int Prompt)
{
    /// <summary>Pads and moves to the device.</summary>
    public static RolloutTensors Of(IReadOnlyList<(Rollout Rollout, double Weight)> rows, ScalarType type, Device device)
    {
        int prompt = rows[0].Rollout.Prompt.Length, width = rows.Max(row => row.Rollout.Completion.Tokens.Length);
        long[] ids = new long[rows.Count * (prompt + width)];
        double[] old = new double[rows.Count * width], mask = new double[rows.Count * width], advantages = new double[rows.Count * width];
        for (int b = 0; b < rows.Count; b++)
        {
            Rollout rollout = rows[b].Rollout;
            for (int t = 0; t < prompt; t++) ids[b * (prompt + width) + t] = rollout.Prompt[t];
            for (int t = 0; t < rollout.Completion.Tokens.Length; t++)
            {
                ids[b * (prompt + width) + prompt + t] = rollout.Completion.Tokens[t];
                old[b * width + t] = rollout.Completion.LogProbs[t];
                mask[b * width + t] = 1;
                advantages[b * width + t] = rollout.TokenAdvantages?[t] ?? rollout.Advantage;
            }
            // What a thinking budget wrote is not the policy's own.
            foreach (int t in rollout.Completion.Forced) mask[b * width + t] = 0;
        }
        return new RolloutTensors(
            tensor(ids, [rows.Count, prompt + width], device: device), Matrix(old), Matrix(mask), Matrix(advantages),
            tensor([.. rows.Select(row => row.Weight)], [rows.Count], dtype: type, device: device), prompt);

        Tensor Matrix(double[] values) => tensor(values, [rows.Count, width], dtype: type, device: device);
    }
}
