using Microsoft.Extensions.AI;

namespace R1Workbook.Benchmarks.Asking;

/// <summary>
/// How much of an answer is read at most. A server may send without end, whatever number of tokens it is asked for; the
/// memory and the time that it takes are still bounded.
/// </summary>
/// <param name="Bytes">Most bytes on the wire: JSON, names of fields and log probabilities included.</param>
/// <param name="Pieces">Most pieces of a stream, empty ones included.</param>
/// <param name="Letters">Most letters of text, reasoning included.</param>
/// <param name="Time">The longest time for a whole stream.</param>
internal sealed record AnswerLimits(long Bytes, long Pieces, long Letters, TimeSpan Time)
{
    // The JSON of one token with 20 rivals is about 2 KB, that of a streamed one without them 0.3 KB; the longest
    // tokens in use have 128 blanks. A server may send each letter by itself.
    private const long BytesPerRivalledToken = 4096,
        BytesPerStreamedToken = 2048,
        BytesPerToken = 512,
        PiecesPerToken = 4,
        LettersPerToken = 256,
        LeastBytes = 1 << 20,
        LeastPieces = 1 << 16,
        LeastLetters = 1 << 16,
        MostBytes = 1 << 30;

    private const int TokensWhereNoneAreNamed = 1 << 17;

    /// <summary>Most bytes of an error's body.</summary>
    public const int ErrorBytes = 1 << 16;

    /// <summary>The time that a stream may take for each token beyond the time limit of a piece.</summary>
    public static TimeSpan TimePerToken { get; } = TimeSpan.FromSeconds(0.1);

    /// <summary>How long the next piece of a stream may take.</summary>
    /// <param name="elapsed">The time since the stream was asked for.</param>
    /// <param name="timeout">How long the server may be silent.</param>
    public TimeSpan UntilNextPiece(TimeSpan elapsed, TimeSpan timeout)
    {
        TimeSpan left = Time - elapsed;
        return left >= timeout ? timeout : TimeSpan.FromTicks(Math.Max(1, left.Ticks));
    }

    /// <summary>The limits of an answer to a request.</summary>
    /// <param name="options">What the request asks for.</param>
    /// <param name="timeout">How long the server may be silent.</param>
    /// <param name="streamed">Whether the answer comes in pieces.</param>
    public static AnswerLimits Of(ChatOptions? options, TimeSpan timeout, bool streamed = true)
    {
        bool rivals = options?.AdditionalProperties?.ContainsKey(ChatCompletionFormat.TopLogProbs) is true;
        long each =
            rivals ? BytesPerRivalledToken
            : streamed ? BytesPerStreamedToken
            : BytesPerToken;
        long tokens = options?.MaxOutputTokens ?? TokensWhereNoneAreNamed;
        return new AnswerLimits(
            Math.Min(LeastBytes + tokens * each, MostBytes),
            LeastPieces + tokens * PiecesPerToken,
            LeastLetters + tokens * LettersPerToken,
            timeout + tokens * TimePerToken
        );
    }
}
