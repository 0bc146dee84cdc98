using R1Workbook.Core.Grpo.Losses;
using R1Workbook.Learning.Training.Optimiser;

namespace R1Workbook.Learning.Training.Policy;

/// <summary>How the critic of PPO is trained, and what becomes of its values.</summary>
public sealed record CriticSettings
{
    /// <summary>The optimiser; a critic learns faster than its policy (Open-Reasoner-Zero: five times).</summary>
    public AdamWSettings Optimizer { get; init; } =
        new()
        {
            LearningRate = 1e-3,
            Beta2 = 0.95,
            WeightDecay = 0,
        };

    /// <summary>γ.</summary>
    public double Discount { get; init; } = 1;

    /// <summary>λ of generalized advantage estimation: 0 trusts the critic, 1 the rewards
    /// (Open-Reasoner-Zero).</summary>
    public double Lambda { get; init; } = 1;

    /// <summary>ε of the clipped value loss: how far a value may move in one step (verl,
    /// <c>cliprange_value</c>).</summary>
    public double ValueClip { get; init; } = 0.5;

    /// <summary>Whether advantages are shifted and scaled to mean 0 and variance 1 over the tokens of a step.</summary>
    public bool Whiten { get; init; } = true;

    /// <summary>How token losses become one number.</summary>
    public LossAggregation Aggregation { get; init; } = LossAggregation.TokenMean;

    /// <summary>How often the rollouts of a step are gone through.</summary>
    public int Epochs { get; init; } = 1;
}
