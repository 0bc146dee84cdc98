using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using R1Workbook.Core.Rewards.Recipes;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Stages;
using R1Workbook.Learning.Tasks.Alignment;
using R1Workbook.Learning.Tasks.Countdown;
using R1Workbook.Learning.Training.Imitation;
using R1Workbook.Learning.Training.Policy;
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
            A stage reads the records of those before it from .artifacts/runs, or from data/runs where none was trained here.

            Example: r1 train all --scale smoke --out /tmp/all
                     r1 train base --seed 7 --out .artifacts/runs/base
                     r1 train r1-zero --from .artifacts/runs/base --out .artifacts/runs/r1-zero
                     r1 train r1-zero --reward accuracy=1 --reward format=0.2 --reward language_consistency=0.3
                 r1 train r1-zero --loss ppo --device cuda:bfloat16 --scale gpu --out .artifacts/runs/r1-zero-ppo
            """
        )
        {
            Base(),
            R1Zero(),
            ColdStart(),
            ReasoningRl(),
            RejectionSft(),
            Alignment(),
            Distill(),
            DistillRl(),
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

    private static Command R1Zero()
    {
        var options = new TrainOptions(R1ZeroStage.Name);
        Option<string?> from = options.Input("--from", BaseStage.Name, "the base model");
        Option<int?> steps = options.Steps();
        Option<RewardWeight[]> rewards = options.Rewards();
        Option<string?> loss = options.Loss();
        return options.Command(
            "Train R1-Zero in small: GRPO, or another algorithm, from the base model with rewards of rules.",
            (run, token) =>
            {
                R1ZeroSettings settings = run.Policy(R1ZeroSettings.Of(run.Scale), steps, rewards);
                if (run.Value(loss) is { } algorithm)
                    settings = PolicyAlgorithm.Apply(settings, algorithm);
                using Decoder model = run.Model(from, BaseStage.Name);
                return Told(R1ZeroStage.Train(run.Output, model, settings, run.Seed, run.Progress, token));
            }
        );
    }

    private static Command ColdStart()
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
                return Told(
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

    private static Command ReasoningRl()
    {
        var options = new TrainOptions(ReasoningRlStage.Name);
        Option<string?> from = options.Input("--from", ColdStartStage.Name, "the cold-started model");
        Option<int?> steps = options.Steps();
        Option<RewardWeight[]> rewards = options.Rewards();
        return options.Command(
            "Train reasoning by GRPO with a language-consistency reward: Dev2.",
            (run, token) =>
            {
                ReasoningRlSettings settings = run.Policy(ReasoningRlSettings.Of(run.Scale), steps, rewards);
                using Decoder model = run.Model(from, ColdStartStage.Name);
                return Told(ReasoningRlStage.Train(run.Output, model, settings, run.Seed, run.Progress, token));
            }
        );
    }

    private static Command RejectionSft()
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
                return Told(
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

    private static Command Alignment()
    {
        var options = new TrainOptions(AlignmentStage.Name);
        Option<string?> from = options.Input("--from", RejectionSftStage.Name, "the fine-tuned model");
        Option<int?> steps = options.Steps();
        Option<RewardWeight[]> rewards = options.Rewards(AlignmentModels.Helpfulness, AlignmentModels.Harmlessness);
        return options.Command(
            "Train preference and safety models on raters' choices, then align by GRPO: R1.",
            (run, token) =>
            {
                AlignmentSettings settings = run.Policy(AlignmentSettings.Of(run.Scale), steps, rewards);
                using Decoder model = run.Model(from, RejectionSftStage.Name);
                string beside = Path.GetDirectoryName(Path.GetFullPath(run.Output))!;
                RunRecord preference = AlignmentStage.TrainPreferenceModel(
                    Path.Combine(beside, AlignmentStage.PreferenceName),
                    model,
                    settings,
                    run.Seed,
                    run.Progress,
                    token
                );
                RunRecord safety = AlignmentStage.TrainSafetyModel(
                    Path.Combine(beside, AlignmentStage.SafetyName),
                    model,
                    settings,
                    run.Seed,
                    run.Progress,
                    token
                );
                return Told(
                    AlignmentStage.Train(run.Output, model, preference, safety, settings, run.Seed, run.Progress, token)
                );
            }
        );
    }

    private static Command Distill()
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
                return Told(
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

    private static Command DistillRl()
    {
        var options = new TrainOptions(DistillRlStage.Name);
        Option<string> student = options.Student();
        Option<int?> steps = options.Steps();
        Option<RewardWeight[]> rewards = options.Rewards();
        return options.Command(
            "Train a student by GRPO directly, without a teacher.",
            (run, token) =>
            {
                ReasoningRlSettings settings = run.Policy(ReasoningRlSettings.Of(run.Scale), steps, rewards);
                using Decoder model = run.StudentBase(run.Value(student), token);
                return Told(DistillRlStage.Train(run.Output, model, settings, run.Seed, run.Progress, token));
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

    private static int Told(RunRecord record)
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
