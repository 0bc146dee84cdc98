using System.Diagnostics;
using R1Workbook.Core.Files;

namespace R1Workbook.Core.Tests.Files;

public sealed class TemporaryFolderTests : IDisposable
{
    private readonly string _all = Directory.CreateTempSubdirectory("temporary").FullName;

    public void Dispose() => Directory.Delete(_all, recursive: true);

    [Fact]
    public void A_folder_is_new_and_empty_and_goes_with_its_content()
    {
        string path;
        using (var folder = TemporaryFolder.Create("word"))
        {
            path = folder.Path;
            Assert.Empty(Directory.EnumerateFileSystemEntries(path));
            Assert.Contains("word", path, StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(path, "a"), "b");
        }

        Assert.False(Directory.Exists(path));
    }

    [SkippableFact]
    public void Others_cannot_list_it()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Windows has no modes");
        if (!OperatingSystem.IsLinux())
            return;
        using var folder = TemporaryFolder.Create("word");

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(folder.Path)
        );
        Assert.Equal(
            UnixFileMode.None,
            File.GetUnixFileMode(Path.GetDirectoryName(folder.Path)!)
                & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)
        );
    }

    [SkippableFact]
    public async Task What_a_process_left_is_cleared_when_it_is_dead_and_not_before()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "processes are named on Linux");
        using var owner = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", "read never"]) { RedirectStandardInput = true }
        )!;
        ProcessIdentity identity = Assert.NotNull(ProcessIdentity.Of(owner.Id));
        string left = Left(identity.ToString());
        TemporaryFolder.ClearDead(_all);
        Assert.True(Directory.Exists(left));

        owner.Kill();
        await owner.WaitForExitAsync();
        TemporaryFolder.ClearDead(_all);
        Assert.False(Directory.Exists(left));
    }

    [SkippableFact]
    public void What_may_belong_to_somebody_else_stays()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "processes are named on Linux");
        ProcessIdentity own = ProcessIdentity.Own;
        // A living process; one of another container; one whose lock is held all the same; names of no process.
        string[] kept =
        [
            Left(own.ToString()),
            Left((own with { Started = 1, Space = 1 }).ToString()),
            Left((own with { Started = 0 }).ToString()),
            Left("strange"),
        ];
        string held = Left((own with { Started = 1 }).ToString());
        using (File.Open(Path.Combine(held, "lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            TemporaryFolder.ClearDead(_all);
            Assert.True(Directory.Exists(held));
        }

        TemporaryFolder.ClearDead(_all);
        Assert.False(Directory.Exists(held));
        Assert.All(kept, folder => Assert.True(Directory.Exists(folder), folder));
    }

    [SkippableFact]
    public void A_folder_that_others_must_reach_does_not_lie_in_one_that_is_closed_to_them()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Windows has no modes");
        // As mktemp makes it: _all is closed to others.
        string open = Directory.CreateDirectory(Path.Combine(_all, "open")).FullName;

        Assert.Equal(open, TemporaryFolder.Place(open + "/", passable: false));
        Assert.DoesNotContain(_all, TemporaryFolder.Place(open, passable: true), StringComparison.Ordinal);
        Assert.Equal("/missing", TemporaryFolder.Place("/missing", passable: true));
    }

    [Theory]
    [InlineData("12-345-678", true)]
    [InlineData("12-345", false)]
    [InlineData("12-345-678-9", false)]
    [InlineData("-1-345-678", false)]
    [InlineData("x-345-678", false)]
    [InlineData("", false)]
    public void A_name_is_read_as_it_was_written(string text, bool isOne) =>
        Assert.Equal(isOne ? text : null, ProcessIdentity.Parse(text)?.ToString());

    private string Left(string owner)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_all, $"r1-temporary-{owner}-abc")).FullName;
        File.WriteAllText(Path.Combine(folder, "lock"), "");
        Directory.CreateDirectory(Path.Combine(folder, "program-1"));
        return folder;
    }
}
