using System.Text;
using R1Workbook.Learning.Files;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Tests.Decoders;
using Decoder = R1Workbook.Learning.Decoders.Decoder;

namespace R1Workbook.Learning.Tests.Files;

public sealed class SafeTensorsTests : IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("r1-").FullName, "x.safetensors");

    [Fact]
    public void A_file_is_written_byte_by_byte_as_the_format_says()
    {
        SafeTensors.Write(
            _path,
            [KeyValuePair.Create("a", new NamedArray([1, 2], [1f, -2f]))],
            new Dictionary<string, string> { ["k"] = "v" }
        );
        const string header = """{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}""";
        string padded = header.PadRight((header.Length + 7) / 8 * 8);
        byte[] expected =
        [
            (byte)padded.Length,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            .. Encoding.UTF8.GetBytes(padded),
            0,
            0,
            0x80,
            0x3F,
            0,
            0,
            0,
            0xC0,
        ];
        Assert.Equal(expected, File.ReadAllBytes(_path));
    }

    [Fact]
    public void What_was_written_is_read()
    {
        using var decoder = new Decoder(DecoderTests.Small, new Seed(2));
        DecoderFile.Save(decoder, _path);
        using Decoder read = DecoderFile.Load(_path);
        Assert.Equal(decoder.Config, read.Config);
        Assert.Equal(decoder.CopyWeights(), read.CopyWeights());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    [InlineData(-1)]
    public void A_file_cut_short_is_named_with_what_to_do(int length)
    {
        using (var decoder = new Decoder(DecoderTests.Small, new Seed(2)))
            DecoderFile.Save(decoder, _path);
        byte[] bytes = File.ReadAllBytes(_path);
        File.WriteAllBytes(_path, length < 0 ? bytes[..^1] : bytes[..length]);
        string message = Assert.Throws<SafeTensorsException>(() => DecoderFile.Load(_path)).Message;
        Assert.StartsWith(_path, message, StringComparison.Ordinal);
        Assert.Contains("cut short", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_kind_is_refused()
    {
        File.WriteAllText(_path, "this is no tensor file, but a text of some length");
        Assert.Contains(
            "no safetensors file",
            Assert.Throws<SafeTensorsException>(() => SafeTensors.Read(_path)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "no such file",
            Assert.Throws<SafeTensorsException>(() => SafeTensors.Read(_path + "x")).Message,
            StringComparison.Ordinal
        );
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);
}
