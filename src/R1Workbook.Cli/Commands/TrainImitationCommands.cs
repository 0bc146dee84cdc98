using System.CommandLine;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Stages;
using R1Workbook.Learning.Tasks.Countdown;
using R1Workbook.Learning.Training.Imitation;

namespace R1Workbook.Cli.Commands;

/// <summary>The stages of <c>r1 train</c> that learn from demonstrations.</summary>
internal static class TrainImitationCommands
{
    public static Command ColdStart()
    {
        var options = new TrainOptions(ColdStartStage.Name);
        Option<string?> from = options.Input("--from", BaseStage.Name, "the base model"),
            zero = options.Input("--zero", R1ZeroStage.Name, "the policy that writes the demonstrations");
        Option<int?> steps = options.Steps();
        return options.Command(
            "Fine-tune the base on a few good chains of thought of R1-Zero: Dev1.",
            (run, token) =>
            {
                using Decoder model = run.Model(from, BaseStage.Name),
                    writer = run.Model(zero, R1ZeroStage.Name);
                return TrainRun.Print(
                    ColdStartStage.Train(
                        run.Output,
                        model,
                        writer,
                        run.Imitation(ColdStartSettings.Of(run.Scale), steps),
                        run.Seed,
                        run.Progress,
                        token
                    )
                );
            }
        );
    }

    public static Command RejectionSft()
    {
        var options = new TrainOptions(RejectionSftStage.Name);
        Option<string?> from = options.Input("--from", BaseStage.Name, "the base model"),
            reasoner = options.Input("--reasoner", ReasoningRlStage.Name, "the policy that writes the demonstrations");
        Option<int?> steps = options.Steps();
        return options.Command(
            "Fine-tune the base again, on rejection samples of the reasoner and other data 3 to 1: Dev3.",
            (run, token) =>
            {
                using Decoder model = run.Model(from, BaseStage.Name),
                    writer = run.Model(reasoner, ReasoningRlStage.Name);
                return TrainRun.Print(
                    RejectionSftStage.Train(
                        run.Output,
                        model,
                        writer,
                        run.Imitation(RejectionSftSettings.Of(run.Scale), steps),
                        run.Seed,
                        run.Progress,
                        token
                    )
                );
            }
        );
    }

    public static Command Distill()
    {
        var options = new TrainOptions(DistillStage.Name);
        Option<string?> data = options.Input("--data", RejectionSftStage.Name, "the demonstrations");
        Option<string> student = options.Student();
        Option<int?> steps = options.Steps();
        return options.Command(
            "Distil the demonstrations of the pipeline into a smaller student by fine-tuning alone.",
            (run, token) =>
            {
                Demonstration[] demonstrations = DemonstrationFile.Read(
                    Path.Combine(run.Record(data, RejectionSftStage.Name).Folder, RejectionSftStage.DataFile),
                    new CountdownTask()
                );
                using Decoder model = run.StudentBase(run.Value(student), token);
                return TrainRun.Print(
                    DistillStage.Train(
                        run.Output,
                        model,
                        demonstrations,
                        run.Imitation(DistillSettings.Of(run.Scale), steps),
                        run.Seed,
                        run.Progress,
                        token
                    )
                );
            }
        );
    }
}
