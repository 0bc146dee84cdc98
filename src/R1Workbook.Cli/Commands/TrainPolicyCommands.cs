using System.CommandLine;
using R1Workbook.Core.Rewards.Recipes;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Stages;
using R1Workbook.Learning.Tasks.Alignment;
using R1Workbook.Learning.Training.Policy;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Cli.Commands;

/// <summary>The stages of <c>r1 train</c> that learn from rewards.</summary>
internal static class TrainPolicyCommands
{
    public static Command R1Zero()
    {
        var options = new TrainOptions(R1ZeroStage.Name);
        Option<string?> from = options.Input("--from", BaseStage.Name, "the base model");
        Option<int?> steps = options.Steps();
        Option<RewardWeight[]> rewards = options.Rewards();
        Option<string?> loss = options.Loss();
        return options.Command(
            "Train R1-Zero in miniature: GRPO, or another algorithm, from the base model with rewards of rules.",
            (run, token) =>
            {
                R1ZeroSettings settings = run.Policy(R1ZeroSettings.Of(run.Scale), steps, rewards);
                if (run.Value(loss) is { } algorithm)
                    settings = PolicyAlgorithm.Apply(settings, algorithm);
                using Decoder model = run.Model(from, BaseStage.Name);
                return TrainRun.Print(R1ZeroStage.Train(run.Output, model, settings, run.Seed, run.Progress, token));
            }
        );
    }

    public static Command ReasoningRl()
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
                return TrainRun.Print(
                    ReasoningRlStage.Train(run.Output, model, settings, run.Seed, run.Progress, token)
                );
            }
        );
    }

    public static Command Alignment()
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
                return TrainRun.Print(
                    AlignmentStage.Train(run.Output, model, preference, safety, settings, run.Seed, run.Progress, token)
                );
            }
        );
    }

    public static Command DistillRl()
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
                return TrainRun.Print(DistillRlStage.Train(run.Output, model, settings, run.Seed, run.Progress, token));
            }
        );
    }
}
