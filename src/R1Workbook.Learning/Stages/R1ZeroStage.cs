using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Tasks.Countdown;
using R1Workbook.Learning.Training.Policy;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Learning.Stages;

/// <summary>How R1-Zero is made in small: the defaults of <see cref="PolicyTrainingSettings"/> and its two
/// rewards.</summary>
public sealed record R1ZeroSettings : PolicyTrainingSettings
{
    /// <summary>The settings of a scale.</summary>
    /// <param name="scale">The scale.</param>
    public static R1ZeroSettings Of(Scale scale) =>
        scale == Scale.Smoke ? Smoke(new R1ZeroSettings()) : new R1ZeroSettings();
}

/// <summary>
/// R1-Zero (version 1 of the paper, section 2.2): reinforcement learning from the base model alone. Rewards come from
/// rules, for accuracy and for format; no demonstration is shown.
/// </summary>
public static class R1ZeroStage
{
    /// <summary>The stage's name in run records.</summary>
    public const string Name = "r1-zero";

    /// <summary>Trains a policy from a base model, or goes on where the folder holds an unfinished run of the same
    /// settings.</summary>
    /// <param name="folder">Where the record is written.</param>
    /// <param name="baseModel">The base model; unchanged.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellationToken">Stops between two steps; the same call goes on later.</param>
    /// <returns>The record.</returns>
    /// <exception cref="RunRecordException">The folder holds another run.</exception>
    public static RunRecord Train(
        string folder,
        Decoder baseModel,
        R1ZeroSettings settings,
        Seed seed,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        return PolicyTraining.Run(
            folder,
            Name,
            baseModel,
            new CountdownTask(),
            settings,
            seed,
            progress: progress,
            cancellationToken: cancellationToken
        );
    }
}
