using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Tasks.Countdown;
using R1Workbook.Learning.Training.Policy;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Learning.Stages;

/// <summary>How the reasoning of a cold-started model is trained.</summary>
public sealed record ReasoningRlSettings : PolicyTrainingSettings
{
    /// <summary>Settings with the defaults of this stage: accuracy, format and language consistency, added directly.
    /// (The paper does not publish weights.)</summary>
    public ReasoningRlSettings()
    {
        Steps = 40;
        Rewards = [new("accuracy"), new("format", 0.2), new("language_consistency", 0.2)];
    }

    /// <summary>The settings of a scale.</summary>
    /// <param name="scale">The scale.</param>
    public static ReasoningRlSettings Of(Scale scale) =>
        scale == Scale.Smoke ? Smoke(new ReasoningRlSettings()) : new ReasoningRlSettings();
}

/// <summary>
/// Reinforcement learning for reasoning, Dev1 to Dev2 (version 1 of the paper, section 2.3.2; version 2, section
/// 3.2.1): as R1-Zero, with a third reward for a chain of thought in the language of the prompt.
/// </summary>
public static class ReasoningRlStage
{
    /// <summary>The stage's name in run records.</summary>
    public const string Name = "reasoning-rl";

    /// <summary>Trains a policy, or goes on where the folder holds an unfinished run of the same settings.</summary>
    /// <param name="folder">Where the record is written.</param>
    /// <param name="start">The cold-started model (or the base, to see what the language reward alone does);
    /// unchanged.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellationToken">Stops between two steps; the same call goes on later.</param>
    /// <returns>The record.</returns>
    /// <exception cref="RunRecordException">The folder holds another run.</exception>
    public static RunRecord Train(
        string folder,
        Decoder start,
        ReasoningRlSettings settings,
        Seed seed,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        return PolicyTraining.Run(
            folder,
            Name,
            start,
            new CountdownTask(),
            settings,
            seed,
            progress: progress,
            cancellationToken: cancellationToken
        );
    }
}
