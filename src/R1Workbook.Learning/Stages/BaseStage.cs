using R1Workbook.Core.Tasks;
using R1Workbook.Learning.Corpora;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Sampling;
using R1Workbook.Learning.Tasks.Countdown;
using R1Workbook.Learning.Training.Imitation;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Learning.Stages;

/// <summary>How the base model is made.</summary>
public sealed record BaseSettings
{
    /// <summary>The decoder.</summary>
    public DecoderConfig Model { get; init; } =
        new(
            CountdownVocabulary.Size,
            Width: 64,
            Layers: 2,
            Heads: 4,
            KeyValueHeads: 2,
            HeadWidth: 16,
            FeedForward: 192,
            Context: 128
        );

    /// <summary>The corpus.</summary>
    public CorpusMix Corpus { get; init; } = new();

    /// <summary>The training.</summary>
    public ImitationSettings Training { get; init; } = new();

    /// <summary>How often another seed is tried where the verifier gate is not passed.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Updates between two lines of the record.</summary>
    public int RecordEvery { get; init; } = 100;

    /// <summary>Where the model lies and what it computes in; no part of the configuration, for a run may go on
    /// elsewhere.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Placement? Device { get; init; }

    /// <summary>The settings of a scale.</summary>
    /// <param name="scale">The scale.</param>
    public static BaseSettings Of(Scale scale) =>
        scale == Scale.Smoke
            ? new BaseSettings
            {
                Training = new ImitationSettings { Steps = 20 },
                Attempts = 1,
                RecordEvery = 10,
            }
            : new BaseSettings { Device = Devices.Of(scale) };
}

/// <summary>
/// Stage 0, in place of DeepSeek-V3-Base: a small decoder that has read a corpus of mixed quality in two languages, and
/// holds every part of a search with verification without using it often.
/// </summary>
public static class BaseStage
{
    /// <summary>The stage's name in run records.</summary>
    public const string Name = "base";

    /// <summary>Trains a base model, or goes on where the folder holds an unfinished run of the same
    /// settings.</summary>
    /// <param name="folder">Where the record is written.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="progress">Gets each line of the record.</param>
    /// <param name="cancellationToken">Stops between two updates; the same call goes on later.</param>
    /// <returns>The record. Whether the gate was passed stands in <see cref="Gate"/>.</returns>
    /// <exception cref="RunRecordException">The folder holds another run.</exception>
    public static RunRecord Train(
        string folder,
        BaseSettings settings,
        Seed seed,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        using RunRecorder recorder = RunRecorder.Open(folder, Name, seed.Value, settings);
        if (!recorder.IsFinished)
        {
            int steps = settings.Training.Steps,
                firstAttempt = recorder.Step / steps;
            for (int attempt = firstAttempt; attempt < settings.Attempts; attempt++)
            {
                using Decoder model = new(settings.Model, seed.For("model", attempt), settings.Device);
                VerifierGate gate = TrainOnce(recorder, model, settings, seed, attempt, progress, cancellationToken);
                if (!gate.Passed && attempt + 1 < settings.Attempts)
                    continue;
                recorder.Finish(
                    model,
                    new
                    {
                        Gate = new
                        {
                            gate.RightWhenYes,
                            RightWhenNo = Known(gate.RightWhenNo),
                            RightWhenGuessed = Known(gate.RightWhenGuessed),
                            gate.Yes,
                            gate.Responses,
                            gate.Passed,
                        },
                        Attempts = attempt + 1,
                    }
                );
                break;
            }
        }
        return RunRecord.Read(folder);
    }

    /// <summary>Measures the verifier gate of a recorded base model again.</summary>
    /// <param name="record">The record.</param>
    /// <param name="seed">The source of randomness.</param>
    /// <returns>The gate.</returns>
    public static VerifierGate Gate(RunRecord record, Seed seed)
    {
        ArgumentNullException.ThrowIfNull(record);
        using Decoder model = record.LoadModel();
        return VerifierGate.Measure(model, new SamplingSettings(), seed);
    }

    /// <summary>Whether the recorded base passed its verifier gate when it was trained.</summary>
    /// <param name="record">The record.</param>
    public static bool PassedGate(RunRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Header["results"]?["gate"]?["passed"]?.GetValue<bool>() ?? false;
    }

    private static VerifierGate TrainOnce(
        RunRecorder recorder,
        Decoder model,
        BaseSettings settings,
        Seed seed,
        int attempt,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        int steps = settings.Training.Steps,
            first = attempt * steps; // the record counts the updates of all attempts
        var corpus = new CountdownCorpus(settings.Corpus);
        using var training = new ImitationTraining(
            model,
            random => Demonstrate(corpus, random),
            settings.Training,
            seed.For("corpus", attempt)
        );
        int done = Math.Max(0, recorder.Step - first);
        if (done > 0)
            TrainingState.Restore(recorder.State!, new(model.Weights, training.Optimizer));
        double loss = 0,
            norm = 0;
        int counted = 0;
        for (int step = done + 1; step <= steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (double stepLoss, double stepNorm) = training.Step(step);
            (loss, norm, counted) = (loss + stepLoss, norm + stepNorm, counted + 1);
            if (step % settings.RecordEvery != 0 && step != steps)
                continue;
            Measurements values = Measurements
                .None.With(TrainingMeasures.Loss, loss / counted)
                .With(TrainingMeasures.GradientNorm, norm / counted)
                .With(TrainingMeasures.Rate, settings.Training.Rate(step))
                .With(TrainingMeasures.Attempt, attempt + 1);
            recorder.Add(new RunStep(first + step, values));
            progress?.Report(new TrainingProgress(Name, step, steps, values));
            recorder.Checkpoint(first + step, TrainingState.Of(new(model.Weights, training.Optimizer)));
            (loss, norm, counted) = (0, 0, 0);
        }
        return VerifierGate.Measure(
            model,
            new SamplingSettings(),
            seed.For("gate", attempt),
            cancellationToken: cancellationToken
        );
    }

    private static Demonstration Demonstrate(CountdownCorpus corpus, Random random)
    {
        CorpusDocument document = corpus.Draw(random);
        return new Demonstration(document.Prompt, document.Response);
    }

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}
