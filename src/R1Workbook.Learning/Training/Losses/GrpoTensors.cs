using R1Workbook.Core.Grpo;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Training.Losses;

/// <summary>What the loss is computed from, on tensors of one floating type: the twin of
/// <see cref="GrpoBatch"/>.</summary>
/// <param name="LogProbs">[B, T] log π, with gradient.</param>
/// <param name="Advantages">[B], or [B, T] where each token has its own.</param>
/// <param name="Mask">[B, T] The completion mask, 1 or 0.</param>
/// <param name="OldLogProbs">[B, T] log π_old; null on the first update, where it equals log π.</param>
/// <param name="RefLogProbs">[B, T] log π_ref; null where the KL coefficient is 0.</param>
public sealed record GrpoTensors(
    Tensor LogProbs,
    Tensor Advantages,
    Tensor Mask,
    Tensor? OldLogProbs = null,
    Tensor? RefLogProbs = null
)
{
    /// <summary>[B, T] or [B, 1] What corrects for a sampler that is not the trained model; null for 1.</summary>
    public Tensor? SamplerWeights { get; init; }

    /// <summary>[B, T] log π as the sampler computed it; null for <see cref="OldLogProbs"/>.</summary>
    public Tensor? SamplerLogProbs { get; init; }

    /// <summary>[B, T] Tokens that the policy term learns from, 1 or 0; null for all.</summary>
    public Tensor? PolicyMask { get; init; }

    /// <summary>[B, T] The tokens of <see cref="GrpoSettings.Covariance"/>, 1 or 0; null where they are looked for in
    /// this batch.</summary>
    public Tensor? CovarianceTokens { get; init; }

    /// <exception cref="ArgumentException">Shapes differ, or reference log-probabilities are missing where the KL
    /// coefficient is not 0.</exception>
    internal void Validate(GrpoSettings settings)
    {
        if (LogProbs.dim() != 2)
            throw new ArgumentException($"Log-probabilities are [B, T]; these have {LogProbs.dim()} dimensions.");
        Same(Mask, "mask");
        Same(OldLogProbs, "old log-probabilities");
        Same(RefLogProbs, "reference log-probabilities");
        Same(SamplerLogProbs, "sampler's log-probabilities");
        Same(PolicyMask, "policy mask");
        Same(CovarianceTokens, "tokens of the covariance control");
        bool oneEach = SamplerWeights is { } weights && weights.shape.SequenceEqual([LogProbs.shape[0], 1]);
        if (!oneEach)
            Same(SamplerWeights, "sampler weights");
        if (RefLogProbs is null && settings.KlCoefficient != 0)
            throw new ArgumentException("A KL coefficient other than 0 needs reference log-probabilities.");
        if (Advantages.dim() == 2)
        {
            Same(Advantages, "advantages");
        }
        else if (Advantages.dim() != 1 || Advantages.shape[0] != LogProbs.shape[0])
        {
            throw new ArgumentException(
                $"Advantages are [{string.Join(", ", Advantages.shape)}] for {LogProbs.shape[0]} completions."
            );
        }

        void Same(Tensor? other, string what)
        {
            if (other is not null && !other.shape.SequenceEqual(LogProbs.shape))
            {
                throw new ArgumentException(
                    $"{what}: [{string.Join(", ", other.shape)}] where log-probabilities are "
                        + $"[{string.Join(", ", LogProbs.shape)}]."
                );
            }
        }
    }
}
