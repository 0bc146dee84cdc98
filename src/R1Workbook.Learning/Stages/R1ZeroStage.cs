using R1Workbook.Core.Grpo;
using R1Workbook.Learning.Models;
using R1Workbook.Learning.Sampling;
using R1Workbook.Learning.Tasks;
using R1Workbook.Learning.Training;

namespace R1Workbook.Learning.Stages;

/// <summary>How R1-Zero is made in small.</summary>
public sealed record R1ZeroSettings
{
    /// <summary>GRPO steps.</summary>
    public int Steps { get; init; } = 60;

    /// <summary>Prompts a step. (R1-Zero: 32; v2, section "Training details of DeepSeek-R1-Zero".)</summary>
    public int Prompts { get; init; } = 32;

    /// <summary>Completions a prompt, G. (R1-Zero: 16.)</summary>
    public int GroupSize { get; init; } = 16;

    /// <summary>How completions are drawn. (R1-Zero: temperature 1.)</summary>
    public SamplingSettings Sampling { get; init; } = new();

    /// <summary>Updates that the completions of a step are divided into. (R1-Zero: 16 for the 8192 completions of a rollout.)</summary>
    public int MiniBatches { get; init; } = 2;

    /// <summary>The loss. KL coefficient 0.001 as R1-Zero; token losses are summed over a constant, as in Dr. GRPO.</summary>
    public GrpoSettings Loss { get; init; } = new() { KlCoefficient = 0.001, Aggregation = LossAggregation.Constant, MaxCompletionLength = 110 };

    /// <summary>By what advantages are divided.</summary>
    public AdvantageScale Advantage { get; init; } = AdvantageScale.None;

    /// <summary>The optimiser.</summary>
    public AdamWSettings Optimizer { get; init; } = new() { LearningRate = 5e-4, Beta2 = 0.95, WeightDecay = 0 };

    /// <summary>The weight of the format reward; that of accuracy is 1. (R1-Zero: equal weights; v2, equation 4.)</summary>
    public double FormatWeight { get; init; } = 0.2;

    /// <summary>Steps after which the reference policy becomes the policy. (R1-Zero: 400.)</summary>
    public int ReferenceEvery { get; init; } = 400;

    /// <summary>Steps between two evaluations on held-out problems.</summary>
    public int EvaluateEvery { get; init; } = 10;

    /// <summary>Held-out problems of an evaluation, one completion each.</summary>
    public int HeldOut { get; init; } = 512;

    /// <summary>Steps between two checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 5;

    /// <summary>The settings of a scale.</summary>
    /// <param name="scale">The scale.</param>
    public static R1ZeroSettings Of(Scale scale) => scale == Scale.Smoke
        ? new R1ZeroSettings { Steps = 2, Prompts = 4, GroupSize = 4, EvaluateEvery = 1, HeldOut = 32, CheckpointEvery = 1 }
        : new R1ZeroSettings();
}

/// <summary>
/// R1-Zero (version 1 of the paper, section 2.2): reinforcement learning from the base model alone. Rewards come from rules, for accuracy and for
/// format; no demonstration is shown.
/// </summary>
public static class R1ZeroStage
{
    /// <summary>The stage's name in run records.</summary>
    public const string Name = "r1-zero";

    /// <summary>Trains a policy from a base model, or goes on where the folder holds an unfinished run of the same settings.</summary>
    /// <param name="folder">Where the record is written.</param>
    /// <param name="baseModel">The base model; unchanged.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellationToken">Stops between two steps; the same call goes on later.</param>
    /// <returns>The record.</returns>
    /// <exception cref="RunRecordException">The folder holds another run.</exception>
    public static RunRecord Train(
        string folder, Decoder baseModel, R1ZeroSettings settings, Seed seed, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(baseModel);
        ArgumentNullException.ThrowIfNull(settings);
        using RunRecorder recorder = RunRecorder.Open(folder, Name, seed.Value, new { Settings = settings, Base = Fingerprint(baseModel) });
        if (!recorder.IsFinished)
        {
            using Decoder policy = baseModel.Clone(), reference = baseModel.Clone();
            using var optimizer = new AdamW(policy.Weights, settings.Optimizer);
            if (recorder.State is { } state) TrainingState.Restore(state, policy, optimizer, reference);
            else Evaluate(recorder, policy, settings, seed, 0, [], progress, cancellationToken);
            var update = new GrpoUpdate(policy, reference, optimizer, settings.Loss) { Temperature = settings.Sampling.Temperature, MiniBatches = settings.MiniBatches };
            for (int step = recorder.Step + 1; step <= settings.Steps; step++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Dictionary<string, double> values = Step(policy, update, settings, seed.For("step", step), cancellationToken);
                if (step % settings.EvaluateEvery == 0 || step == settings.Steps) Evaluate(recorder, policy, settings, seed, step, values, progress, cancellationToken);
                else Report(recorder, settings, step, values, progress);
                if (step % settings.ReferenceEvery == 0) reference.SetWeights(policy.Weights);
                if (step % settings.CheckpointEvery == 0) recorder.Checkpoint(step, TrainingState.Of(policy, optimizer, reference));
            }
            recorder.Finish(policy);
        }
        return RunRecord.Read(folder);
    }

