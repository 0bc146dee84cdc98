using Microsoft.Extensions.AI;
using R1Workbook.Learning.Tasks.Countdown;

namespace R1Workbook.Learning.Chat;

/// <summary>The workbook's own decoders: a prompt is words of <see cref="CountdownVocabulary"/>, and an answer
/// too.</summary>
public sealed class WordCodec : IChatCodec
{
    /// <inheritdoc/>
    public int? ThinkClose => CountdownVocabulary.ThinkClose;

    /// <inheritdoc/>
    public IReadOnlyList<int> Ends { get; } = [CountdownVocabulary.EndOfSequence];

    /// <inheritdoc/>
    public int[] Encode(IReadOnlyList<ChatMessage> messages)
    {
        try
        {
            return CountdownVocabulary.Encode(
                string.Join(' ', messages.Select(message => message.Text.ReplaceLineEndings(" ")))
            );
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException(
                $"this decoder of the workbook reads only the {CountdownVocabulary.Size} words of its own tasks, "
                    + $"such as \"solve 9 ? 2 ? 3 =8 :\" ({Word(exception.Message)}). "
                    + "Ask it with r1 eval countdown; for other benchmarks take a folder with a tokenizer.json, or "
                    + "an endpoint.",
                exception
            );
        }
    }

    /// <inheritdoc/>
    public string Decode(IEnumerable<int> tokens) => CountdownVocabulary.Decode(tokens);

    // The whole vocabulary stands behind the colon.
    private static string Word(string message) => message.Split(':')[0];
}
