namespace R1Workbook.Cli.Tests.Running;

/// <summary>Exports that cannot be written are told before a training of hours.</summary>
public sealed class RunExportsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-exports-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Place(string name) => Path.Combine(_folder, name);

    [SkippableTheory]
    [InlineData("/dev/full")]
    [InlineData("LINK")]
    public void A_full_device_is_told_before_the_training(string csv)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "/dev/full is one of Linux");
        File.CreateSymbolicLink(Place("LINK"), "/dev/full");
        string? refusal = new RunExports(csv.Replace("LINK", Place("LINK")), null).Refusal();
        Assert.Contains("No space left on device", refusal, StringComparison.Ordinal);
        Assert.Contains("Nothing was trained", refusal, StringComparison.Ordinal);
        Assert.True(File.Exists("/dev/full") && Path.Exists(Place("LINK")));
    }

    [SkippableFact]
    public void What_is_no_folder_is_told_before_the_training()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "/dev/full is one of Linux");
        Assert.Contains("--tensorboard", new RunExports(null, "/dev/full").Refusal(), StringComparison.Ordinal);
        File.WriteAllText(Place("file"), "");
        Assert.NotNull(new RunExports(null, Place("file")).Refusal());
        Assert.NotNull(new RunExports(Place("no/such/run.csv"), null).Refusal());
        Assert.NotNull(new RunExports(_folder, null).Refusal());
    }

    [Fact]
    public void The_question_leaves_nothing_behind()
    {
        File.WriteAllText(Place("empty"), "");
        File.WriteAllText(Place("old"), "step,loss\n");
        foreach (string name in (string[])["empty", "old", "new"])
            Assert.Null(new RunExports(Place(name), Place("logs")).Refusal());
        Assert.Equal("", File.ReadAllText(Place("empty")));
        Assert.Equal("step,loss\n", File.ReadAllText(Place("old")));
        Assert.False(File.Exists(Place("new")));
        Assert.Empty(Directory.GetFileSystemEntries(Place("logs")));
        if (File.Exists("/dev/null"))
            Assert.Null(new RunExports("/dev/null", null).Refusal());
    }
}
