using System.CommandLine;
using System.Globalization;
using R1Workbook.Learning.Models;
using R1Workbook.Learning.Sampling;
using R1Workbook.Learning.Stages;
using R1Workbook.Learning.Training;

namespace R1Workbook.Cli.Commands;

/// <summary><c>r1 train</c>: trains a stage and writes its run record.</summary>
internal static class TrainCommand
{
    public static Command Create() => new("train", """
        Train a stage of the pipeline and write its run record. The same command goes on with an interrupted run.

        Example: r1 train base --seed 7 --out .artifacts/runs/base
                 r1 train r1-zero --from .artifacts/runs/base --out .artifacts/runs/r1-zero
        """)
    {
        Base(), R1Zero(),
    };

    private static Command Base()
    {
        (Option<ulong> seed, Option<string> scale, Option<string> output) = Options(BaseStage.Name);
        var command = new Command(BaseStage.Name, "Pre-train the base model on the mini-countdown corpus and measure its verifier gate.") { seed, scale, output };
        command.SetAction((arguments, token) => Guarded(() =>
        {
            Scale chosen = Scales.Parse(arguments.GetValue(scale));
            RunRecord record = BaseStage.Train(arguments.GetRequiredValue(output), BaseSettings.Of(chosen), new Seed(arguments.GetValue(seed)), new Lines(), token);
            bool passed = record.Header["results"]!["gate"]!["passed"]!.GetValue<bool>();
            Console.WriteLine(record.Header["results"]!.ToJsonString());
            if (!passed) Console.Error.WriteLine("The verifier gate was not passed: reinforcement learning from this base would not take off. Try another --seed.");
            return passed || chosen == Scale.Smoke ? 0 : 1;
        }));
        return command;
    }

    private static Command R1Zero()
    {
        (Option<ulong> seed, Option<string> scale, Option<string> output) = Options(R1ZeroStage.Name);
        var from = new Option<string>("--from") { Description = "The run record of the base model.", DefaultValueFactory = _ => Path.Combine(".artifacts", "runs", BaseStage.Name) };
        var steps = new Option<int?>("--steps") { Description = "GRPO steps; default: those of the scale." };
        var command = new Command(R1ZeroStage.Name, "Train R1-Zero in small: GRPO from the base model with rewards of rules.") { from, steps, seed, scale, output };
        command.SetAction((arguments, token) => Guarded(() =>
        {
            R1ZeroSettings settings = R1ZeroSettings.Of(Scales.Parse(arguments.GetValue(scale)));
            if (arguments.GetValue(steps) is { } given) settings = settings with { Steps = given };
            using Decoder model = RunRecord.Read(arguments.GetRequiredValue(from)).LoadModel();
            RunRecord record = R1ZeroStage.Train(arguments.GetRequiredValue(output), model, settings, new Seed(arguments.GetValue(seed)), new Lines(), token);
            (double[] at, double[] accuracy) = record.Curve("held_out_accuracy");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"held-out accuracy {accuracy[0]:0.000} before, {accuracy[^1]:0.000} after {at[^1]} steps, {record.WallSeconds:0.0} s"));
            return 0;
        }));
        return command;
    }

    private static (Option<ulong> Seed, Option<string> Scale, Option<string> Output) Options(string stage) => (
        new Option<ulong>("--seed") { Description = "The seed.", DefaultValueFactory = _ => 1 },
        ScaleOption.Create("smoke, laptop or gpu."),
        new Option<string>("--out") { Description = "The folder of the run record.", DefaultValueFactory = _ => Path.Combine(".artifacts", "runs", stage) });

    private static Task<int> Guarded(Func<int> train) => Task.Run(() =>
    {
        try
        {
            return train();
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped. The same command goes on from the last checkpoint.");
            return 1;
        }
        catch (Exception exception) when (exception is RunRecordException or SafeTensorsException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    });

    private sealed class Lines : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            string[] shown = ["loss", "reward", "accuracy", "length", "held_out_accuracy", "seconds"];
            IEnumerable<string> figures = shown.Where(value.Values.ContainsKey).Select(name => string.Create(CultureInfo.InvariantCulture, $"{name} {value.Values[name]:0.000}"));
            Console.Error.WriteLine($"{value.Stage}  step {value.Step}/{value.Steps}  {string.Join("  ", figures)}");
        }
    }
}
