using R1Workbook.Core.Tasks;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Files;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Training.Optimiser;
using R1Workbook.Learning.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Training.Preferences;

/// <summary>Two texts of which raters preferred one.</summary>
/// <param name="Chosen">[T] The preferred text.</param>
/// <param name="Rejected">[T'] The other.</param>
public sealed record PreferencePair(int[] Chosen, int[] Rejected);

/// <summary>A text that raters called good or bad.</summary>
/// <param name="Text">[T]</param>
/// <param name="Good">What they said.</param>
public sealed record LabelledText(int[] Text, bool Good);

/// <summary>How a reward model is trained. (The paper: one epoch, learning rate 6e-6, batches of 256; version 2,
/// section 3.1.)</summary>
public sealed record RewardModelSettings
{
    /// <summary>Updates.</summary>
    public int Steps { get; init; } = 150;

    /// <summary>Pairs, or texts, an update.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>The optimiser.</summary>
    public AdamWSettings Optimizer { get; init; } = new() { LearningRate = 1e-3 };

    /// <summary>Updates between two lines of the record, each with a checkpoint.</summary>
    public int RecordEvery { get; init; } = 10;

    /// <summary>The share of the data that is kept for measuring.</summary>
    public double HeldOutShare { get; init; } = 0.1;
}

/// <summary>Trains reward models: on pairs by the Bradley-Terry loss, on single texts by the logistic one.</summary>
public static class RewardModelTraining
{
    /// <summary>Trains a preference model, or goes on where the folder holds an unfinished run of the same
    /// settings.</summary>
    /// <param name="folder">Where the record is written.</param>
    /// <param name="stage">Its name in the record.</param>
    /// <param name="start">The decoder to start from; unchanged.</param>
    /// <param name="pairs">All pairs; the last of them are kept for measuring.</param>
    /// <param name="settings">How.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="progress">Gets each line of the record.</param>
    /// <param name="cancellationToken">Stops between two updates.</param>
    /// <returns>The record; <c>held_out_agreement</c> is the share of held-out pairs in which the chosen text scores
    /// higher.</returns>
    /// <exception cref="RunRecordException">The folder holds another run.</exception>
    /// <exception cref="TrainingException">There are fewer than two pairs.</exception>
    public static RunRecord OnPairs(
        string folder,
        string stage,
        Decoder start,
        IReadOnlyList<PreferencePair> pairs,
        RewardModelSettings settings,
        Seed seed,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) =>
        Train(
            folder,
            stage,
            start,
            pairs,
            settings,
            seed,
            (model, batch) =>
                PairwiseLoss.Loss(
                    model.Scores([.. batch.Select(pair => pair.Chosen)]),
                    model.Scores([.. batch.Select(pair => pair.Rejected)])
                ),
            (model, held) =>
                model
                    .Score([.. held.Select(pair => pair.Chosen)])
                    .Zip(model.Score([.. held.Select(pair => pair.Rejected)]))
                    .Average(scores => Agrees(scores.First, scores.Second)),
            progress,
            cancellationToken
        );

    /// <summary>Trains a point-wise model, or goes on where the folder holds an unfinished run of the same
    /// settings.</summary>
    /// <param name="folder">Where the record is written.</param>
    /// <param name="stage">Its name in the record.</param>
    /// <param name="start">The decoder to start from; unchanged.</param>
    /// <param name="texts">All texts; the last of them are kept for measuring.</param>
    /// <param name="settings">How.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="progress">Gets each line of the record.</param>
    /// <param name="cancellationToken">Stops between two updates.</param>
    /// <returns>The record; <c>held_out_agreement</c> is the share of held-out texts on the right side of 0.</returns>
    /// <exception cref="RunRecordException">The folder holds another run.</exception>
    /// <exception cref="TrainingException">There are fewer than two texts.</exception>
    public static RunRecord OnTexts(
        string folder,
        string stage,
        Decoder start,
        IReadOnlyList<LabelledText> texts,
        RewardModelSettings settings,
        Seed seed,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) =>
        Train(
            folder,
            stage,
            start,
            texts,
            settings,
            seed,
            (model, batch) =>
                PointwiseLoss.Of(
                    model.Scores([.. batch.Select(text => text.Text)]),
                    tensor(
                        [.. batch.Select(text => text.Good ? 1f : -1f)],
                        dtype: start.Placement.LossType,
                        device: start.Device
                    )
                ),
            (model, held) =>
                model
                    .Score([.. held.Select(text => text.Text)])
                    .Zip(held)
                    .Average(s => s.First > 0 == s.Second.Good ? 1 : 0),
            progress,
            cancellationToken
        );

    private static RunRecord Train<T>(
        string folder,
        string stage,
        Decoder start,
        IReadOnlyList<T> data,
        RewardModelSettings settings,
        Seed seed,
        Func<ScoredDecoder, T[], Tensor> loss,
        Func<ScoredDecoder, T[], double> agreement,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(settings);
        if (data.Count < 2)
        {
            throw new TrainingException(
                $"{stage}: {data.Count} examples; at least one to learn from and one to measure by are needed."
            );
        }

        int kept = Math.Clamp((int)(data.Count * settings.HeldOutShare), 1, data.Count - 1);
        T[] training = [.. data.Take(data.Count - kept)],
            held = [.. data.Skip(data.Count - kept)];
        using RunRecorder recorder = RunRecorder.Open(
            folder,
            stage,
            seed.Value,
            new
            {
                Settings = settings,
                Start = start.Fingerprint(),
                Examples = data.Count,
            }
        );
        if (recorder.IsFinished)
            return RunRecord.Read(folder);
        using var model = new ScoredDecoder(start);
        using AdamW optimizer = new(model.Weights, settings.Optimizer);
        if (recorder.State is { } state)
            TrainingState.Restore(state, new(model.Weights, optimizer));
        for (int step = recorder.Step + 1; step <= settings.Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Random random = seed.For("batch", step).Source();
            T[] batch =
            [
                .. Enumerable.Range(0, settings.BatchSize).Select(_ => training[random.Next(training.Length)]),
            ];
            double value = Update(model, optimizer, () => loss(model, batch));
            if (step % settings.RecordEvery != 0 && step != settings.Steps)
                continue;
            Measurements values = Measurements
                .None.With(TrainingMeasures.Loss, value)
                .With(TrainingMeasures.HeldOutAgreement, agreement(model, held));
            recorder.Add(new RunStep(step, values));
            progress?.Report(new TrainingProgress(stage, step, settings.Steps, values));
            recorder.Checkpoint(step, TrainingState.Of(new(model.Weights, optimizer)));
        }
        recorder.Finish(
            path => ScoredDecoderFile.Save(model, path),
            new
            {
                Examples = training.Length,
                HeldOut = held.Length,
                Agreement = agreement(model, held),
            }
        );
        return RunRecord.Read(folder);
    }

    private static double Update(ScoredDecoder model, AdamW optimizer, Func<Tensor> loss)
    {
        set_num_threads(1);
        using DisposeScope scope = NewDisposeScope();
        Tensor value = loss(); // []
        optimizer.Step(CheckedCalls.Gradients(value, model.Weights)[0]); // [N + D + 1]
        return value.to_type(ScalarType.Float32).item<float>();
    }

    // A model that says the same of both has guessed.
    internal static double Agrees(float chosen, float rejected) =>
        chosen == rejected ? 0.5
        : chosen > rejected ? 1
        : 0;
}
