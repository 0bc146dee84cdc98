using System.CommandLine;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Stages;
using R1Workbook.Learning.Tasks.Countdown;
using R1Workbook.Learning.Training.Imitation;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Cli.Commands;

/// <summary>The stages of <c>r1 train</c> that learn from demonstrations.</summary>
internal static class TrainImitationCommands
{
    public static Command ColdStart() =>
        FromWriter(
            ColdStartStage.Name,
            "Fine-tune the base on a few good chains of thought of R1-Zero: Dev1.",
            "--zero",
            R1ZeroStage.Name,
            ColdStartSettings.Of,
            ColdStartStage.Train
        );

    public static Command RejectionSft() =>
        FromWriter(
            RejectionSftStage.Name,
            "Fine-tune the base again, on rejection samples of the reasoner and other data 3 to 1: Dev3.",
            "--reasoner",
            ReasoningRlStage.Name,
            RejectionSftSettings.Of,
            RejectionSftStage.Train
        );

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

    private delegate RunRecord Train<TSettings>(
        string folder,
        Decoder baseModel,
        Decoder writer,
        TSettings settings,
        Seed seed,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    );

    // A stage in which the base learns from what an earlier policy writes.
    private static Command FromWriter<TSettings>(
        string stage,
        string description,
        string writerOption,
        string writerStage,
        Func<Scale, TSettings> settings,
        Train<TSettings> train
    )
        where TSettings : FineTuningSettings
    {
        var options = new TrainOptions(stage);
        Option<string?> from = options.Input("--from", BaseStage.Name, "the base model"),
            writer = options.Input(writerOption, writerStage, "the policy that writes the demonstrations");
        Option<int?> steps = options.Steps();
        return options.Command(
            description,
            (run, token) =>
            {
                using Decoder model = run.Model(from, BaseStage.Name),
                    writing = run.Model(writer, writerStage);
                return TrainRun.Print(
                    train(
                        run.Output,
                        model,
                        writing,
                        run.Imitation(settings(run.Scale), steps),
                        run.Seed,
                        run.Progress,
                        token
                    )
                );
            }
        );
    }
}
