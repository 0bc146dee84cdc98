using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Files;

namespace R1Workbook.Learning.Tests.Decoders;

public sealed class FloatTypeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-").FullName;

    [Fact]
    public void Every_value_of_16_bits_comes_out_as_it_went_in()
    {
        byte[] stored = [.. Enumerable.Range(0, 1 << 16).SelectMany(bits => BitConverter.GetBytes((ushort)bits))];
        foreach (FloatType type in (FloatType[])[FloatType.BF16, FloatType.F16])
        {
            byte[] written = WrittenAgain(type, stored);
            for (int bits = 0; bits < 1 << 16; bits++)
            {
                ushort before = BitConverter.ToUInt16(stored, 2 * bits),
                    after = BitConverter.ToUInt16(written, 2 * bits);
                // A signalling NaN of F16 becomes a quiet one.
                bool quieted =
                    type == FloatType.F16
                    && Half.IsNaN(BitConverter.UInt16BitsToHalf(before))
                    && after == (before | 0x200);
                Assert.True(before == after || quieted, $"{type} {before:x4} became {after:x4}");
            }
        }
    }

    [Theory]
    [InlineData(1.00390625f, 0x3F80)] // half way between 0x3F80 and 0x3F81: to the even one
    [InlineData(1.01171875f, 0x3F82)] // half way between 0x3F81 and 0x3F82
    [InlineData(1.004f, 0x3F81)]
    [InlineData(-3.4e38f, 0xFF80)] // beyond the largest: infinity
    [InlineData(float.NaN, 0xFFC0)]
    public void Numbers_are_rounded_to_the_nearest_brain_float(float value, int expected)
    {
        Write(FloatType.F32, BitConverter.GetBytes(value));
        using var decoder = new TensorOf(Values());
        Assert.Equal((ushort)expected, BitConverter.ToUInt16(decoder.As(FloatType.BF16)));
    }

    [Fact]
    public void Numbers_of_64_bits_are_rounded_to_32()
    {
        Write(FloatType.F64, [.. BitConverter.GetBytes(0.1), .. BitConverter.GetBytes(-2.5)]);
        Assert.Equal([0.1f, -2.5f], Values());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string FilePath => Path.Combine(_folder, "x.safetensors");

    private byte[] WrittenAgain(FloatType type, byte[] stored)
    {
        Write(type, stored);
        using var values = new TensorOf(Values());
        return values.As(type);
    }

    private void Write(FloatType type, byte[] stored)
    {
        int bytes = type switch
        {
            FloatType.F64 => 8,
            FloatType.F32 => 4,
            _ => 2,
        };
        SafeTensorsFile.Write(
            FilePath,
            SafeTensorsHeader.Of([("a", type.ToString(), [stored.Length / bytes])], new Dictionary<string, string>()),
            (_, file) => file.Write(stored)
        );
    }

    private float[] Values() => SafeTensors.Read(FilePath).Arrays["a"].Values;

    // One column of an embedding, written in a type by the way of a folder.
    private sealed class TensorOf(float[] values) : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("r1-").FullName;

        public byte[] As(FloatType type)
        {
            DecoderConfig config = new(values.Length, 1, 1, 1, 1, 2, 1, 4);
            using var decoder = new Decoder(
                config,
                [.. values, .. new float[new ParameterLayout(config).Size - values.Length]]
            );
            HuggingFaceFolder.Save(decoder, _folder, type);
            using var file = new SafeTensorsFile(Path.Combine(_folder, "model.safetensors"));
            using var bytes = new MemoryStream();
            file.Copy(file.Header.Entries[0], bytes);
            return bytes.ToArray();
        }

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
