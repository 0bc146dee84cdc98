using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Stages;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Learning.Tests.Stages;

public sealed class PipelineTests : IDisposable
{
    private static readonly string[] Expected =
    [
        "base",
        "r1-zero",
        "cold-start",
        "reasoning-rl",
        "rejection-sft",
        "alignment",
        "base-qwen",
        "distill-qwen",
        "distill-rl-qwen",
        "base-llama",
        "distill-llama",
        "distill-rl-llama",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("r1-pipeline-").FullName;

    [Fact]
    public void Every_stage_runs_at_smoke_scale_from_the_recorded_base_and_a_second_call_changes_nothing()
    {
        RunRecord recorded = RunRecord.Read(Path.Combine(Repository(), "data", "runs", "base"));
        IReadOnlyList<StageRow> rows = Pipeline.Train(_folder, Scale.Smoke, new Seed(1), recorded);
        Assert.Equal(Expected, rows.Select(row => row.Stage));
        Assert.All(rows, row => Assert.InRange(row.Figures["accuracy"], 0, 1));
        Assert.All(Expected, stage => Assert.True(RunRecord.Read(Path.Combine(_folder, stage)).IsFinished));
        byte[] before = File.ReadAllBytes(Path.Combine(_folder, "alignment", "model.safetensors"));
        IReadOnlyList<StageRow> again = Pipeline.Train(_folder, Scale.Smoke, new Seed(1), recorded);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(_folder, "alignment", "model.safetensors")));
        Assert.Equal(rows.Select(row => row.Figures["length"]), again.Select(row => row.Figures["length"]));
    }

    [Fact]
    public void Without_a_verifier_the_pipeline_ends_at_the_base_and_says_why()
    {
        string message = Assert
            .Throws<TrainingException>(() => Pipeline.Train(_folder, Scale.Smoke, new Seed(1)))
            .Message;
        Assert.Contains("verifier gate", message, StringComparison.Ordinal);
        Assert.Contains("another seed", message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Repository()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "R1Workbook.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
