using R1Workbook.Learning.Sampling;

namespace R1Workbook.Learning.Training;

/// <summary>One completion with the prompt it answers and what it earned.</summary>
/// <param name="Prompt">[P] Tokens.</param>
/// <param name="Completion">What was sampled.</param>
/// <param name="Advantage">Its group-relative advantage.</param>
public sealed record Rollout(int[] Prompt, Completion Completion, double Advantage)
{
    /// <summary>[T] An advantage for each token, as PPO and REINFORCE++ have; null where all tokens have that of the completion.</summary>
    public double[]? TokenAdvantages { get; init; }

    /// <summary>Whether its advantages are all 0: it has no policy gradient.</summary>
    public bool TeachesNothing => TokenAdvantages is { } each ? each.All(advantage => advantage == 0) : Advantage == 0;
}
