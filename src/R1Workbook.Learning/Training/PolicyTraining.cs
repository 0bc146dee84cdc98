using System.Diagnostics;
using R1Workbook.Learning.Models;
using R1Workbook.Learning.Sampling;
using R1Workbook.Learning.Tasks;

namespace R1Workbook.Learning.Training;

/// <summary>A training that cannot go on, with the step, what was wrong and what to do.</summary>
public sealed class TrainingException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// Reinforcement learning of a policy: draw completions for prompts, reward them, update the policy by GRPO, evaluate
/// now and then. What is asked and what is rewarded is the task's.
/// </summary>
public sealed class PolicyTraining
{
    private readonly RunRecorder _recorder;
    private readonly IPolicyTask _task;
    private readonly PolicyTrainingSettings _settings;
    private readonly Seed _seed;
    private readonly string _folder;
    private readonly string _stage;
    private readonly IProgress<TrainingProgress>? _progress;

    private PolicyTraining(
        RunRecorder recorder,
        string folder,
        string stage,
        IPolicyTask task,
        PolicyTrainingSettings settings,
        Seed seed,
        IProgress<TrainingProgress>? progress
    ) =>
        (_recorder, _folder, _stage, _task, _settings, _seed, _progress) = (
            recorder,
            folder,
            stage,
            task,
            settings,
            seed,
            progress
        );

