using R1Workbook.Core.Files;

namespace R1Workbook.Core.Tests.Files;

/// <summary>One writer to a folder.</summary>
public sealed class FolderLockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-lock-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_second_writer_is_told_which_folder_and_what_to_do()
    {
        string folder = Path.Combine(_folder, "new");
        using (FolderLock.Take(folder, "give another"))
        {
            string said = Assert.Throws<FolderInUseException>(() => FolderLock.Take(folder, "give another")).Message;
            Assert.Contains(folder, said, StringComparison.Ordinal);
            Assert.Contains("give another", said, StringComparison.Ordinal);
        }

        using FolderLock again = FolderLock.Take(folder, "give another");
    }

    [Fact]
    public void A_file_that_a_killed_process_left_locks_nothing()
    {
        File.WriteAllText(Path.Combine(_folder, FolderLock.FileName), "");
        using FolderLock taken = FolderLock.Take(_folder, "give another");
    }

    [Fact]
    public void It_can_leave_no_file_behind()
    {
        using FolderLock taken = FolderLock.Take(_folder, "give another");
        taken.Remove();
        Assert.Empty(Directory.GetFiles(_folder));
        taken.Dispose();
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_no_folder_in_use()
    {
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        Assert.ThrowsAny<IOException>(() => FolderLock.Take(file, "give another"));
        Assert.IsNotType<FolderInUseException>(Record.Exception(() => FolderLock.Take(file, "give another")));
    }
}
