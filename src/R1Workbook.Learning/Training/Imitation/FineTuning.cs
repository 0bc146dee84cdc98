using R1Workbook.Core.Tasks;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Sampling;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Learning.Training.Imitation;

/// <summary>How a model is fine-tuned on demonstrations.</summary>
public record FineTuningSettings
{
    /// <summary>The training: a cosine to one tenth, as the paper's.</summary>
    public ImitationSettings Training { get; init; } = new();

    /// <summary>How the model answers when it is evaluated.</summary>
    public SamplingSettings Sampling { get; init; } = new();

    /// <summary>Held-out problems of an evaluation, one completion each.</summary>
    public int HeldOut { get; init; } = 512;

    /// <summary>Updates between two evaluations; one is made before the first update and one after the last.</summary>
    public int EvaluateEvery { get; init; } = 250;

    /// <summary>Updates between two lines of the record, each with a checkpoint.</summary>
    public int RecordEvery { get; init; } = 25;
}

/// <summary>What a model is fine-tuned on.</summary>
/// <param name="Demonstrations">The demonstrations, drawn with replacement.</param>
/// <param name="Results">What shall stand among the record's results about them; null for nothing.</param>
public sealed record FineTuningData(IReadOnlyList<Demonstration> Demonstrations, object? Results = null);

/// <summary>Supervised fine-tuning on demonstrations, recorded and evaluated: cold start, rejection-sampling SFT and
/// distillation are this.</summary>
public static class FineTuning
{
    /// <summary>Fine-tunes a model, or goes on where the folder holds an unfinished run of the same settings.</summary>
    /// <param name="folder">Where the record is written.</param>
    /// <param name="stage">The stage's name.</param>
    /// <param name="start">The model to start from; unchanged.</param>
    /// <param name="prepare">Gathers the demonstrations; asked only where the run is not finished.</param>
    /// <param name="tasks">The tasks that it is evaluated on.</param>
    /// <param name="settings">How.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="inputs">What else the result depends on; kept in the record and compared when the run goes
    /// on.</param>
    /// <param name="progress">Gets each line of the record.</param>
    /// <param name="cancellationToken">Stops between two updates; the same call goes on later.</param>
    /// <returns>The record.</returns>
    /// <exception cref="RunRecordException">The folder holds another run.</exception>
    /// <exception cref="TrainingException">The loss is not finite. The folder goes on from its last
    /// checkpoint.</exception>
    public static RunRecord Run(
        string folder,
        string stage,
        Decoder start,
        Func<FineTuningData> prepare,
        IReadOnlyList<ITask> tasks,
        FineTuningSettings settings,
        Seed seed,
        object? inputs = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(prepare);
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(settings);
        using RunRecorder recorder = RunRecorder.Open(folder, stage, seed, settings, start, inputs);
        if (recorder.IsFinished)
            return RunRecord.Read(folder);
        FineTuningData data = prepare();
        if (data.Demonstrations.Count == 0)
            throw new TrainingException($"{stage}: there are no demonstrations to learn from.");
        using Decoder model = start.Clone();
        using var training = new ImitationTraining(
            model,
            random => data.Demonstrations[random.Next(data.Demonstrations.Count)],
            settings.Training,
            seed.For("demonstrations")
        );
        int steps = settings.Training.Steps;
        void Report(int step, Measurements values)
        {
            if (step == 0 || step % settings.EvaluateEvery == 0 || step == steps)
            {
                values = values.With(
                    Evaluate(recorder, model, tasks, settings, seed, step, cancellationToken),
                    TrainingMeasures.HeldOut
                );
            }

            recorder.Add(new RunStep(step, values));
            progress?.Report(new TrainingProgress(stage, step, steps, values));
        }

        if (recorder.State is { } state)
            TrainingState.Restore(state, new(model.Weights, training.Optimizer));
        else
            Report(0, Measurements.None);
        double loss = 0,
            norm = 0;
        int counted = 0;
        for (int step = recorder.Step + 1; step <= steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                (double stepLoss, double stepNorm) = training.Step(step);
                (loss, norm, counted) = (loss + stepLoss, norm + stepNorm, counted + 1);
            }
            catch (InvalidOperationException exception)
            {
                throw new TrainingException(
                    $"{stage}, update {step}: {exception.Message} The weights of update {recorder.Step} are kept in "
                        + $"{folder}; a smaller learning rate needs a folder of its own.",
                    exception
                );
            }
            if (step % settings.RecordEvery != 0 && step != steps)
                continue;
            Report(
                step,
                Measurements
                    .None.With(TrainingMeasures.Loss, loss / counted)
                    .With(TrainingMeasures.GradientNorm, norm / counted)
                    .With(TrainingMeasures.Rate, settings.Training.Rate(step))
            );
            recorder.Checkpoint(step, TrainingState.Of(new(model.Weights, training.Optimizer)));
            (loss, norm, counted) = (0, 0, 0);
        }
        recorder.Finish(model, data.Results);
        return RunRecord.Read(folder);
    }

    private static Measurements Evaluate(
        RunRecorder recorder,
        Decoder model,
        IReadOnlyList<ITask> tasks,
        FineTuningSettings settings,
        Seed seed,
        int step,
        CancellationToken cancellationToken
    )
    {
        Measurements measured = Measurements.None;
        foreach (ITask task in tasks)
        {
            HeldOutEvaluation evaluation = HeldOutEvaluation.Of(
                model,
                task,
                settings.HeldOut,
                settings.Sampling,
                seed,
                seed.For("evaluation", step),
                cancellationToken
            );
            recorder.Add(step, evaluation, samples: 4);
            measured = measured.With(evaluation.Measured);
        }

        return measured;
    }
}
