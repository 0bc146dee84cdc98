using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Files;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Stages;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Tests;

public sealed class PredecessorsTests : IDisposable
{
    private static readonly DecoderConfig Tiny = new(
        8,
        Width: 8,
        Layers: 1,
        Heads: 1,
        KeyValueHeads: 1,
        HeadWidth: 8,
        FeedForward: 8,
        Context: 8
    );

    private readonly string _root = Directory.CreateTempSubdirectory("r1-runs-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Runs_that_were_trained_one_from_the_other_belong_together()
    {
        string first = Write("base-7", "base", 1, "");
        Write("cold-start-7-aaaaaa", "cold-start", 2, first);

        IReadOnlyList<RunRecord>? found = Predecessors.Trained(_root, 7, ["base", "cold-start"]);

        Assert.Equal(["base-7", "cold-start-7-aaaaaa"], found!.Select(run => Path.GetFileName(run.Folder)));
    }

    [Fact]
    public void A_run_that_began_elsewhere_is_not_taken_though_it_is_newer()
    {
        string first = Write("base-7", "base", 1, "");
        Write("cold-start-7-aaaaaa", "cold-start", 2, first);
        Write("cold-start-7-bbbbbb", "cold-start", 3, "0123456789abcdef");
        Directory.SetLastWriteTimeUtc(Path.Combine(_root, "cold-start-7-aaaaaa"), DateTime.UtcNow.AddDays(-1));

        Assert.Equal(
            "cold-start-7-aaaaaa",
            Path.GetFileName(Predecessors.Trained(_root, 7, ["base", "cold-start"])![1].Folder)
        );
    }

    [Theory]
    [InlineData("base-77")] // another seed
    [InlineData("base-qwen-7")] // another stage
    public void A_run_of_another_seed_or_stage_is_not_taken(string name)
    {
        Write(name, "base", 1, "");
        Assert.Null(Predecessors.Trained(_root, 7, ["base"]));
    }

    [Fact]
    public void An_unfinished_run_is_not_taken()
    {
        Write("base-7", "base", 1, "", finished: false);
        Assert.Null(Predecessors.Trained(_root, 7, ["base"]));
        Assert.Null(Predecessors.Trained(Path.Combine(_root, "missing"), 7, ["base"]));
    }

    [Fact]
    public void At_smoke_scale_the_recorded_runs_are_taken() =>
        Assert.Equal(Workbook.Data("runs", "base"), Predecessors.Find(7, Scale.Smoke, "base")[0].Folder);

    [Fact]
    public void Another_model_to_start_from_is_another_folder()
    {
        using Decoder one = new(Tiny, new Seed(1)),
            same = new(Tiny, new Seed(1)),
            other = new(Tiny, new Seed(2));

        Assert.Equal(Workbook.RunFolder("a", Scale.Smoke, one), Workbook.RunFolder("a", Scale.Smoke, same));
        Assert.NotEqual(Workbook.RunFolder("a", Scale.Smoke, one), Workbook.RunFolder("a", Scale.Smoke, other));
        Assert.NotEqual(
            Workbook.RunFolder("a", Scale.Smoke, one, other),
            Workbook.RunFolder("a", Scale.Smoke, other, one)
        );
    }

    private string Write(string name, string stage, ulong seed, string start, bool finished = true)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_root, name)).FullName;
        string ended = finished ? "true" : "false";
        File.WriteAllText(
            Path.Combine(folder, "run.json"),
            $$"""{"stage":"{{stage}}","configuration":{"start":"{{start}}"},"finished":{{ended}} }"""
        );
        using Decoder model = new(Tiny, new Seed(seed));
        DecoderFile.Save(model, Path.Combine(folder, "model.safetensors"));
        return model.Fingerprint();
    }
}
