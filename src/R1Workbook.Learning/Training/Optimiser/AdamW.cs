using R1Workbook.Learning.Decoders;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Training.Optimiser;

/// <summary>How weights follow their gradient.</summary>
public sealed record AdamWSettings
{
    /// <summary>The learning rate at its height.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Decay of the mean of the gradient.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean of its square.</summary>
    public double Beta2 { get; init; } = 0.98;

    /// <summary>Added to the root of the mean square.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Weight decay, decoupled.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Gradients longer than this are shortened to it.</summary>
    public double MaxGradientNorm { get; init; } = 1;
}

/// <summary>AdamW (Loshchilov and Hutter 2019, arXiv 1711.05101, algorithm 2) with gradient clipping on one vector of
/// weights.</summary>
public sealed class AdamW : IDisposable
{
    private readonly AdamWSettings _settings;
    private readonly Tensor _weights; // [N]

    /// <summary>An optimiser of <paramref name="weights"/>.</summary>
    /// <param name="weights">[N] Changed in place.</param>
    /// <param name="settings">Its settings.</param>
    public AdamW(Tensor weights, AdamWSettings settings)
    {
        ArgumentNullException.ThrowIfNull(weights);
        (_weights, _settings) = (weights, settings);
        using DisposeScope scope = NewDisposeScope();
        Mean = zeros(weights.shape, device: weights.device).DetachFromDisposeScope();
        Square = zeros(weights.shape, device: weights.device).DetachFromDisposeScope();
    }

    /// <summary>[N] The running mean of the gradient.</summary>
    public Tensor Mean { get; }

    /// <summary>[N] The running mean of its square.</summary>
    public Tensor Square { get; }

    /// <summary>Updates done; set when a run goes on from a checkpoint.</summary>
    public int Updates { get; set; }

    /// <summary>One update.</summary>
    /// <param name="gradient">[N]</param>
    /// <param name="factor">Multiplies the learning rate: the schedule.</param>
    /// <returns>The length of the gradient before clipping.</returns>
    /// <exception cref="InvalidOperationException">The gradient is not finite. The weights are unchanged.</exception>
    public double Step(Tensor gradient, double factor = 1)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        using IDisposable inference = no_grad();
        using DisposeScope scope = NewDisposeScope();
        double length = gradient.norm().item<float>();
        if (!double.IsFinite(length))
        {
            throw new InvalidOperationException(
                $"The gradient of update {Updates + 1} is not finite: the learning rate is too high, or a loss "
                    + $"divides by 0."
            );
        }

        Updates++;
        Tensor clipped =
            length > _settings.MaxGradientNorm ? gradient.Times(_settings.MaxGradientNorm / length) : gradient; // [N]
        double rate = _settings.LearningRate * factor;
        Mean.mul_(KeptScalar.Of(_settings.Beta1)).add_(clipped, KeptScalar.Of(1 - _settings.Beta1));
        Square.mul_(KeptScalar.Of(_settings.Beta2)).addcmul_(clipped, clipped, KeptScalar.Of(1 - _settings.Beta2));
        Tensor root = Square.Over(1 - Math.Pow(_settings.Beta2, Updates)).sqrt().Plus(_settings.Epsilon); // [N]
        _weights.mul_(KeptScalar.Of(1 - rate * _settings.WeightDecay));
        _weights.addcdiv_(Mean, root, KeptScalar.Of(-rate / (1 - Math.Pow(_settings.Beta1, Updates))));
        return length;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Mean.Dispose();
        Square.Dispose();
    }
}
