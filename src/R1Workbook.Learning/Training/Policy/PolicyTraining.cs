using System.Diagnostics;
using R1Workbook.Core.Grpo.Advantages;
using R1Workbook.Core.Rewards;
using R1Workbook.Core.Rewards.Recipes;
using R1Workbook.Core.Tasks;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Files;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Training.Optimiser;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Learning.Training.Policy;

/// <summary>
/// Reinforcement learning of a policy: draw completions for prompts, reward them, update the policy by GRPO, evaluate
/// every few steps. The task says what is asked and what is right; the recipe says what is rewarded.
/// </summary>
public sealed class PolicyTraining
{
    private readonly RunRecorder _recorder;
    private readonly ITask _task;
    private readonly RewardRecipe _recipe;
    private readonly PolicyTrainingSettings _settings;
    private readonly Seed _seed;
    private readonly string _folder;
    private readonly string _stage;
    private readonly IProgress<TrainingProgress>? _progress;

    private PolicyTraining(
        RunRecorder recorder,
        string folder,
        string stage,
        ITask task,
        RewardRecipe recipe,
        PolicyTrainingSettings settings,
        Seed seed,
        IProgress<TrainingProgress>? progress
    ) =>
        (_recorder, _folder, _stage, _task, _recipe, _settings, _seed, _progress) = (
            recorder,
            folder,
            stage,
            task,
            recipe,
            settings,
            seed,
            progress
        );

    /// <summary>Trains a policy, or goes on where the folder holds an unfinished run of the same settings.</summary>
    /// <param name="folder">Where the record is written.</param>
    /// <param name="stage">The stage's name.</param>
    /// <param name="start">The policy to start from, which is the first reference too; unchanged.</param>
    /// <param name="task">What is asked, and how a response is judged.</param>
    /// <param name="settings">How.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="inputs">What else the result depends on; kept in the record and compared when the run goes
    /// on.</param>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellationToken">Stops between two steps; the same call goes on later.</param>
    /// <returns>The record.</returns>
    /// <exception cref="RunRecordException">The folder holds another run.</exception>
    /// <exception cref="TrainingException">The loss is not finite. The folder goes on from its last
    /// checkpoint.</exception>
    public static RunRecord Run(
        string folder,
        string stage,
        Decoder start,
        ITask task,
        PolicyTrainingSettings settings,
        Seed seed,
        object? inputs = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(settings);
        RewardRecipe recipe = RewardRecipe.Of(stage, settings.Rewards, settings.Catalogue);
        // In another type the same run has other figures; in float32 records stay as they were before there were
        // others.
        if (start.Placement.Type != TorchSharp.torch.ScalarType.Float32)
            inputs = new { Given = inputs, ComputedIn = start.Placement.Type.ToString() };
        using RunRecorder recorder = RunRecorder.Open(folder, stage, seed, settings, start, inputs);
        if (!recorder.IsFinished)
        {
            new PolicyTraining(recorder, folder, stage, task, recipe, settings, seed, progress).Run(
                start,
                cancellationToken
            );
        }

        return RunRecord.Read(folder);
    }

