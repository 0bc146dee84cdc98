using R1Workbook.Learning.Corpora;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Tasks.Countdown;
using R1Workbook.Learning.Tasks.Translation;
using R1Workbook.Learning.Training.Imitation;
using R1Workbook.Learning.Training.Optimiser;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Learning.Stages;

/// <summary>How the base is fine-tuned on rejection samples and on other data.</summary>
public sealed record RejectionSftSettings : FineTuningSettings
{
    /// <summary>Settings with the defaults of this stage. (The paper: 2 to 3 epochs, otherwise as the cold start;
    /// version 2, B.4.2.)</summary>
    public RejectionSftSettings()
    {
        Training = new ImitationSettings
        {
            Steps = 2000,
            BatchSize = 32,
            WarmUp = 20,
            LossDivisor = 32 * 45,
            Optimizer = new AdamWSettings { LearningRate = 2e-3 },
        };
        RecordEvery = 50;
    }

    /// <summary>Reasoning demonstrations. (The paper: about 600,000.)</summary>
    public int Reasoning { get; init; } = 6000;

    /// <summary>Other demonstrations: 3 to 1, as the paper's 600,000 to 200,000.</summary>
    public int Other { get; init; } = 2000;

    /// <summary>The documents that the other demonstrations are drawn from.</summary>
    public TranslationCorpus OtherData { get; init; } = new();

    /// <summary>Completions that are drawn at most to find the reasoning demonstrations.</summary>
    public int MostSampled { get; init; } = 40_960;

    /// <summary>The settings of a scale.</summary>
    /// <param name="scale">The scale.</param>
    public static RejectionSftSettings Of(Scale scale) =>
        scale == Scale.Smoke
            ? new RejectionSftSettings
            {
                Reasoning = 9,
                Other = 3,
                MostSampled = 2048,
                HeldOut = 32,
                EvaluateEvery = 4,
                RecordEvery = 2,
                Training = new RejectionSftSettings().Training with { Steps = 4, BatchesSorted = 4 },
            }
            : new RejectionSftSettings();
}

/// <summary>
/// Rejection sampling and supervised fine-tuning, Dev2 to Dev3 (version 1 of the paper, section 2.3.3): the trained
/// reasoner writes the data, filters keep what is right and readable, other data is added 3 to 1, and the base is
/// fine-tuned on both from the beginning.
/// </summary>
public static class RejectionSftStage
{
    /// <summary>The stage's name in run records.</summary>
    public const string Name = "rejection-sft";

    /// <summary>The demonstrations within the record's folder: in small the "800k samples", which distillation uses
    /// too.</summary>
    public const string DataFile = ColdStartStage.DataFile;

    /// <summary>Fine-tunes the base, or goes on where the folder holds an unfinished run of the same
    /// settings.</summary>
    /// <param name="folder">Where the record is written.</param>
    /// <param name="baseModel">The base model, not the reasoner; unchanged.</param>
    /// <param name="reasoner">The policy that writes the reasoning demonstrations.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="progress">Gets each line of the record.</param>
    /// <param name="cancellationToken">Stops between two updates; the same call goes on later.</param>
    /// <returns>The record, with what rejection sampling dropped among its results.</returns>
    /// <exception cref="RunRecordException">The folder holds another run.</exception>
    /// <exception cref="TrainingException">The reasoner writes nothing that passes the filters.</exception>
    public static RunRecord Train(
        string folder,
        Decoder baseModel,
        Decoder reasoner,
        RejectionSftSettings settings,
        Seed seed,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(reasoner);
        ArgumentNullException.ThrowIfNull(settings);
        CountdownTask task = new();
        FineTuningData Gather()
        {
            RejectionResult found = RejectionSampling.Draw(
                reasoner,
                task,
                CountdownFilters.Paper,
                settings.Reasoning,
                settings.MostSampled,
                settings.Sampling,
                seed.For("rejection"),
                cancellationToken: cancellationToken
            );
            Random random = seed.For("other").Source();
            IEnumerable<Demonstration> other = Enumerable
                .Range(0, settings.Other)
                .Select(_ => settings.OtherData.Draw(random))
                .Select(drawn => new Demonstration(drawn.Problem.Prompt(), drawn.Response));
            Demonstration[] all = [.. found.Kept, .. other];
            DemonstrationFile.Write(Path.Combine(folder, DataFile), all, task);
            return new FineTuningData(all, RejectionFigures.Of(found));
        }
        return FineTuning.Run(
            folder,
            Name,
            baseModel,
            Gather,
            [task, new TranslationTask()],
            settings,
            seed,
            new { Reasoner = reasoner.Fingerprint() },
            progress,
            cancellationToken
        );
    }
}
