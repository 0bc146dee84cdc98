using R1Workbook.Core.Grpo;
using R1Workbook.Core.Grpo.Advantages;

namespace R1Workbook.Learning.Training.Policy;

/// <summary>The algorithms of the field by name, whole: a loss (<see cref="LossPreset"/>) with the advantages that
/// belong to it, and a critic where it has one.</summary>
public static class PolicyAlgorithm
{
    /// <summary>All names, those that stand for another too.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. LossPreset.Names, .. LossPreset.OtherNames.Keys];

    /// <summary>Settings of a training that follow an algorithm; what does not belong to it (steps, prompts, optimiser,
    /// sampling) stays as it is.</summary>
    /// <typeparam name="T">The settings of a stage.</typeparam>
    /// <param name="settings">The settings.</param>
    /// <param name="name">The algorithm.</param>
    /// <returns>A copy.</returns>
    /// <exception cref="ArgumentException">There is no algorithm of that name.</exception>
    public static T Apply<T>(T settings, string name)
        where T : PolicyTrainingSettings
    {
        ArgumentNullException.ThrowIfNull(settings);
        GrpoSettings loss = LossPreset.Named(name) with { MaxCompletionLength = settings.Sampling.MaxTokens };
        T plain = settings with
        {
            Loss = loss,
            Advantage = AdvantageScale.Group,
            Estimator = AdvantageEstimator.GroupRelative,
            MostRollouts = 1,
            Critic = null,
            KlInReward = 0,
        };
        return LossPreset.OtherNames.GetValueOrDefault(name, name) switch
        {
            "dr_grpo" => plain with { Advantage = AdvantageScale.None },
            // Dynamic sampling belongs to DAPO (arXiv 2503.14476, section 3.2); three rollouts fill most batches here.
            "dapo" => plain with { MostRollouts = 3 },
            "rloo" => plain with { Estimator = AdvantageEstimator.LeaveOneOut },
            "gpg" => plain with { Estimator = AdvantageEstimator.Gpg },
            "opo" => plain with { Estimator = AdvantageEstimator.LengthWeighted },
            // Its KL divergence lies in the reward (arXiv 2501.03262, equation 3).
            "reinforce" or "reinforce_plus_plus" => plain with
            {
                Estimator = AdvantageEstimator.ReinforcePlusPlus,
                KlInReward = 0.001,
            },
            "reinforce_plus_plus_baseline" => plain with { Estimator = AdvantageEstimator.ReinforcePlusPlusBaseline },
            "ppo" => plain with { Critic = new CriticSettings(), KlInReward = 0.001 },
            _ => plain,
        };
    }
}
