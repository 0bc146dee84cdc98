using System.CommandLine;
using System.Globalization;
using R1Workbook.Core.Rewards.Recipes;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Files;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Stages;
using R1Workbook.Learning.Training.Imitation;
using R1Workbook.Learning.Training.Policy;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Cli;

/// <summary>The options that every stage of <c>r1 train</c> shares, and the records of earlier stages that it
/// reads.</summary>
internal sealed class TrainOptions
{
    /// <summary>The name of the command that trains every stage.</summary>
    public const string All = "all";

    private readonly string _stage;
    private readonly Option<ulong> _seed = new("--seed") { Description = "The seed.", DefaultValueFactory = _ => 1 };
    private readonly Option<string> _scale = ScaleOption.Create("smoke, laptop or gpu.");
    private readonly Option<string?> _device = new("--device")
    {
        Description =
            "Where models lie and what they compute in: cpu, cuda, cuda:bfloat16, cpu:float64, ...; default: that "
            + "of the scale, in float32.",
    };
    private readonly Option<string> _output;
    private readonly Option<string?> _csv = new("--csv")
    {
        Description = "Write the figures as a table to this file too.",
    };
    private readonly Option<string?> _tensorBoard = new("--tensorboard")
    {
        Description = "Write the figures as a TensorBoard event file into this folder too.",
    };
    private readonly List<Option> _own = [];

    public TrainOptions(string stage, string? output = null)
    {
        _stage = stage;
        _output = new("--out")
        {
            Description = "The folder of the run record.",
            DefaultValueFactory = _ => output ?? Path.Combine(".artifacts", "runs", stage),
        };
    }

    /// <summary>An option that names the record of an earlier stage.</summary>
    public Option<string?> Input(string name, string stage, string what) =>
        Own(
            new Option<string?>(name)
            {
                Description = $"The run record of {what}; default: that of {stage}, trained here or recorded.",
            }
        );

    public Option<int?> Steps() =>
        Own(new Option<int?>("--steps") { Description = "Steps, or updates; default: those of the scale." });

    /// <summary>The algorithm of reinforcement learning.</summary>
    public Option<string?> Loss()
    {
        Option<string?> loss = Own(
            new Option<string?>("--loss")
            {
                HelpName = "ALGORITHM",
                Description =
                    $"The algorithm, its loss with the advantages that belong to it: "
                    + $"{string.Join(", ", PolicyAlgorithm.Names)}; default: the stage's own, GRPO without a "
                    + $"deviation.",
            }
        );
        loss.AcceptOnlyFromAmong([.. PolicyAlgorithm.Names]);
        return loss;
    }

    /// <summary>The rewards that a policy is trained with.</summary>
    public Option<RewardWeight[]> Rewards(params string[] ofStage) => Own(RewardsOption.Create(ofStage));

    public Option<string> Student()
    {
        Option<string> student = Own(
            new Option<string>("--student")
            {
                Description = "The student: qwen or llama.",
                DefaultValueFactory = _ => Learning.Stages.Student.Qwen.Name,
            }
        );
        student.AcceptOnlyFromAmong([.. Learning.Stages.Student.All.Select(known => known.Name)]);
        return student;
    }

    /// <summary>The command of the stage.</summary>
    public Command Command(string description, Func<TrainRun, CancellationToken, int> train)
    {
        var command = new Command(_stage, description) { _seed, _scale, _device, _output };
        foreach (Option option in _own)
            command.Add(option);
        if (_stage != All)
            command.Add(_csv);
        if (_stage != All)
            command.Add(_tensorBoard);
        command.SetAction(
            (arguments, token) =>
                Task.Run(() =>
                {
                    string output = arguments.GetRequiredValue(_output);
                    try
                    {
                        return train(
                            new TrainRun(
                                arguments,
                                new Seed(arguments.GetValue(_seed)),
                                Scales.Parse(arguments.GetValue(_scale)),
                                arguments.GetValue(_device),
                                output
                            ),
                            token
                        );
                    }
                    catch (OperationCanceledException)
                    {
                        Console.Error.WriteLine("Stopped. The same command goes on from the last checkpoint.");
                        return 1;
                    }
                    catch (Exception exception)
                        when (exception is RunRecordException or SafeTensorsException or TrainingException)
                    {
                        Console.Error.WriteLine(exception.Message);
                        return 1;
                    }
                    catch (IOException exception)
                    {
                        Console.Error.WriteLine(
                            $"{exception.Message} What was recorded up to the last checkpoint is kept; make room or "
                                + $"mend the cause, and the same command goes on."
                        );
                        return 1;
                    }
                    finally
                    {
                        // An interrupted run has figures too.
                        if (
                            _stage != All
                            && arguments.GetValue(_csv) is { } csv
                            && File.Exists(Path.Combine(output, "run.json"))
                        )
                        {
                            RunLogs.WriteCsv(RunRecord.Read(output), csv);
                        }

                        if (
                            _stage != All
                            && arguments.GetValue(_tensorBoard) is { } folder
                            && File.Exists(Path.Combine(output, "run.json"))
                        )
                        {
                            RunLogs.WriteTensorBoard(RunRecord.Read(output), folder);
                        }
                    }
                })
        );
        return command;
    }

    private TOption Own<TOption>(TOption option)
        where TOption : Option
    {
        _own.Add(option);
        return option;
    }
}

/// <summary>One call of <c>r1 train</c>.</summary>
internal sealed record TrainRun(ParseResult Arguments, Seed Seed, Scale Scale, string? Device, string Output)
{
    public IProgress<TrainingProgress> Progress { get; } = new Lines();

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

    private sealed class Lines : IProgress<TrainingProgress>
    {
        private static readonly string[] Shown =
        [
            "loss",
            "reward",
            "accuracy",
            "length",
            "held_out_accuracy",
            "held_out_translation",
            "seconds",
        ];

        public void Report(TrainingProgress value)
        {
            IEnumerable<string> figures = Shown
                .Where(value.Values.ContainsKey)
                .Select(name => string.Create(CultureInfo.InvariantCulture, $"{name} {value.Values[name]:0.000}"));
            Console.Error.WriteLine($"{value.Stage}  step {value.Step}/{value.Steps}  {string.Join("  ", figures)}");
            if (value.Note is { } note)
                Console.Error.WriteLine(note);
        }
    }
}
