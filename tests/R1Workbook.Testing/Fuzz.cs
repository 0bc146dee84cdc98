using System.Globalization;

namespace R1Workbook.Testing;

/// <summary>Mutated files. R1WORKBOOK_FUZZ sets how many, R1WORKBOOK_FUZZ_SEED which.</summary>
public static class Fuzz
{
    /// <summary>How many mutations are tried.</summary>
    public static int Count(int otherwise) => Number("R1WORKBOOK_FUZZ") ?? otherwise;

    /// <summary>Their source.</summary>
    public static Random Source(int otherwise = 5) => new(Seed(otherwise));

    /// <summary>The seed of their source.</summary>
    public static int Seed(int otherwise) => Number("R1WORKBOOK_FUZZ_SEED") ?? otherwise;

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int number)
            ? number
            : null;

    /// <summary>A file with flipped bits, bytes cut off, put in, doubled or overwritten, mostly within its first bytes,
    /// where its structure is.</summary>
    public static byte[] Mutate(byte[] file, int structure, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        List<byte> bytes = [.. file];
        int changes = random.Next(1, 5);
        for (int change = 0; change < changes && bytes.Count > 0; change++)
        {
            int at = random.Next(random.Next(8) == 0 ? bytes.Count : Math.Min(bytes.Count, structure)),
                length = Math.Min(random.Next(1, 20), bytes.Count - at);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 4:
                    bytes[at] = (byte)"\"{}[]:,0129-.eEnul\\ "[random.Next(20)];
                    break;
                case 5:
                    bytes[at] = (byte)random.Next(256);
                    break;
                default:
                    bytes.InsertRange(at, "99999999999999999"u8[..random.Next(1, 18)].ToArray());
                    break;
            }
        }
        return [.. bytes];
    }
}
