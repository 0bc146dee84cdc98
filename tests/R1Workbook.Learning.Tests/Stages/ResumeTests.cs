using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Stages;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Learning.Tests.Stages;

public sealed class ResumeTests : IDisposable
{
    private static readonly R1ZeroSettings Settings = R1ZeroSettings.Of(Scale.Smoke) with
    {
        Steps = 4,
        CheckpointEvery = 2,
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("r1-run-").FullName;

    [Fact]
    public void A_run_that_was_stopped_ends_with_the_figures_of_one_that_was_not()
    {
        using Decoder model = new(BaseSettings.Of(Scale.Smoke).Model, new Seed(1));
        RunRecord whole = R1ZeroStage.Train(In("whole"), model, Settings, new Seed(7));

        using var stop = new CancellationTokenSource();
        var stopper = new Stopper(stop, 3);
        Assert.ThrowsAny<OperationCanceledException>(() =>
            R1ZeroStage.Train(In("stopped"), model, Settings, new Seed(7), stopper, stop.Token)
        );
        Assert.False(RunRecord.Read(In("stopped")).IsFinished);
        File.AppendAllText(Path.Combine(In("stopped"), "metrics.jsonl"), "{\"step\":4,\"rew"); // killed while it wrote
        Assert.Contains("cut in the middle", RunRecord.Read(In("stopped")).Warnings[0], StringComparison.Ordinal);
        RunRecord resumed = R1ZeroStage.Train(In("stopped"), model, Settings, new Seed(7));

        Assert.Equal(Lines(whole), Lines(resumed));
        Assert.Equal(whole.Samples, resumed.Samples);
        Assert.Equal(File.ReadAllBytes(whole.ModelPath), File.ReadAllBytes(resumed.ModelPath));
        Assert.True(resumed.IsFinished);
        Assert.Equal([0, 1, 2, 3, 4], resumed.Steps.Select(step => step.Step));
    }

    [Fact]
    public void The_base_stage_goes_on_where_it_was_stopped()
    {
        BaseSettings settings = BaseSettings.Of(Scale.Smoke);
        RunRecord whole = BaseStage.Train(In("whole"), settings, new Seed(3));
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            BaseStage.Train(In("stopped"), settings, new Seed(3), new Stopper(stop, 10), stop.Token)
        );
        RunRecord resumed = BaseStage.Train(In("stopped"), settings, new Seed(3));
        Assert.Equal(File.ReadAllBytes(whole.ModelPath), File.ReadAllBytes(resumed.ModelPath));
    }

    [Fact]
    public void A_folder_of_another_run_is_not_overwritten()
    {
        BaseStage.Train(In("base"), BaseSettings.Of(Scale.Smoke), new Seed(3));
        string message = Assert
            .Throws<RunRecordException>(() => BaseStage.Train(In("base"), BaseSettings.Of(Scale.Smoke), new Seed(4)))
            .Message;
        Assert.Contains("its seed is 3, this one's is 4", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_record_is_named_by_file_and_line()
    {
        BaseStage.Train(In("base"), BaseSettings.Of(Scale.Smoke), new Seed(3));
        string metrics = Path.Combine(In("base"), "metrics.jsonl"),
            header = Path.Combine(In("base"), "run.json");
        File.WriteAllText(metrics, "{\"step\":1\n" + File.ReadAllText(metrics));
        Assert.StartsWith(
            metrics + ", line 1: ",
            Assert.Throws<RunRecordException>(() => RunRecord.Read(In("base"))).Message,
            StringComparison.Ordinal
        );
        File.WriteAllText(header, File.ReadAllText(header)[..40]);
        Assert.StartsWith(
            header,
            Assert.Throws<RunRecordException>(() => RunRecord.Read(In("base"))).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "no such folder",
            Assert.Throws<RunRecordException>(() => RunRecord.Read(In("nowhere"))).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_curve_that_is_not_there_is_answered_with_those_that_are() =>
        Assert.Contains(
            "loss",
            Assert
                .Throws<ArgumentException>(() =>
                    BaseStage.Train(In("base"), BaseSettings.Of(Scale.Smoke), new Seed(3)).Curve("accuracy")
                )
                .Message,
            StringComparison.Ordinal
        );

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string In(string name) => Path.Combine(_folder, name);

    private static string[] Lines(RunRecord record) =>
        [
            .. record.Steps.Select(step =>
                string.Join(
                    ' ',
                    step.Values.Where(value => !value.Key.StartsWith("seconds", StringComparison.Ordinal))
                        .Select(value => $"{value.Key}={value.Value}")
                )
            ),
        ];

    private sealed class Stopper(CancellationTokenSource stop, int after) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step >= after)
                stop.Cancel();
        }
    }
}
