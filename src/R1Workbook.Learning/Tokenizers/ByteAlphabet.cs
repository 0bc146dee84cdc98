using System.Text;

namespace R1Workbook.Learning.Tokenizers;

/// <summary>
/// The letters that byte-level vocabularies write bytes in: printable Latin-1 letters stand for themselves, the other
/// 68 bytes for the letters from U+0100 on in order (GPT-2; Radford et al. 2019, section 2.2). A space is Ġ.
/// </summary>
internal static class ByteAlphabet
{
    private static readonly char[] Letters = Build();

    private static readonly Dictionary<char, byte> Bytes = Letters
        .Select((letter, value) => (letter, value))
        .ToDictionary(pair => pair.letter, pair => (byte)pair.value);

    /// <summary>The letter of a byte.</summary>
    public static char Letter(byte value) => Letters[value];

    /// <summary>The bytes that a token stands for; a token with any other letter stands for its own text.</summary>
    public static byte[] Decode(string token)
    {
        byte[] bytes = new byte[token.Length];
        for (int i = 0; i < token.Length; i++)
        {
            if (!Bytes.TryGetValue(token[i], out bytes[i]))
                return Encoding.UTF8.GetBytes(token);
        }

        return bytes;
    }

    private static char[] Build()
    {
        char[] letters = new char[256];
        int next = 256;
        for (int value = 0; value < 256; value++)
        {
            letters[value] = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF)
                ? (char)value
                : (char)next++;
        }

        return letters;
    }
}
