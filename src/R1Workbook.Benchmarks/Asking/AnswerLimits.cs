using Microsoft.Extensions.AI;

namespace R1Workbook.Benchmarks.Asking;

/// <summary>
/// How much of an answer is read at most. A server may send without end, whatever number of tokens it is asked for; the
/// memory and the time that it takes are still bounded.
/// </summary>
/// <param name="Bytes">Most bytes on the wire: JSON, names of fields and log probabilities included.</param>
/// <param name="Letters">Most letters of text, reasoning included.</param>
/// <param name="Time">The longest time for a whole stream.</param>
internal sealed record AnswerLimits(long Bytes, long Letters, TimeSpan Time)
{
    // The JSON of one streamed token with 20 rivals is about 2 KB; the longest tokens in use have 128 blanks.
    private const long BytesPerToken = 4096,
        LettersPerToken = 256,
        LeastBytes = 1 << 20,
        LeastLetters = 1 << 16,
        MostBytes = 1 << 30;

    private const int TokensWhereNoneAreNamed = 1 << 17;

    /// <summary>Most bytes of an error's body.</summary>
    public const int ErrorBytes = 1 << 16;

    /// <summary>The time that a stream may take for each token beyond the time limit of a piece.</summary>
    public static TimeSpan TimePerToken { get; } = TimeSpan.FromSeconds(0.1);

    /// <summary>The limits of an answer to a request.</summary>
    /// <param name="options">What the request asks for.</param>
    /// <param name="timeout">How long the server may be silent.</param>
    public static AnswerLimits Of(ChatOptions? options, TimeSpan timeout)
    {
        long tokens = options?.MaxOutputTokens ?? TokensWhereNoneAreNamed;
        return new AnswerLimits(
            Math.Min(LeastBytes + tokens * BytesPerToken, MostBytes),
            LeastLetters + tokens * LettersPerToken,
            timeout + tokens * TimePerToken
        );
    }
}