    private static Dictionary<string, double> Step(Decoder policy, GrpoUpdate update, R1ZeroSettings settings, Seed seed, CancellationToken cancellationToken)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        Random random = seed.For("prompts").Source();
        CountdownProblem[] problems = [.. Enumerable.Range(0, settings.Prompts).Select(_ => CountdownSplit.Draw(random))]; // [Q]
        CountdownAnswer[] answers = CountdownEvaluation.Answer(policy, problems, settings.GroupSize, settings.Sampling, seed.For("rollout"), cancellationToken); // [Q G]
        double sampled = System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds;
        double[] rewards = [.. answers.Select(answer => Reward(answer.Verdict, settings))];
        double[] advantages = GroupAdvantage.Of(rewards, settings.GroupSize, settings.Advantage);
        GrpoUpdateResult result = update.Run([.. answers.Zip(advantages, (answer, advantage) => new Rollout(answer.Problem.Prompt(), answer.Completion, advantage))], cancellationToken: cancellationToken);
        Dictionary<string, double> values = CountdownStatistics.Of([.. answers.Select(answer => answer.Verdict)]);
        values["reward"] = rewards.Average();
        values["even_groups"] = advantages.Chunk(settings.GroupSize).Average(group => group.All(advantage => advantage == 0) ? 1 : 0);
        values["loss"] = result.Loss;
        values["kl"] = result.Kl;
        values["gradient_norm"] = result.GradientNorm;
        values["clipped"] = result.ClippedShare;
        values["sampler_mismatch"] = result.SamplerMismatch;
        values["trained"] = result.TrainedShare;
        values["seconds_sampling"] = sampled;
        values["seconds"] = System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds;
        return values;
    }

    private static double Reward(CountdownVerdict verdict, R1ZeroSettings settings) => (verdict.Correct ? 1 : 0) + settings.FormatWeight * (verdict.WellFormed ? 1 : 0);

    private static void Evaluate(
        RunRecorder recorder, Decoder policy, R1ZeroSettings settings, Seed seed, int step, Dictionary<string, double> values, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        // The same problems every time, so that a curve moves because the policy does.
        CountdownProblem[] problems = CountdownSplit.DrawHeldOut(settings.HeldOut, (int)(uint)seed.For("held-out").Value);
        CountdownAnswer[] answers = CountdownEvaluation.Answer(policy, problems, 1, settings.Sampling, seed.For("evaluation", step), cancellationToken);
        foreach ((string name, double value) in CountdownStatistics.Of([.. answers.Select(answer => answer.Verdict)], "held_out_")) values[name] = value;
        foreach (CountdownAnswer answer in answers.Take(8))
            recorder.Add(new RunSample(step, CountdownVocabulary.Decode(answer.Problem.Prompt()), answer.Text, answer.Verdict.Correct));
        Report(recorder, settings, step, values, progress);
    }

    private static void Report(RunRecorder recorder, R1ZeroSettings settings, int step, Dictionary<string, double> values, IProgress<TrainingProgress>? progress)
    {
        recorder.Add(new RunStep(step, values));
        progress?.Report(new TrainingProgress(Name, step, settings.Steps, values));
    }

    // A run from another base is another run.
    private static string Fingerprint(Decoder model) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(model.CopyWeights().AsSpan())))[..16];
}
