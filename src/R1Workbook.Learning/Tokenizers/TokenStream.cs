using System.Text;

namespace R1Workbook.Learning.Tokenizers;

/// <summary>Decodes tokens one by one: what is no whole character yet waits for the tokens behind it. For one text and
/// one thread.</summary>
public sealed class TokenStream
{
    private readonly Func<int, byte[]> _bytes;
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();

    internal TokenStream(Func<int, byte[]> bytes) => _bytes = bytes;

    /// <summary>Adds a token.</summary>
    /// <param name="token">Its number.</param>
    /// <returns>The text that has become whole; may be empty.</returns>
    /// <exception cref="ArgumentException">The number is of no token.</exception>
    public string Add(int token) => Decode(_bytes(token), flush: false);

    /// <summary>Ends the text.</summary>
    /// <returns>U+FFFD where the last character was never completed, otherwise nothing.</returns>
    public string End() => Decode([], flush: true);

    private string Decode(byte[] bytes, bool flush)
    {
        char[] letters = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
        return new string(letters, 0, _decoder.GetChars(bytes, 0, bytes.Length, letters, 0, flush));
    }
}
