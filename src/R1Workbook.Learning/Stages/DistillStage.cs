using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Tasks.Countdown;
using R1Workbook.Learning.Tasks.Translation;
using R1Workbook.Learning.Training.Imitation;
using R1Workbook.Learning.Training.Optimiser;
using R1Workbook.Learning.Training.Policy;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Learning.Stages;

/// <summary>How a student learns from the demonstrations of a larger model.</summary>
public sealed record DistillSettings : FineTuningSettings
{
    /// <summary>Settings with the defaults of this stage. (The paper: 2 to 3 epochs over the 800k samples, batches of
    /// 64, a cosine to one tenth; version 2, B.4.3.)</summary>
    public DistillSettings()
    {
        Training = new ImitationSettings
        {
            Steps = 3000,
            BatchSize = 32,
            WarmUp = 20,
            LossDivisor = 32 * 45,
            Optimizer = new AdamWSettings { LearningRate = 2e-3 },
        };
        EvaluateEvery = 500;
        RecordEvery = 100;
    }

    /// <summary>The settings of a scale.</summary>
    /// <param name="scale">The scale.</param>
    public static DistillSettings Of(Scale scale) =>
        scale == Scale.Smoke
            ? new DistillSettings
            {
                HeldOut = 32,
                EvaluateEvery = 4,
                RecordEvery = 2,
                Training = new DistillSettings().Training with { Steps = 4, BatchesSorted = 4 },
            }
            : new DistillSettings();
}

/// <summary>
/// Distillation (version 1 of the paper, section 2.4): a small base is fine-tuned on the demonstrations that R1's
/// pipeline made. No reinforcement learning.
/// </summary>
public static class DistillStage
{
    /// <summary>The stage's name in run records.</summary>
    public const string Name = "distill";

    /// <summary>Fine-tunes a student, or goes on where the folder holds an unfinished run of the same
    /// settings.</summary>
    /// <param name="folder">Where the record is written.</param>
    /// <param name="student">The student's own base; unchanged.</param>
    /// <param name="demonstrations">What the teacher wrote: <see cref="RejectionSftStage.DataFile"/>.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="progress">Gets each line of the record.</param>
    /// <param name="cancellationToken">Stops between two updates; the same call goes on later.</param>
    /// <returns>The record.</returns>
    /// <exception cref="RunRecordException">The folder holds another run.</exception>
    public static RunRecord Train(
        string folder,
        Decoder student,
        IReadOnlyList<Demonstration> demonstrations,
        DistillSettings settings,
        Seed seed,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(demonstrations);
        ArgumentNullException.ThrowIfNull(settings);
        return FineTuning.Run(
            folder,
            Name,
            student,
            () => new FineTuningData(demonstrations),
            [new CountdownTask(), new TranslationTask()],
            settings,
            seed,
            new { Demonstrations = demonstrations.Count },
            progress,
            cancellationToken
        );
    }
}

/// <summary>
/// Reinforcement learning directly on a student (version 1 of the paper, section 4.1: DeepSeek-R1-Zero-Qwen-32B against
/// the distilled 32B), or on a distilled one, which the paper leaves to the community (section 2.4).
/// </summary>
public static class DistillRlStage
{
    /// <summary>The stage's name in run records.</summary>
    public const string Name = "distill-rl";

    /// <summary>Trains a student by rewards, or goes on where the folder holds an unfinished run of the same
    /// settings.</summary>
    /// <param name="folder">Where the record is written.</param>
    /// <param name="student">The student: its base, or the distilled one; unchanged.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellationToken">Stops between two steps; the same call goes on later.</param>
    /// <returns>The record.</returns>
    /// <exception cref="RunRecordException">The folder holds another run.</exception>
    public static RunRecord Train(
        string folder,
        Decoder student,
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
            student,
            new CountdownTask(),
            settings,
            seed,
            progress: progress,
            cancellationToken: cancellationToken
        );
    }
}
