using System.CommandLine;
using System.Text.Json;
using R1Workbook.Learning.Stages;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Cli.Commands;

/// <summary><c>r1 train</c>: trains a stage, or all of them, and writes run records.</summary>
internal static class TrainCommand
{
    public static Command Create() =>
        new(
            "train",
            """
            Train a stage of the pipeline and write its run record. The same command goes on with an interrupted run.
            A stage reads the records of those before it from .artifacts/runs, or from data/runs where none was trained
            here.

            Example: r1 train all --scale smoke --out /tmp/all
                     r1 train base --seed 7 --out .artifacts/runs/base
                     r1 train r1-zero --from .artifacts/runs/base --out .artifacts/runs/r1-zero
                     r1 train r1-zero --reward accuracy=1 --reward format=0.2 --reward language_consistency=0.3
                 r1 train r1-zero --loss ppo --device cuda:bfloat16 --scale gpu --out .artifacts/runs/r1-zero-ppo
            """
        )
        {
            Base(),
            TrainPolicyCommands.R1Zero(),
            TrainImitationCommands.ColdStart(),
            TrainPolicyCommands.ReasoningRl(),
            TrainImitationCommands.RejectionSft(),
            TrainPolicyCommands.Alignment(),
            TrainImitationCommands.Distill(),
            TrainPolicyCommands.DistillRl(),
            All(),
        };

    private static Command Base()
    {
        var options = new TrainOptions(BaseStage.Name);
        return options.Command(
            "Pre-train the base model on the mini-countdown corpus and measure its verifier gate.",
            (run, token) =>
            {
                RunRecord record = BaseStage.Train(
                    run.Output,
                    BaseSettings.Of(run.Scale) with
                    {
                        Device = run.Placement,
                    },
                    run.Seed,
                    run.Progress,
                    token
                );
                bool passed = BaseStage.PassedGate(record);
                Console.WriteLine(record.Header["results"]!.ToJsonString());
                if (!passed)
                {
                    Console.Error.WriteLine(
                        "The verifier gate was not passed: reinforcement learning from this base would not take "
                            + "off. Try another --seed."
                    );
                }

                return passed || run.Scale == Scale.Smoke ? 0 : 1;
            }
        );
    }

    private static Command All()
    {
        var options = new TrainOptions(TrainOptions.All, Path.Combine(".artifacts", "runs"));
        return options.Command(
            "Train every stage in order, each in a folder of its own, and print the table of stages, one JSON "
                + "object a line.",
            (run, token) =>
            {
                RunRecord? recorded = run.Scale == Scale.Smoke ? Workbook.Recorded(BaseStage.Name) : null;
                if (recorded is not null)
                {
                    Console.Error.WriteLine(
                        "At smoke scale nothing is learned: the stages go on from the recorded base, data/runs/base."
                    );
                }

                foreach (
                    StageRow row in Pipeline.Train(
                        run.Output,
                        run.Scale,
                        run.Seed,
                        recorded,
                        run.Placement,
                        run.Progress,
                        token
                    )
                )
                {
                    Console.WriteLine(JsonSerializer.Serialize(row, Table));
                }

                return 0;
            }
        );
    }

    private static readonly JsonSerializerOptions Table = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };
}
