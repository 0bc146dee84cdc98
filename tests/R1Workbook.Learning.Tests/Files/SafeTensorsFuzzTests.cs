using System.Text;
using R1Workbook.Learning.Files;
using R1Workbook.Learning.Tests.Decoders;
using Xunit.Abstractions;

namespace R1Workbook.Learning.Tests.Files;

public sealed class SafeTensorsFuzzTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("r1-").FullName, "x.safetensors");

    [Fact]
    public void A_mutated_file_is_read_or_refused_by_name()
    {
        using (R1Workbook.Learning.Decoders.Decoder decoder = DecoderTests.Shaken(DecoderTests.Small, 2))
            DecoderFile.Save(decoder, _path);
        byte[] file = File.ReadAllBytes(_path);
        int structure = 8 + (int)BitConverter.ToInt64(file),
            read = 0,
            count = Fuzz.Count(2000);
        Random random = Fuzz.Source();
        for (int i = 0; i < count; i++)
        {
            byte[] mutated = Mutate(file, structure, random);
            File.WriteAllBytes(_path, mutated);
            try
            {
                SafeTensors.Read(_path);
                DecoderFile.Load(_path).Dispose();
                read++;
            }
            catch (SafeTensorsException exception)
            {
                Assert.StartsWith(_path, exception.Message, StringComparison.Ordinal);
            }
            catch (Exception exception)
            {
                Assert.Fail($"mutation {i}: {exception}");
            }
        }
        output.WriteLine($"{count} mutations, {read} of them read");
        Assert.InRange(read, 1, count - 1);
    }

    // In half of the cases the header's length is set right again, so that what is behind it is reached.
    private static byte[] Mutate(byte[] file, int structure, Random random)
    {
        if (random.Next(2) == 0)
            return Fuzz.Mutate(file, structure, random);
        byte[] header = Fuzz.Mutate(file[8..structure], structure, random);
        return [.. BitConverter.GetBytes((long)header.Length), .. header, .. file[structure..]];
    }

    [Theory]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[2],"data_offsets":"""
            + """[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""",
        "stands twice"
    )]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "belong to none")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "leave no gap")]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[2],"data_offsets":"""
            + """[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""",
        "do not overlap"
    )]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", "needs 12 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "side of -2")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4000000000,4000000000,4],"data_offsets":[0,8]}}""", "exceeds any file")]
    [InlineData("""{"a":{"dtype":"F31","shape":[2],"data_offsets":[0,8]}}""", "of type F31")]
    [InlineData("""{"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}""", "a is I64")]
    [InlineData("""{"a":{"shape":[2],"data_offsets":[0,8]}}""", "a has no dtype")]
    [InlineData("""{"a":3}""", "a has no dtype")]
    [InlineData(
        """{"__metadata__":{"k":null},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""",
        "__metadata__.k"
    )]
    [InlineData("""{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", "no safetensors header")]
    [InlineData("[]", "no object")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", "shape of a is [2.5]")]
    [InlineData("""{"a":{"dtype":"F32","shape":"2","data_offsets":[0,8]}}""", "shape of a is \"2\"")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":null}}""", "data_offsets of a is null")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":["0",8]}}""", "data_offsets of a is [\"0\",8]")]
    [InlineData("""{"a":{"dtype":5,"shape":[2],"data_offsets":[0,8]}}""", "dtype of a is 5")]
    [InlineData("""{"__metadata__":[],"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "__metadata__ is []")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],,"data_offsets":[0,8]}}""", "at byte 40 of the file")]
    public void A_header_that_breaks_the_format_is_refused_with_the_reason(string header, string told)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(header);
        File.WriteAllBytes(_path, [.. BitConverter.GetBytes((long)bytes.Length), .. bytes, .. new byte[8]]);
        string message = Assert.Throws<SafeTensorsException>(() => SafeTensors.Read(_path)).Message;
        Assert.StartsWith(_path, message, StringComparison.Ordinal);
        Assert.Contains(told, message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);
}
