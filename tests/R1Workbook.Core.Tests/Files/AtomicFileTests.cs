using System.Text.Json;
using R1Workbook.Core.Files;

namespace R1Workbook.Core.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-atomic-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "answers.jsonl");

    [Fact]
    public void AFileIsReplacedByWhatWasWritten()
    {
        AtomicFile.WriteText(Path, "a much longer first content\n");
        AtomicFile.WriteLines(Path, ["1", "二"]);
        Assert.Equal("1\n二\n"u8.ToArray(), File.ReadAllBytes(Path));
        Assert.Equal([Path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void AWriterThatFailsHalfwayLeavesTheOldFileAndNothingElse()
    {
        AtomicFile.WriteText(Path, "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.WriteLines(Path, Broken()));
        Assert.Equal("old", File.ReadAllText(Path));
        Assert.Equal([Path], Directory.GetFiles(_folder));

        static IEnumerable<string> Broken()
        {
            yield return "half";
            throw new InvalidOperationException();
        }
    }

    [Fact]
    public void FilesThatBelongTogetherAreReplacedOnlyWhenAllAreWritten()
    {
        AtomicFile.WriteText(Path, "old");
        AtomicFile.WritePartial(Path, stream => stream.WriteByte((byte)'n'));
        Assert.Equal("old", File.ReadAllText(Path));
        AtomicFile.Complete(Path);
        Assert.Equal("n", File.ReadAllText(Path));
    }

    [Fact]
    public void AFolderThatIsMissingIsSaid() =>
        Assert.Throws<DirectoryNotFoundException>(() =>
            AtomicFile.WriteText(System.IO.Path.Combine(_folder, "missing", "a.txt"), "")
        );

    [Fact]
    public void JsonKeepsLettersOfEveryScript()
    {
        Assert.Equal("""{"a":"答 é <b>"}""", JsonSerializer.Serialize(new { a = "答 é <b>" }, JsonText.Line));
        Assert.Contains('\n', JsonSerializer.Serialize(new { a = 1 }, JsonText.Readable));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
