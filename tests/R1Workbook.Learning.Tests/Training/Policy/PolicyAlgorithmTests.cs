using R1Workbook.Core.Grpo.Advantages;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Files;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Sampling;
using R1Workbook.Learning.Stages;
using R1Workbook.Learning.Training.Policy;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Learning.Tests.Training.Policy;

public sealed class PolicyAlgorithmTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-algorithms-").FullName;

    public static TheoryData<string> Names => [.. PolicyAlgorithm.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void R1_zero_runs_with_every_algorithm(string name)
    {
        using Decoder model = Start();
        RunRecord record = R1ZeroStage.Train(_folder, model, PolicyAlgorithm.Apply(Settings, name), new Seed(5));
        Assert.True(record.IsFinished);
        RunStep last = record.Steps[^1];
        Assert.Equal(name == "ppo", last.Values.ContainsKey("value_loss"));
        Assert.Contains(record.Steps, step => step.Values.GetValueOrDefault("gradient_norm") > 0);
        using Decoder trained = record.LoadModel();
        Assert.NotEqual(model.Fingerprint(), trained.Fingerprint());
    }

    [Fact]
    public void Ppo_that_was_stopped_ends_as_one_that_was_not()
    {
        using Decoder model = Start();
        R1ZeroSettings settings = PolicyAlgorithm.Apply(Settings, "ppo") with { Steps = 4, CheckpointEvery = 2 };
        string whole = Path.Combine(_folder, "whole"),
            stopped = Path.Combine(_folder, "stopped");
        RunRecord one = R1ZeroStage.Train(whole, model, settings, new Seed(7));
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            R1ZeroStage.Train(stopped, model, settings, new Seed(7), new Stopper(stop, 3), stop.Token)
        );
        RunRecord two = R1ZeroStage.Train(stopped, model, settings, new Seed(7));
        Assert.Equal(File.ReadAllBytes(one.ModelPath), File.ReadAllBytes(two.ModelPath));
        Assert.Equal(one.Curve("value_loss").Values, two.Curve("value_loss").Values);
        Assert.Equal(
            File.ReadAllBytes(Path.Combine(whole, Critic.FileName)),
            File.ReadAllBytes(Path.Combine(stopped, Critic.FileName))
        );
        using ScoredDecoder critic = ScoredDecoderFile.Load(Path.Combine(stopped, Critic.FileName));
        Assert.NotEqual(0, critic.CopyWeights()[^1]);
    }

    [Fact]
    public void Each_algorithm_has_the_advantages_that_belong_to_it()
    {
        double[] rewards = [1, 0, 0, 1, 0.5, 0.5];
        Rollout[] rollouts =
        [
            .. rewards.Select(
                (_, i) =>
                    new Rollout([2], new Completion([3, 4, 1], [-1, -1, -1], false) { Forced = i == 0 ? [1] : [] }, 0)
            ),
        ];
        using Decoder reference = Start();
        RolloutAdvantages Of(string name) =>
            RolloutAdvantages.Of(
                rollouts,
                rewards,
                PolicyAlgorithm.Apply(new R1ZeroSettings { GroupSize = 3 }, name) with
                {
                    KlInReward = 0,
                },
                reference,
                null
            );

        Assert.Equal(GroupAdvantage.Of(rewards, 3), Of("grpo").Rollouts.Select(row => row.Advantage));
        Assert.Equal(
            GroupAdvantage.Of(rewards, 3, AdvantageScale.None),
            Of("dr_grpo").Rollouts.Select(row => row.Advantage)
        );
        Assert.Equal([1, -0.5, -0.5, 0.5, -0.25, -0.25], Of("rloo").Rollouts.Select(row => row.Advantage));
        // Weighted by length, of which a budget's token is none: (2 · 1 + 3 · 0 + 3 · 0) / 8, and (1 + 0.5 + 0.5) / 3.
        Assert.Equal(
            [0.75, -0.25, -0.25, 1 - 2 / 3.0, 0.5 - 2 / 3.0, 0.5 - 2 / 3.0],
            Of("opo").Rollouts.Select(row => row.Advantage),
            (a, b) => Math.Abs(a - b) < 1e-12
        );
        double[][] whitened = [.. Of("reinforce++").Rollouts.Select(row => row.TokenAdvantages!)];
        Assert.Equal(0, whitened[0][1]); // a budget wrote it
        Assert.Equal(whitened[0][0], whitened[0][2]);
        Assert.Equal(0, whitened.Sum(row => row.Sum()), 6);
        Assert.Equal(16, whitened.Sum(row => row.Sum(value => value * value)), 1e-5); // 17 tokens, over n − 1
        double[][] centred = [.. Of("reinforce++-baseline").Rollouts.Select(row => row.TokenAdvantages!)];
        Assert.True(centred[4][0] < 0 && centred[3][0] > 0 && centred[3][0] < centred[0][0]);
    }

    [Fact]
    public void A_critic_turns_rewards_into_generalized_advantages()
    {
        using Decoder start = Start();
        using var critic = new Critic(start, new CriticSettings());
        Rollout[] rollouts =
        [
            .. Enumerable.Range(0, 4).Select(i => new Rollout([2], new Completion([3, 4], [-1, -2], false), 0)),
        ];
        double[] rewards = [1, 0, 0, 3];
        R1ZeroSettings settings = new()
        {
            GroupSize = 2,
            Critic = new CriticSettings { Whiten = false, Discount = 0.5 },
        };
        RolloutAdvantages plain = RolloutAdvantages.Of(rollouts, rewards, settings, start, critic);
        // A new critic says 0: advantages are the discounted rewards.
        Assert.Equal([1.5, 3], plain.Rollouts[3].TokenAdvantages!);
        Assert.Equal([1.5, 3], plain.Returns![3]);
        // The divergence from the reference is taken off: r − β (log π − log π_ref).
        double[] reference = RolloutPass.LogProbs(start, rollouts, 1)[3];
        RolloutAdvantages less = RolloutAdvantages.Of(
            rollouts,
            rewards,
            settings with
            {
                KlInReward = 0.1,
            },
            start,
            critic
        );
        double last = 3 - 0.1 * (-2 - reference[1]);
        Assert.Equal(last, less.Returns![3][1], 1e-6);
        Assert.Equal(-0.1 * (-1 - reference[0]) + 0.5 * last, less.Returns[3][0], 1e-6);
        RolloutAdvantages white = RolloutAdvantages.Of(
            rollouts,
            rewards,
            settings with
            {
                Critic = new CriticSettings(),
            },
            start,
            critic
        );
        Assert.Equal(0, white.Rollouts.Sum(row => row.TokenAdvantages!.Sum()), 6);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static R1ZeroSettings Settings => R1ZeroSettings.Of(Scale.Smoke);

    private static Decoder Start()
    {
        // The recorded base: a model that knows nothing earns the same everywhere.
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "R1Workbook.sln")))
            folder = folder.Parent!;
        return RunRecord.Read(Path.Combine(folder.FullName, "data", "runs", "base")).LoadModel();
    }

    private sealed class Stopper(CancellationTokenSource stop, int after) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step >= after)
                stop.Cancel();
        }
    }
}
