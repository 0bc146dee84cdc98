using R1Workbook.Core.Files;
using R1Workbook.Learning.Chat;
using R1Workbook.Learning.Files;
using R1Workbook.Learning.Tokenizers;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Learning.Tests.Files;

/// <summary>A gigabyte where a few kilobytes belong is refused by name, and is not read.</summary>
public sealed class HugeSettingsTests : IDisposable
{
    private const long Huge = 1L << 30,
        MostAllocated = 32 << 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("r1-huge-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Config_json() => Refused("config.json", path => HuggingFaceConfig.Read(path));

    [Fact]
    public void Tokenizer_json() => Refused("tokenizer.json", path => Tokenizer.Load(path));

    [Fact]
    public void Index_of_the_weights() =>
        Refused("model.safetensors.index.json", path => SafeTensorsShards.Open(_folder));

    [Fact]
    public void Header_of_a_run() => Refused("run.json", path => RunRecord.Read(_folder));

    [Theory]
    [InlineData("generation_config.json")]
    [InlineData("tokenizer_config.json")]
    [InlineData("chat_template.jinja")]
    public void A_file_beside_a_model(string name)
    {
        File.WriteAllText(Path.Combine(_folder, "config.json"), "{}");
        File.WriteAllText(Path.Combine(_folder, "tokenizer.json"), "{}");
        Refused(name, _ => ChatModelFile.Open(_folder));
    }

    [Fact]
    public void A_file_is_read_up_to_its_limit()
    {
        string path = Path.Combine(_folder, "text");
        foreach (int length in (int[])[0, 1, 65_535, 65_536, 65_537, 100_000])
        {
            byte[] bytes = new byte[length];
            new Random(length).NextBytes(bytes);
            File.WriteAllBytes(path, bytes);
            Assert.Equal(bytes, BoundedFile.Bytes(path, length));
            Assert.Equal(bytes, BoundedFile.Bytes(path, length + 1));
            if (length > 0)
                Assert.Throws<InvalidDataException>(() => BoundedFile.Bytes(path, length - 1));
        }

        File.WriteAllText(path, "\uFEFFa");
        Assert.Equal("a", BoundedFile.Text(path, 10));
    }

    [Fact]
    public void A_device_without_end_ends()
    {
        if (File.Exists("/dev/zero"))
            Assert.Throws<InvalidDataException>(() => BoundedFile.Bytes("/dev/zero", 100_000));
    }

    private void Refused(string name, Action<string> read)
    {
        string path = Path.Combine(_folder, name);
        // A file with a hole: it takes no room on the disk.
        using (FileStream file = File.Create(path))
            file.SetLength(Huge);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.ThrowsAny<Exception>(() => read(path));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostAllocated);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Contains("Is it the right file?", error.Message, StringComparison.Ordinal);
    }
}
