using static TorchSharp.torch;

namespace R1Workbook.Learning.Training.Preferences;

/// <summary>The loss of a model that calls single texts good or bad: how the paper trained its safety model (version 2,
/// section 3.1).</summary>
public static class PointwiseLoss
{
    /// <summary>The mean of −log σ(s) for good texts and −log σ(−s) for bad ones, in nats.</summary>
    /// <param name="scores">[B] Scores.</param>
    /// <param name="signs">[B] 1 for good, −1 for bad.</param>
    /// <returns>A number with its graph.</returns>
    public static Tensor Of(Tensor scores, Tensor signs)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return nn.functional.softplus(scores.mul(signs).neg()).mean();
    }
}
