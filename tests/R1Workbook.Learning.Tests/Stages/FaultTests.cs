using R1Workbook.Core.Grpo.Advantages;
using R1Workbook.Core.Rewards;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Stages;
using R1Workbook.Learning.Tasks.Countdown;
using R1Workbook.Learning.Training.Optimiser;
using R1Workbook.Learning.Training.Policy;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Learning.Tests.Stages;

/// <summary>What goes wrong in a training is told, and nothing is lost.</summary>
public sealed class FaultTests : IDisposable
{
    private static readonly R1ZeroSettings Settings = R1ZeroSettings.Of(Scale.Smoke) with
    {
        Steps = 4,
        CheckpointEvery = 1,
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("r1-fault-").FullName;
    private readonly Decoder _model = new(BaseSettings.Of(Scale.Smoke).Model, new Seed(1));

    [Fact]
    public void A_full_disk_is_told_and_the_run_goes_on_when_there_is_room_again()
    {
        RunRecord whole = R1ZeroStage.Train(In("whole"), _model, Settings, new Seed(7));
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            R1ZeroStage.Train(In("full"), _model, Settings, new Seed(7), new Stopper(stop, 2), stop.Token)
        );
        string partial = Path.Combine(In("full"), "checkpoint.safetensors.partial");
        File.CreateSymbolicLink(partial, "/dev/full");
        Assert.Contains(
            "No space left",
            Assert.ThrowsAny<IOException>(() => R1ZeroStage.Train(In("full"), _model, Settings, new Seed(7))).Message,
            StringComparison.Ordinal
        );
        File.Delete(partial);
        RunRecord resumed = R1ZeroStage.Train(In("full"), _model, Settings, new Seed(7));
        Assert.Equal(File.ReadAllBytes(whole.ModelPath), File.ReadAllBytes(resumed.ModelPath));
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_read_is_named_with_what_to_do()
    {
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            R1ZeroStage.Train(In("cut"), _model, Settings, new Seed(7), new Stopper(stop, 2), stop.Token)
        );
        string checkpoint = Path.Combine(In("cut"), "checkpoint.safetensors");
        File.WriteAllBytes(checkpoint, File.ReadAllBytes(checkpoint)[..1000]);
        string message = Assert
            .Throws<RunRecordException>(() => R1ZeroStage.Train(In("cut"), _model, Settings, new Seed(7)))
            .Message;
        Assert.StartsWith(checkpoint, message, StringComparison.Ordinal);
        Assert.Contains("delete it", message, StringComparison.Ordinal);
        File.Delete(checkpoint);
        Assert.True(R1ZeroStage.Train(In("cut"), _model, Settings, new Seed(7)).IsFinished);
    }

    [Fact]
    public void A_loss_that_is_not_finite_stops_the_run_and_keeps_the_last_good_weights()
    {
        R1ZeroSettings wild = Settings with { Optimizer = new AdamWSettings { LearningRate = 1e30 } };
        string message = Assert
            .Throws<TrainingException>(() =>
                PolicyTraining.Run(In("wild"), "wild", _model, new CountdownTask(), Rewarded(wild), new Seed(7))
            )
            .Message;
        Assert.Contains("not finite", message, StringComparison.Ordinal);
        Assert.Contains("smaller learning rate", message, StringComparison.Ordinal);
        Assert.False(RunRecord.Read(In("wild")).IsFinished);
    }

    [Fact]
    public void A_step_whose_groups_teach_nothing_is_told_and_changes_no_weight()
    {
        var notes = new Notes();
        RunRecord record = PolicyTraining.Run(
            In("even"),
            "even",
            _model,
            new CountdownTask(),
            Rewarded(Settings, always: true),
            new Seed(7),
            progress: notes
        );
        Assert.Contains(notes.All, note => note.Contains("nothing is learned", StringComparison.Ordinal));
        Assert.Equal(1, record.Steps[^1].Values["even_groups"]);
        using Decoder after = record.LoadModel();
        Assert.Equal(_model.Fingerprint(), after.Fingerprint());
    }

    [Fact]
    public void Dynamic_sampling_draws_again_until_every_group_teaches()
    {
        R1ZeroSettings settings = Settings with { Steps = 1, GroupSize = 2, MostRollouts = 12 };
        RunRecord record = PolicyTraining.Run(
            In("dynamic"),
            "dynamic",
            _model,
            new CountdownTask(),
            Rewarded(settings),
            new Seed(7)
        );
        IReadOnlyDictionary<string, double> step = record.Steps[^1].Values;
        Assert.True(step["rollouts"] > 1 && step["even_groups"] > 0, "with groups of two, some must be even");
        Assert.Equal(1, step["trained"]);
    }

    [Fact]
    public void Advantages_of_every_scale_train()
    {
        foreach (AdvantageScale scale in Enum.GetValues<AdvantageScale>())
        {
            Assert.True(
                PolicyTraining
                    .Run(
                        In(scale.ToString()),
                        "scales",
                        _model,
                        new CountdownTask(),
                        Rewarded(Settings with { Advantage = scale, Steps = 1 }),
                        new Seed(7)
                    )
                    .IsFinished
            );
        }
    }

    public void Dispose()
    {
        _model.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string In(string name) => Path.Combine(_folder, name);

    // An untrained policy never answers rightly; whether its first token has an even number it can learn.
    private static RewardFunction EvenToken(bool always) =>
        RewardFunction.Each(
            "even_token",
            input => new RewardExplanation(always || input.TokenIds![0] % 2 == 0 ? 1 : 0, "parity")
        );

    private static PolicyTrainingSettings Rewarded(PolicyTrainingSettings settings, bool always = false) =>
        settings with
        {
            Rewards = [new("even_token")],
            Catalogue = [new RewardEntry("even_token", "", "", "", _ => EvenToken(always))],
        };

    private sealed class Stopper(CancellationTokenSource stop, int after) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step >= after)
                stop.Cancel();
        }
    }

    private sealed class Notes : IProgress<TrainingProgress>
    {
        public List<string> All { get; } = [];

        public void Report(TrainingProgress value)
        {
            if (value.Note is { } note)
                All.Add(note);
        }
    }
}
