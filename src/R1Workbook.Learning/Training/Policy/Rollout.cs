using R1Workbook.Learning.Sampling;

namespace R1Workbook.Learning.Training.Policy;

/// <summary>One completion with the prompt it answers and what it earned.</summary>
/// <param name="Prompt">[P] Tokens.</param>
/// <param name="Completion">What was sampled.</param>
/// <param name="Advantage">Its group-relative advantage.</param>
public sealed record Rollout(int[] Prompt, Completion Completion, double Advantage)
{
    /// <summary>[T] An advantage for each token, as PPO and REINFORCE++ have; null where all tokens have that of the
    /// completion.</summary>
    public double[]? TokenAdvantages { get; init; }

    /// <summary>[T] log π_old by the trainer, where it is not what the sampler says
    /// (<see cref="Completion.LogProbs"/>); null where it is.</summary>
    public double[]? OldLogProbs { get; init; }

    /// <summary>[T], or [1] for the whole completion: what corrects for the sampler; null for 1.</summary>
    public double[]? SamplerWeights { get; init; }

    /// <summary>[T] The tokens that a covariance control takes; null for none.</summary>
    public bool[]? CovarianceTokens { get; init; }

    /// <summary>[T] Which tokens the policy wrote itself: all but those that a thinking budget wrote in its
    /// place.</summary>
    public bool[] Own()
    {
        bool[] own = [.. Completion.Tokens.Select(_ => true)];
        foreach (int t in Completion.Forced)
            own[t] = false;
        return own;
    }

    /// <summary>Whether its advantages are all 0: it has no policy gradient.</summary>
    public bool TeachesNothing => TokenAdvantages is { } each ? each.All(advantage => advantage == 0) : Advantage == 0;
}