    /// <summary>Trains a policy, or goes on where the folder holds an unfinished run of the same settings.</summary>
    /// <param name="folder">Where the record is written.</param>
    /// <param name="stage">The stage's name.</param>
    /// <param name="start">The policy to start from, which is the first reference too; unchanged.</param>
    /// <param name="task">What is asked and rewarded.</param>
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
        IPolicyTask task,
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
        // In another type the same run has other figures; in float32 records stay as they were before there were
        // others.
        if (start.Placement.Type != TorchSharp.torch.ScalarType.Float32)
            inputs = new { Given = inputs, ComputedIn = start.Placement.Type.ToString() };
        using RunRecorder recorder = RunRecorder.Open(
            folder,
            stage,
            seed.Value,
            new
            {
                Settings = (object)settings,
                Start = start.Fingerprint(),
                Inputs = inputs,
            }
        );
        if (!recorder.IsFinished)
            new PolicyTraining(recorder, folder, stage, task, settings, seed, progress).Run(start, cancellationToken);
        return RunRecord.Read(folder);
    }

    private void Run(Decoder start, CancellationToken cancellationToken)
    {
        using Decoder policy = start.Clone(),
            reference = start.Clone();
        using Critic? critic = _settings.Critic is { } how ? new Critic(start, how) : null;
        using var optimizer = new AdamW(policy.Weights, _settings.Optimizer);
        if (_recorder.State is { } state)
            TrainingState.Restore(state, policy.Weights, optimizer, reference, critic);
        else
            Evaluate(policy, 0, [], null, cancellationToken);
        var update = new GrpoUpdate(policy, reference, optimizer, _settings.Loss)
        {
            Temperature = _settings.Sampling.Temperature,
            MiniBatches = _settings.MiniBatches,
            SamplerCorrection = _settings.SamplerCorrection,
        };
        for (int step = _recorder.Step + 1; step <= _settings.Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Dictionary<string, double> values;
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
                _recorder.Checkpoint(step, TrainingState.Of(policy.Weights, optimizer, reference, critic));
        }
        if (critic is not null)
            ScoredDecoderFile.Save(critic.Model, Path.Combine(_folder, Critic.FileName));
        _recorder.Finish(policy);
    }

    private (Dictionary<string, double> Values, string? Note) Step(
        Decoder policy,
        Decoder reference,
        Critic? critic,
        GrpoUpdate update,
        int step,
        CancellationToken cancellationToken
    )
    {
        long start = Stopwatch.GetTimestamp();
        (List<IProblem> problems, List<Completion> completions, Judgement judgement, double evenGroups, int rollouts) =
            Rollout(policy, step, cancellationToken);
        double sampled = Stopwatch.GetElapsedTime(start).TotalSeconds;
        RolloutAdvantages learned = RolloutAdvantages.Of(
            [.. problems.Select((problem, i) => new Rollout(problem.Prompt(), completions[i], 0))],
            judgement.Rewards,
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
        Dictionary<string, double> values = judgement.Figures;
        values["reward"] = judgement.Rewards.Average();
        values["even_groups"] = evenGroups;
        // The mean surprise at one's own tokens estimates the entropy without bias.
        values["entropy"] =
            -completions.Sum(completion => completion.LogProbs.Sum(p => (double)p))
            / Math.Max(1, completions.Sum(completion => completion.Tokens.Length));
        values["loss"] = result.Loss;
        values["kl"] = result.Kl;
        values["gradient_norm"] = result.GradientNorm;
        values["clipped_low"] = result.ClippedLow;
        values["clipped_high"] = result.ClippedHigh;
        values["sampler_mismatch"] = result.SamplerMismatch;
        values["trained"] = result.TrainedShare;
        values["effective"] = result.EffectiveShare;
        if (_settings.MostRollouts > 1)
            values["rollouts"] = rollouts;
        if (_settings.SamplerCorrection is not null)
            values["sampler_weight"] = result.SamplerWeight;
        if (criticism is not null)
        {
            (values["value_loss"], values["value_clipped"]) = (criticism.Loss, criticism.ClippedShare);
            if (double.IsFinite(criticism.ExplainedVariance))
                values["value_explained"] = criticism.ExplainedVariance;
        }
        values["seconds_sampling"] = sampled;
        values["seconds"] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return (values, result.Explanation);
    }

    // Groups whose rewards are all equal teach nothing; where another rollout is allowed their place is offered to
    // others.
    private (
        List<IProblem> Problems,
        List<Completion> Completions,
        Judgement Judgement,
        double EvenGroups,
        int Rollouts
    ) Rollout(Decoder policy, int step, CancellationToken cancellationToken)
    {
        Seed seed = _seed.For("step", step);
        Random random = seed.For("prompts").Source();
        List<IProblem> problems = []; // [B], a problem for each of its completions
        List<Completion> completions = []; // [B]
        int drawn = 0,
            even = 0;
        for (int rollout = 0; ; rollout++)
        {
            IProblem[] asked =
            [
                .. Enumerable
                    .Range(0, _settings.Prompts - problems.Count / _settings.GroupSize)
                    .Select(_ => _task.Draw(random, step)),
            ]; // [Q]
            Completion[] answered = Sampler.Draw(
                policy,
                [.. asked.Select(problem => problem.Prompt())],
                _settings.GroupSize,
                _settings.Sampling,
                seed.For("rollout", rollout),
                cancellationToken
            ); // [Q G]
            // [Q G]
            IProblem[] each = [.. asked.SelectMany(problem => Enumerable.Repeat(problem, _settings.GroupSize))];
            Judgement judged = _task.Judge(each, answered, step);
            bool[] teaches =
            [
                .. judged.Rewards.Chunk(_settings.GroupSize).Select(group => group.Any(reward => reward != group[0])),
            ]; // [Q]
            (drawn, even) = (drawn + asked.Length, even + teaches.Count(group => !group));
            bool last = rollout + 1 >= _settings.MostRollouts;
            for (int i = 0; i < each.Length; i++)
            {
                if (!last && !teaches[i / _settings.GroupSize])
                    continue;
                problems.Add(each[i]);
                completions.Add(answered[i]);
            }
            if (last || problems.Count == _settings.Prompts * _settings.GroupSize)
            {
                return (
                    problems,
                    completions,
                    rollout == 0 ? judged : _task.Judge(problems, completions, step),
                    (double)even / drawn,
                    rollout + 1
                );
            }
        }
    }

    private void Evaluate(
        Decoder policy,
        int step,
        Dictionary<string, double> values,
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
            step,
            cancellationToken
        );
        _recorder.Add(step, evaluation, samples: 8, values);
        Report(step, values, note);
    }

    private void Report(int step, Dictionary<string, double> values, string? note)
    {
        _recorder.Add(new RunStep(step, values));
        _progress?.Report(new TrainingProgress(_stage, step, _settings.Steps, values) { Note = note });
    }
}