    private void Run(Decoder start, CancellationToken cancellationToken)
    {
        using Decoder policy = start.Clone(),
            reference = start.Clone();
        using Critic? critic = _settings.Critic is { } how ? new Critic(start, how) : null;
        using var optimizer = new AdamW(policy.Weights, _settings.Optimizer);
        if (_recorder.State is { } state)
            TrainingState.Restore(state, new(policy.Weights, optimizer), reference, critic?.Trained);
        else
            Evaluate(policy, 0, Measurements.None, null, cancellationToken);
        var update = new GrpoUpdate(policy, reference, optimizer, _settings.Loss)
        {
            Temperature = _settings.Sampling.Temperature,
            MiniBatches = _settings.MiniBatches,
            SamplerCorrection = _settings.SamplerCorrection,
        };
        for (int step = _recorder.Step + 1; step <= _settings.Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Measurements values;
            string? note;
            try
            {
                (values, note) = Step(policy, reference, critic, update, step, cancellationToken);
            }
            catch (InvalidOperationException exception)
            {
                throw new TrainingException(
                    $"{_stage}, step {step}: {exception.Message} The weights of step {_recorder.Step} are kept in "
                        + $"the folder; a smaller learning rate than {_settings.Optimizer.LearningRate} needs a "
                        + $"folder of its own.",
                    exception
                );
            }
            if (step % _settings.EvaluateEvery == 0 || step == _settings.Steps)
                Evaluate(policy, step, values, note, cancellationToken);
            else
                Report(step, values, note);
            if (step % _settings.ReferenceEvery == 0)
                reference.MoveTowards(policy, _settings.ReferenceMix);
            if (step % _settings.CheckpointEvery == 0)
            {
                _recorder.Checkpoint(
                    step,
                    TrainingState.Of(new(policy.Weights, optimizer), reference, critic?.Trained)
                );
            }
        }
        if (critic is not null)
            ScoredDecoderFile.Save(critic.Model, Path.Combine(_folder, Critic.FileName));
        _recorder.Finish(policy);
    }

    private (Measurements Values, string? Note) Step(
        Decoder policy,
        Decoder reference,
        Critic? critic,
        GrpoUpdate update,
        int step,
        CancellationToken cancellationToken
    )
    {
        long start = Stopwatch.GetTimestamp();
        RolloutBatch batch = RolloutBatch.Draw(
            policy,
            _task,
            _recipe,
            _settings,
            step,
            _seed.For("step", step),
            cancellationToken
        );
        if (critic is not null || _settings.Estimator != AdvantageEstimator.GroupRelative)
            batch.RequireRewards(_task, critic is null ? _settings.Estimator.ToString() : "critic");
        double sampled = Stopwatch.GetElapsedTime(start).TotalSeconds;
        RolloutAdvantages learned = RolloutAdvantages.Of(
            [.. batch.Completions.Select(judged => new Rollout(judged.Prompt, judged.Completion, 0))],
            batch.Rewards,
            _settings,
            reference,
            critic
        );
        CriticResult? criticism = critic?.Update(
            learned.Rollouts,
            learned.Values!,
            learned.Returns!,
            _settings.MiniBatches,
            cancellationToken
        );
        GrpoUpdateResult result = update.Run(learned.Rollouts, cancellationToken: cancellationToken);
        Measurements values = StepMeasurements
            .Of(batch, result, criticism, _settings)
            .With(TrainingMeasures.SecondsSampling, sampled)
            .With(TrainingMeasures.Seconds, Stopwatch.GetElapsedTime(start).TotalSeconds);
        return (values, result.Explanation);
    }

    private void Evaluate(
        Decoder policy,
        int step,
        Measurements values,
        string? note,
        CancellationToken cancellationToken
    )
    {
        HeldOutEvaluation evaluation = HeldOutEvaluation.Of(
            policy,
            _task,
            _settings.HeldOut,
            _settings.Sampling,
            _seed,
            _seed.For("evaluation", step),
            cancellationToken
        );
        RewardInput[] inputs =
        [
            .. evaluation.Problems.Select(
                (problem, i) => RewardInput.Of(problem, evaluation.Responses[i], evaluation.Verdicts[i])
            ),
        ];
        Measurements measured = RolloutBatch.WithRewards(
            evaluation.Measured,
            RolloutBatch.Score(_recipe, inputs, 1, cancellationToken),
            total: false
        );
        _recorder.Add(step, evaluation, samples: 8);
        Report(step, values.With(measured, TrainingMeasures.HeldOut), note);
    }

    private void Report(int step, Measurements values, string? note)
    {
        _recorder.Add(new RunStep(step, values));
        _progress?.Report(new TrainingProgress(_stage, step, _settings.Steps, values) { Note = note });
    }
}
