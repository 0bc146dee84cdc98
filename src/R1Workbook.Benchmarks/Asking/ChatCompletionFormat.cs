using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using R1Workbook.Core.Files;

namespace R1Workbook.Benchmarks.Asking;

/// <summary>
/// The JSON of OpenAI's chat completions: what is asked, the whole answer, and the pieces of one that is streamed. The
/// reasoning that DeepSeek's API (and vLLM after it) puts into <c>reasoning_content</c>, others into <c>reasoning</c>,
/// becomes <see cref="TextReasoningContent"/>.
/// </summary>
internal static class ChatCompletionFormat
{
    /// <summary>The property of a <see cref="ChatResponse"/> with the log probabilities of the first token and its
    /// rivals, by token.</summary>
    public const string TopLogProbs = "top_logprobs";

    private static readonly HashSet<string> LimitReached = new(StringComparer.OrdinalIgnoreCase)
    {
        "length",
        "max_tokens",
        "max_output_tokens",
        "max_length",
        "model_length",
    };

    // DeepSeek's, OpenRouter's, vLLM's, SGLang's and TensorRT's names.
    private static readonly HashSet<string> Interruptions = new(StringComparer.OrdinalIgnoreCase)
    {
        "insufficient_system_resource",
        "error",
        "abort",
        "aborted",
        "cancelled",
        "canceled",
        "interrupted",
        "timeout",
        "timed_out",
        "network_error",
        "server_error",
        "internal_error",
        "failed",
        "incomplete",
        "unavailable",
    };

    /// <summary>Whether a server says that it broke off its answer: a half sentence is no answer to score.</summary>
    public static bool IsInterrupted(ChatFinishReason? reason) =>
        reason is { } given && Interruptions.Contains(given.Value);

    /// <summary>The body of a request.</summary>
    public static JsonObject Question(
        string model,
        IEnumerable<ChatMessage> messages,
        ChatOptions? options,
        bool streamed
    )
    {
        JsonObject question = new()
        {
            ["model"] = options?.ModelId ?? model,
            ["messages"] = new JsonArray([
                .. messages.Select(message =>
                    (JsonNode)new JsonObject { ["role"] = message.Role.Value, ["content"] = message.Text }
                ),
            ]),
        };
        if (options?.Temperature is { } temperature)
            question["temperature"] = temperature;
        if (options?.TopP is { } topP)
            question["top_p"] = topP;
        if (options?.MaxOutputTokens is { } tokens)
            question["max_tokens"] = tokens;
        if (options?.Seed is { } seed)
            question["seed"] = seed;
        if (options?.StopSequences is { Count: > 0 } stops)
            question["stop"] = new JsonArray([.. stops.Select(stop => (JsonNode)stop)]);
        if (options?.AdditionalProperties?.TryGetValue(TopLogProbs, out int rivals) is true)
            (question["logprobs"], question["top_logprobs"]) = (true, rivals);
        // Without being asked a server counts no tokens of a stream.
        if (streamed)
            (question["stream"], question["stream_options"]) = (true, new JsonObject { ["include_usage"] = true });
        return question;
    }

    /// <summary>The whole answer.</summary>
    /// <exception cref="FormatException">It is no chat completion.</exception>
    /// <exception cref="InvalidDataException">It says that the server failed; the message is the server's.</exception>
    public static ChatResponse Answer(string body) =>
        Read(
            body,
            root =>
            {
                RefuseError(root);
                JsonElement choice = root.GetProperty("choices")[0];
                RefuseError(choice);
                JsonElement message = choice.GetProperty("message");
                AdditionalPropertiesDictionary properties = [];
                ChatResponse response = new(
                    new ChatMessage(ChatRole.Assistant, [.. ChatContent.Of(message, always: true)])
                )
                {
                    ResponseId = Text(root, "id"),
                    ModelId = Text(root, "model"),
                    FinishReason = Finish(choice),
                    Usage = Usage(root, properties),
                };
                if (FirstToken(choice) is { Count: > 0 } first)
                    properties[TopLogProbs] = first;
                if (properties.Count > 0)
                    response.AdditionalProperties = properties;
                return response;
            }
        );

