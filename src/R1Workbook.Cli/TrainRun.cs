using System.CommandLine;
using System.Globalization;
using R1Workbook.Core.Rewards.Recipes;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Stages;
using R1Workbook.Learning.Training.Imitation;
using R1Workbook.Learning.Training.Policy;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Cli;

/// <summary>One call of <c>r1 train</c>.</summary>
internal sealed record TrainRun(ParseResult Arguments, Seed Seed, Scale Scale, string? Device, string Output)
{
    public IProgress<TrainingProgress> Progress { get; } = new TrainProgress();

    public Placement Placement { get; } = Devices.Of(Scale, Device);

    public T? Value<T>(Option<T> option) => Arguments.GetValue(option);

    /// <summary>The settings of a policy's training with what the options change: steps and rewards.</summary>
    public T Policy<T>(T settings, Option<int?> steps, Option<RewardWeight[]> rewards)
        where T : PolicyTrainingSettings =>
        settings with
        {
            Steps = Value(steps) ?? settings.Steps,
            Rewards = Value(rewards) is { Length: > 0 } given ? given : settings.Rewards,
            Catalogue = EveryReward.Entries,
        };

    /// <summary>The settings of a fine-tuning with what the options change: its updates.</summary>
    public T Imitation<T>(T settings, Option<int?> steps)
        where T : FineTuningSettings =>
        Value(steps) is { } given ? settings with { Training = settings.Training with { Steps = given } } : settings;

    public RunRecord Record(Option<string?> option, string stage)
    {
        if (Arguments.GetValue(option) is { } given)
            return RunRecord.Read(given);
        string trained = Path.Combine(".artifacts", "runs", stage);
        if (Directory.Exists(trained) && RunRecord.Read(trained) is { IsFinished: true } here)
            return here;
        Console.Error.WriteLine($"{trained}: no finished run; the recorded one, data/runs/{stage}, is taken.");
        return Workbook.Recorded(stage);
    }

    public Decoder Model(Option<string?> option, string stage) => Record(option, stage).LoadModel(Placement);

    /// <summary>The student's own base, trained beside the output where it is missing.</summary>
    public Decoder StudentBase(string? name, CancellationToken token)
    {
        Student student = Student.All.Single(known => known.Name == name);
        string folder = Path.Combine(
            Path.GetDirectoryName(Path.GetFullPath(Output))!,
            $"{BaseStage.Name}-{student.Name}"
        );
        return BaseStage
            .Train(
                folder,
                BaseSettings.Of(Scale) with
                {
                    Model = student.Model,
                    Attempts = 1,
                    Device = Placement,
                },
                Seed,
                Progress,
                token
            )
            .LoadModel(Placement);
    }

    /// <summary>Prints what a stage reached on held-out problems.</summary>
    /// <returns>The exit code.</returns>
    public static int Print(RunRecord record)
    {
        (double[] at, double[] accuracy) = record.Curve("held_out_accuracy");
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"held-out accuracy {accuracy[0]:0.000} before, {accuracy[^1]:0.000} after {at[^1]} steps, "
                    + $"{record.WallSeconds:0.0} s"
            )
        );
        return 0;
    }
}
