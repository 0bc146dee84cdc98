using System.CommandLine;
using R1Workbook.Core.Files;
using R1Workbook.Core.Rewards.Recipes;
using R1Workbook.Learning.Files;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Stages;
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
    private readonly Option<bool> _holes = new("--accept-missing-steps")
    {
        Description = "Go on with a run although lines of its metrics.jsonl were lost.",
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
        var command = new Command(_stage, description) { _seed, _scale, _device, _output, _holes };
        foreach (Option option in _own)
            command.Add(option);
        if (_stage != All)
        {
            command.Add(_csv);
            command.Add(_tensorBoard);
        }

        command.SetAction((arguments, token) => Task.FromResult(Run(arguments, train, token)));
        return command;
    }

    private int Run(ParseResult arguments, Func<TrainRun, CancellationToken, int> train, CancellationToken token)
    {
        string output = arguments.GetRequiredValue(_output);
        RunExports exports = new(arguments.GetValue(_csv), arguments.GetValue(_tensorBoard));
        if (exports.Refusal() is { } refusal)
        {
            Console.Error.WriteLine(refusal);
            return 2;
        }

        using IDisposable? holes = arguments.GetValue(_holes) ? MissingSteps.Accept() : null;
        try
        {
            int code = train(
                new TrainRun(
                    arguments,
                    new Seed(arguments.GetValue(_seed)),
                    Scales.Parse(arguments.GetValue(_scale)),
                    arguments.GetValue(_device),
                    output
                ),
                token
            );
            return exports.Write(output, Console.Error) ? code : 1;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            Console.Error.WriteLine("Stopped. The same command goes on from the last checkpoint.");
        }
        catch (Exception exception)
            when (exception is RunRecordException or SafeTensorsException or TrainingException or FolderInUseException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
        catch (IOException exception)
        {
            Console.Error.WriteLine(
                $"{exception.Message} What was recorded up to the last checkpoint is kept; make room or mend the "
                    + "cause, and the same command goes on."
            );
        }

        // An interrupted run has figures too.
        exports.Write(output, Console.Error);
        return 1;
    }

    private TOption Own<TOption>(TOption option)
        where TOption : Option
    {
        _own.Add(option);
        return option;
    }
}
