using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Sharding;
using R1Workbook.Learning.Training.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Training.Policy;

public sealed partial class GrpoUpdate
{
    private sealed record Applied(
        double Loss,
        double Norm,
        double Mismatch,
        double Kl,
        double Low,
        double High,
        double Effective
    );

    private sealed record Part(
        Tensor Gradient,
        double Loss,
        double Mismatch,
        double Kl,
        double Low,
        double High,
        double Effective
    );

    private Applied Update((Rollout Rollout, double Weight)[] rows, double allTokens, double factor)
    {
        int longest = rows.Max(row => row.Rollout.Prompt.Length + row.Rollout.Completion.Tokens.Length);
        int together = Math.Clamp(policy.TokensTogether / longest, 1, RowsTogether);
        // Rows of one micro-batch have prompts of one length; which rows lie together does not matter.
        (Rollout Rollout, double Weight)[][] micro =
        [
            .. rows.GroupBy(row => row.Rollout.Prompt.Length)
                .OrderBy(group => group.Key)
                .SelectMany(group => group.Chunk(together)),
        ];
        double tokens = rows.Sum(row => row.Rollout.Completion.Tokens.Length);
        // The long ones first, so that no thread ends with the longest alone; they are added in order all the same.
        Part[] parts = Shards.Map(policy.Device, micro.Length, i => Gradient(micro[micro.Length - 1 - i]));
        using DisposeScope scope = NewDisposeScope();
        Tensor gradient = parts[0].Gradient; // [N]
        foreach (Part part in parts.Skip(1))
            gradient.add_(part.Gradient, KeptScalar.One);
        double norm;
        try
        {
            norm = optimizer.Step(gradient, factor);
        }
        finally
        {
            foreach (Part part in parts)
                part.Gradient.Dispose();
        }
        return new Applied(
            parts.Sum(part => part.Loss),
            norm,
            parts.Max(part => part.Mismatch),
            parts.Sum(part => part.Kl) / tokens,
            parts.Sum(part => part.Low) / tokens,
            parts.Sum(part => part.High) / tokens,
            parts.Sum(part => part.Effective) / allTokens
        );
    }

    private Part Gradient((Rollout Rollout, double Weight)[] rows)
    {
        using DisposeScope scope = NewDisposeScope();
        RolloutTensors batch = RolloutTensors.Of(rows, policy.Placement.LossType, policy.Device);
        // [B]
        int[] lengths = [.. rows.Select(row => row.Rollout.Prompt.Length + row.Rollout.Completion.Tokens.Length)];
        Tensor? refLogProbs = null; // [B, T]
        if (_settings.KlCoefficient != 0)
        {
            using IDisposable inference = no_grad();
            refLogProbs = reference!.LogProbabilities(batch.Ids, batch.Prompt, Temperature, lengths);
        }
        GrpoTokenLosses tokens = null!; // of the same log-probabilities as the loss
        LossGradient gradient = policy.LossGradient(
            batch.Ids,
            lengths,
            batch.Prompt,
            Temperature,
            logProbs =>
            {
                tokens = GrpoObjective.TokenLosses(
                    new GrpoTensors(logProbs, batch.Advantages, batch.Mask, batch.OldLogProbs, refLogProbs)
                    {
                        SamplerWeights = batch.SamplerWeights,
                        SamplerLogProbs = batch.SamplerLogProbs,
                        CovarianceTokens = batch.CovarianceTokens,
                    },
                    _settings
                );
                return GrpoObjective.Sum(tokens.Losses, batch.Mask, batch.Weights);
            }
        );
        // All numbers in one tensor: a device is waited for once.
        double[] numbers =
        [
            .. stack([
                    gradient.Loss.to_type(ScalarType.Float64),
                    gradient
                        .LogProbs.Minus(batch.SamplerLogProbs ?? batch.OldLogProbs)
                        .mul(batch.Mask)
                        .abs()
                        .max()
                        .to_type(ScalarType.Float64),
                    Sum(tokens.Kl ?? zeros_like(batch.Mask)),
                    Sum(tokens.Below.logical_and(batch.Advantages.lt(KeptScalar.Of(0)))),
                    Sum(tokens.Above.logical_and(batch.Advantages.gt(KeptScalar.Of(0)))),
                    Sum(gradient.OfLogProbs.ne(KeptScalar.Of(0))),
                ])
                .cpu()
                .data<double>(),
        ];
        return new Part(
            gradient.Weights.DetachFromDisposeScope(),
            numbers[0],
            numbers[1],
            numbers[2],
            numbers[3],
            numbers[4],
            numbers[5]
        );

        Tensor Sum(Tensor values) => values.to_type(ScalarType.Float64).mul(batch.Mask).sum();
    }
}
