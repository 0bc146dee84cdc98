using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Tasks.Countdown;
using R1Workbook.Learning.Training.Imitation;
using R1Workbook.Learning.Training.Optimiser;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Learning.Stages;

/// <summary>How the base is shown what a good chain of thought looks like.</summary>
public sealed record ColdStartSettings : FineTuningSettings
{
    /// <summary>Settings with the defaults of this stage. (The paper: a cosine from 5e-5 to 5e-6, 2 to 3 epochs,
    /// batches of 128; version 2, B.4.2.)</summary>
    public ColdStartSettings()
    {
        Training = new ImitationSettings
        {
            Steps = 60,
            BatchSize = 32,
            WarmUp = 5,
            LossDivisor = 32 * 50,
            BatchesSorted = 8,
            Optimizer = new AdamWSettings { LearningRate = 1e-3 },
        };
        EvaluateEvery = 20;
        RecordEvery = 5;
    }

    /// <summary>Demonstrations. (The paper: thousands.)</summary>
    public int Demonstrations { get; init; } = 300;

    /// <summary>Completions of R1-Zero that are drawn at most to find them.</summary>
    public int MostSampled { get; init; } = 16_384;

    /// <summary>The settings of a scale.</summary>
    /// <param name="scale">The scale.</param>
    public static ColdStartSettings Of(Scale scale) =>
        scale == Scale.Smoke
            ? new ColdStartSettings
            {
                Demonstrations = 8,
                MostSampled = 2048,
                HeldOut = 32,
                EvaluateEvery = 2,
                RecordEvery = 1,
                Training = new ColdStartSettings().Training with { Steps = 4 },
            }
            : new ColdStartSettings();
}

/// <summary>
/// The cold start, base to Dev1 (version 1 of the paper, section 2.3.1): a few good chains of thought, drawn from
/// R1-Zero at temperature 1, filtered for right answers and readability and put into the language of the prompt, teach
/// the base the form before reinforcement learning begins.
/// </summary>
public static class ColdStartStage
{
    /// <summary>The stage's name in run records.</summary>
    public const string Name = "cold-start";

    /// <summary>The demonstrations within the record's folder.</summary>
    public const string DataFile = "demonstrations.jsonl";

    /// <summary>Fine-tunes the base, or goes on where the folder holds an unfinished run of the same
    /// settings.</summary>
    /// <param name="folder">Where the record is written.</param>
    /// <param name="baseModel">The base model; unchanged.</param>
    /// <param name="r1Zero">The policy that writes the demonstrations.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="progress">Gets each line of the record.</param>
    /// <param name="cancellationToken">Stops between two updates; the same call goes on later.</param>
    /// <returns>The record, with what rejection sampling dropped among its results.</returns>
    /// <exception cref="RunRecordException">The folder holds another run.</exception>
    /// <exception cref="TrainingException">R1-Zero writes nothing that passes the filters.</exception>
    public static RunRecord Train(
        string folder,
        Decoder baseModel,
        Decoder r1Zero,
        ColdStartSettings settings,
        Seed seed,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(r1Zero);
        ArgumentNullException.ThrowIfNull(settings);
        CountdownTask task = new();
        FineTuningData Gather()
        {
            RejectionResult found = RejectionSampling.Draw(
                r1Zero,
                task,
                CountdownFilters.ColdStart,
                settings.Demonstrations,
                settings.MostSampled,
                settings.Sampling,
                seed.For("rejection"),
                cancellationToken: cancellationToken
            );
            Demonstration[] refined = [.. found.Kept.Select(CountdownFilters.Refine)];
            DemonstrationFile.Write(Path.Combine(folder, DataFile), refined, task);
            return new FineTuningData(refined, RejectionFigures.Of(found));
        }
        return FineTuning.Run(
            folder,
            Name,
            baseModel,
            Gather,
            [task],
            settings,
            seed,
            new { R1Zero = r1Zero.Fingerprint() },
            progress,
            cancellationToken
        );
    }
}
