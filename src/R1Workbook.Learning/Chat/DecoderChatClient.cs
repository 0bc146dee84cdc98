using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Sampling;

namespace R1Workbook.Learning.Chat;

/// <summary>
/// A decoder as a client of Microsoft.Extensions.AI: whatever asks a server can ask a model of one's own. The text of
/// an answer has its think tags, also where the template opened them. Several may ask at once.
/// </summary>
/// <param name="decoder">The model; disposed of with the client.</param>
/// <param name="codec">How it reads and is read.</param>
/// <param name="name">What it is called in records.</param>
public sealed class DecoderChatClient(Decoder decoder, IChatCodec codec, string name) : IChatClient
{
    private const int UsualTokens = 1024;

    /// <summary>Answers. A token limit beyond the model's context means as much as fits into it.</summary>
    /// <exception cref="ArgumentException">The model has no tokens for the text, the prompt fills the context, or a
    /// setting is impossible.</exception>
    /// <exception cref="NotSupportedException">Stop sequences are asked for.</exception>
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(messages);
        ChatMessage[] asked = [.. messages];
        // Tensors are kept by scopes of the thread that made them: an answer is drawn on one thread from beginning to
        // end.
        return Task.Run(() => Answer(asked, options ?? new ChatOptions(), cancellationToken), cancellationToken);
    }

    /// <summary>Answers, in one piece once it is there.</summary>
    /// <inheritdoc cref="GetResponseAsync"/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        ChatResponse response = await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        foreach (ChatResponseUpdate update in response.ToChatResponseUpdates())
            yield return update;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("r1workbook", null, name)
        : serviceType?.IsInstanceOfType(this) == true ? this
        : null;

    /// <inheritdoc/>
    public void Dispose() => decoder.Dispose();

    private ChatResponse Answer(ChatMessage[] messages, ChatOptions options, CancellationToken cancellationToken)
    {
        if (options.StopSequences is { Count: > 0 })
        {
            throw new NotSupportedException(
                "stop sequences are not read here; an answer ends where the model ends it."
            );
        }

        int[] prompt = codec.Encode(messages); // [P]
        int room = decoder.Config.Context - prompt.Length;
        if (room < 1)
        {
            throw new ArgumentException(
                $"the prompt has {prompt.Length} tokens and the model's context {decoder.Config.Context}: there is "
                    + $"no room for an answer.",
                nameof(messages)
            );
        }

        SamplingSettings settings = new()
        {
            Temperature = Exact(options.Temperature ?? 1),
            TopP = Exact(options.TopP ?? 1),
            TopK = options.TopK ?? 0,
            MaxTokens = Math.Min(options.MaxOutputTokens ?? UsualTokens, room),
            EndOfSequence = codec.Ends[0],
            Stops = [.. codec.Ends.Skip(1).Select(end => new[] { end })],
        };
        Completion completion = Sampler.Draw(
            decoder,
            [prompt],
            1,
            settings,
            new Seed((ulong)(options.Seed ?? 0)),
            cancellationToken
        )[0];
        int[] tokens = completion.Truncated ? completion.Tokens : completion.Tokens[..^1]; // [T]
        string text = codec.Opening + codec.Decode(tokens);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, text))
        {
            ModelId = name,
            FinishReason = completion.Truncated ? ChatFinishReason.Length : ChatFinishReason.Stop,
            Usage = new UsageDetails
            {
                InputTokenCount = prompt.Length,
                OutputTokenCount = completion.Tokens.Length,
                TotalTokenCount = prompt.Length + completion.Tokens.Length,
                ReasoningTokenCount = Thinking(completion.Tokens, text),
            },
        };
    }

    // Up to the end of the thinking; all of it where the thinking was opened and never ends; unknown where nothing says
    // that the model thinks.
    private int? Thinking(int[] tokens, string text) =>
        codec.ThinkClose is { } close && Array.LastIndexOf(tokens, close) is >= 0 and int at ? at + 1
        : text.TrimStart().StartsWith("<think>", StringComparison.Ordinal) ? tokens.Length
        : null;

    // 0.95 in 32 bits is 0.949999988 in 64.
    private static double Exact(float value) => (double)(decimal)value;
}
