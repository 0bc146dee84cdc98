using R1Workbook.Core.Files;
using R1Workbook.Learning.Files;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Learning.Tests.Training.Runs;

/// <summary>One writer to a run folder, and no hole in its measurements.</summary>
public sealed class RunFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-run-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_second_writer_is_refused_until_the_first_has_ended()
    {
        using (RunRecorder first = Open())
        {
            first.Add(Step(1));
            string said = Assert.Throws<FolderInUseException>(Open).Message;
            Assert.Contains(_folder, said, StringComparison.Ordinal);
            Assert.Contains("--out", said, StringComparison.Ordinal);
            Assert.Single(File.ReadAllLines(Metrics));
        }

        using RunRecorder second = Open();
        Assert.Equal(0, second.Step);
    }

    [Fact]
    public void A_finished_run_is_free_and_leaves_no_lock()
    {
        using (RunRecorder first = Open())
            first.Finish(path => File.WriteAllText(path, ""), null);
        Assert.False(File.Exists(Path.Combine(_folder, FolderLock.FileName)));
        using RunRecorder second = Open(),
            third = Open();
        Assert.True(second.IsFinished && third.IsFinished);
        Assert.False(File.Exists(Path.Combine(_folder, FolderLock.FileName)));
    }

    [Fact]
    public void A_folder_of_another_run_is_not_kept_locked()
    {
        Open().Dispose();
        Assert.Throws<RunRecordException>(() => RunRecorder.Open(_folder, "other", 1, new { A = 1 }));
        Open().Dispose();
    }

    [Theory]
    [InlineData("all")]
    [InlineData("first")]
    [InlineData("last")]
    [InlineData("file")]
    public void Missing_steps_are_told_and_accepted_only_by_name(string what)
    {
        using (RunRecorder first = Open())
        {
            for (int step = 0; step <= 6; step++)
                first.Add(Step(step));
            first.Checkpoint(6, [KeyValuePair.Create("weights", new NamedArray([1], [1f]))]);
            first.Add(Step(7));
        }

        string[] lines = File.ReadAllLines(Metrics);
        switch (what)
        {
            case "all":
                File.WriteAllText(Metrics, "");
                break;
            case "first":
                File.WriteAllLines(Metrics, lines[1..]);
                break;
            case "last":
                File.WriteAllLines(Metrics, [.. lines[..6], lines[7]]);
                break;
            default:
                File.Delete(Metrics);
                break;
        }

        string said = Assert.Throws<RunRecordException>(Open).Message;
        Assert.Contains("metrics.jsonl: lines are missing", said, StringComparison.Ordinal);
        Assert.Contains("--accept-missing-steps", said, StringComparison.Ordinal);
        using (MissingSteps.Accept())
        using (RunRecorder accepted = Open())
        {
            Assert.Equal(6, accepted.Step);
            // From here on the hole is known: what is checked is what was there.
            accepted.Checkpoint(7, [KeyValuePair.Create("weights", new NamedArray([1], [1f]))]);
        }

        if (what is "first" or "last")
            Open().Dispose();
    }

    [Fact]
    public void A_whole_run_goes_on_and_lines_behind_the_checkpoint_are_cut()
    {
        using (RunRecorder first = Open())
        {
            first.Add(Step(5));
            first.Checkpoint(5, [KeyValuePair.Create("weights", new NamedArray([1], [1f]))]);
            first.Add(Step(10));
        }

        using RunRecorder second = Open();
        Assert.Equal(5, second.Step);
        Assert.Single(File.ReadAllLines(Metrics));
    }

    private string Metrics => Path.Combine(_folder, "metrics.jsonl");

    private RunRecorder Open() => RunRecorder.Open(_folder, "test", 1, new { A = 1 });

    private static RunStep Step(int step) => new(step, new Dictionary<string, double> { ["loss"] = 1.0 / (step + 1) });
}