    /// <summary>A piece of an answer.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    /// <exception cref="InvalidDataException">It says that the server failed; the message is the server's.</exception>
    public static ChatResponseUpdate Piece(string data) =>
        Read(
            data,
            root =>
            {
                RefuseError(root);
                JsonElement choices = root.GetProperty("choices");
                ChatResponseUpdate piece = new()
                {
                    Role = ChatRole.Assistant,
                    ResponseId = Text(root, "id"),
                    ModelId = Text(root, "model"),
                };
                if (choices.GetArrayLength() > 0)
                {
                    RefuseError(choices[0]);
                    piece.FinishReason = Finish(choices[0]);
                    if (
                        choices[0].TryGetProperty("delta", out JsonElement delta)
                        && delta.ValueKind == JsonValueKind.Object
                    )
                    {
                        piece.Contents = [.. ChatContent.Of(delta, always: false)];
                    }
                }
                AdditionalPropertiesDictionary properties = [];
                if (Usage(root, properties) is { } usage)
                    piece.Contents.Add(new UsageContent(usage));
                if (properties.Count > 0)
                    piece.AdditionalProperties = properties;
                return piece;
            }
        );

    // An error of its own field, or vLLM's {"object": "error", "message", "code"}.
    private static void RefuseError(JsonElement answer)
    {
        if (answer.TryGetProperty("error", out JsonElement error) && error.ValueKind is not JsonValueKind.Null)
            throw new InvalidDataException(error.GetRawText());
        if (Text(answer, "object") == "error")
            throw new InvalidDataException(answer.GetRawText());
    }

    private static T Read<T>(string body, Func<JsonElement, T> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return read(document.RootElement);
        }
        catch (Exception exception)
            when (exception
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or IndexOutOfRangeException
            )
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    private static ChatFinishReason? Finish(JsonElement choice) =>
        Text(choice, "finish_reason") switch
        {
            null or "" => null,
            // Other servers' names for the limit on tokens.
            { } reason when LimitReached.Contains(reason) => ChatFinishReason.Length,
            { } reason => new ChatFinishReason(reason),
        };

    private static UsageDetails? Usage(JsonElement root, AdditionalPropertiesDictionary properties)
    {
        if (!root.TryGetProperty("usage", out JsonElement usage) || usage.ValueKind != JsonValueKind.Object)
            return null;
        return new UsageDetails
        {
            InputTokenCount = ImplausibleCounts.Read(usage, "prompt_tokens", properties),
            OutputTokenCount = ImplausibleCounts.Read(usage, "completion_tokens", properties),
            TotalTokenCount = ImplausibleCounts.Read(usage, "total_tokens", properties),
            ReasoningTokenCount =
                usage.TryGetProperty("completion_tokens_details", out JsonElement details)
                && details.ValueKind == JsonValueKind.Object
                    ? ImplausibleCounts.Read(details, "reasoning_tokens", properties)
                    : null,
        };
    }

    // choices[0].logprobs.content[0].top_logprobs: [{token, logprob}]
    private static Dictionary<string, double>? FirstToken(JsonElement choice)
    {
        if (
            !choice.TryGetProperty("logprobs", out JsonElement probabilities)
            || probabilities.ValueKind != JsonValueKind.Object
            || !probabilities.TryGetProperty("content", out JsonElement tokens)
            || tokens.ValueKind != JsonValueKind.Array
            || tokens.GetArrayLength() == 0
            || !tokens[0].TryGetProperty("top_logprobs", out JsonElement rivals)
            || rivals.ValueKind != JsonValueKind.Array
        )
        {
            return null;
        }

        Dictionary<string, double> first = [];
        foreach (JsonElement rival in rivals.EnumerateArray())
        {
            if (
                Text(rival, "token") is { } token
                && rival.TryGetProperty("logprob", out JsonElement value)
                && value.ValueKind == JsonValueKind.Number
                && value.TryGetDouble(out double probability)
                && double.IsFinite(probability)
            )
            {
                first.TryAdd(token, probability);
            }
        }

        return first;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? LoneSurrogates.ReplacedInText(LoneSurrogates.TextWithHalves(value))
            : null;
}
