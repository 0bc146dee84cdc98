using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace R1Workbook.Benchmarks.Endpoints;

/// <summary>
/// A client of OpenAI's chat completions (POST <c>chat/completions</c>), as OpenAI, DeepSeek, vLLM, SGLang, llama.cpp and Ollama serve them.
/// It reads DeepSeek's <c>reasoning_content</c>, which OpenAI's own client passes over, and tries each question once: whoever asks decides
/// about trying again by <see cref="EndpointException.IsTransient"/>.
/// </summary>
public sealed class OpenAiChatClient : IChatClient
{
    private readonly ModelEndpoint _endpoint;
    private readonly HttpClient _http;
    private readonly Uri _address;

    /// <param name="endpoint">The server and the model.</param>
    public OpenAiChatClient(ModelEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        _endpoint = endpoint;
        _address = new Uri(endpoint.BaseUrl.AbsoluteUri.TrimEnd('/') + "/chat/completions");
        // A redirection would take the question elsewhere; time is measured for each question, not for the client.
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
    }

    /// <summary>Asks the model.</summary>
    /// <exception cref="EndpointException">The server cannot be reached, refuses, fails, takes too long or answers something else.</exception>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        using HttpRequestMessage request = new(HttpMethod.Post, _address)
        {
            Content = new StringContent(Question(messages, options).ToJsonString(), Encoding.UTF8, "application/json"),
        };
        if (_endpoint.Key is { } key) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_endpoint.Timeout);
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            string body = await response.Content.ReadAsStringAsync(limit.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? Answer(body) : throw Refusal(response, body);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EndpointException($"{_endpoint} gave no answer within {_endpoint.Timeout.TotalSeconds:0.#} s.", transient: true, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException and not EndpointException)
        {
            throw new EndpointException($"the connection to {_endpoint} failed or was cut: {exception.Message}", transient: true, exception);
        }
    }

    /// <summary>The whole answer, in pieces once it is there.</summary>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ChatResponse response = await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        foreach (ChatResponseUpdate update in response.ToChatResponseUpdates()) yield return update;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType?.IsInstanceOfType(this) == true ? this : null;

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private JsonObject Question(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        JsonObject question = new()
        {
            ["model"] = options?.ModelId ?? _endpoint.Model,
            ["messages"] = new JsonArray([.. messages.Select(message => (JsonNode)new JsonObject { ["role"] = message.Role.Value, ["content"] = message.Text })]),
        };
        if (options?.Temperature is { } temperature) question["temperature"] = temperature;
        if (options?.TopP is { } topP) question["top_p"] = topP;
        if (options?.MaxOutputTokens is { } tokens) question["max_tokens"] = tokens;
        if (options?.Seed is { } seed) question["seed"] = seed;
        if (options?.StopSequences is { Count: > 0 } stops) question["stop"] = new JsonArray([.. stops.Select(stop => (JsonNode)stop)]);
        return question;
    }

    private ChatResponse Answer(string body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement, choice = root.GetProperty("choices")[0], message = choice.GetProperty("message");
            List<AIContent> contents = [];
            if (Text(message, "reasoning_content") is { Length: > 0 } reasoning) contents.Add(new TextReasoningContent(reasoning));
            contents.Add(new TextContent(Text(message, "content") ?? ""));
            return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents))
            {
                ResponseId = Text(root, "id"),
                ModelId = Text(root, "model"),
                FinishReason = Text(choice, "finish_reason") is { Length: > 0 } reason ? new ChatFinishReason(reason) : null,
                Usage = root.TryGetProperty("usage", out JsonElement usage) && usage.ValueKind == JsonValueKind.Object
                    ? new UsageDetails
                    {
                        InputTokenCount = Number(usage, "prompt_tokens"),
                        OutputTokenCount = Number(usage, "completion_tokens"),
                        TotalTokenCount = Number(usage, "total_tokens"),
                    }
                    : null,
            };
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new EndpointException(
                $"{_endpoint} answers, but with no chat completion ({exception.Message}): is {_endpoint.BaseUrl} the base URL of an OpenAI-compatible server?",
                transient: false, exception);
        }
    }

    private EndpointException Refusal(HttpResponseMessage response, string body)
    {
        int status = (int)response.StatusCode;
        string advice = response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => _endpoint.Key is null
                ? $"it wants a key: set {ModelEndpoint.KeyVariable} (it is sent only to the server in {ModelEndpoint.UrlVariable})"
                : $"it refuses the key: check {ModelEndpoint.KeyVariable}",
            HttpStatusCode.NotFound => $"there is no such address or no model \"{_endpoint.Model}\": check the base URL, which mostly ends in /v1, and the model",
            HttpStatusCode.TooManyRequests => "it gets too many requests, or the account is used up",
            _ when status >= 500 => "it has failed; try again later",
            _ when status is >= 300 and < 400 => "it sends elsewhere, which is not followed: give the final address",
            _ => "it refuses the request",
        };
        RetryConditionHeaderValue? wait = response.Headers.RetryAfter;
        return new EndpointException($"{_endpoint}: {advice} (HTTP {status}{Said(body)}).", transient: status is 408 or 429 or >= 500)
        {
            RetryAfter = wait?.Delta ?? (wait?.Date is { } date && date > DateTimeOffset.UtcNow ? date - DateTimeOffset.UtcNow : null),
        };
    }

    /// <summary>What the server says of an error, cut short; some servers repeat the key there.</summary>
    private string Said(string body)
    {
        string said = body;
        try
        {
            said = JsonNode.Parse(body)?["error"] switch
            {
                JsonValue text => text.ToString(),
                JsonObject error when error["message"] is JsonValue message => message.ToString(),
                _ => body,
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON: the body itself is shown.
        }
        said = said.ReplaceLineEndings(" ").Trim();
        if (_endpoint.Key is { } key) said = said.Replace(key, "***", StringComparison.Ordinal);
        return said.Length == 0 ? "" : said.Length <= 200 ? $": {said}" : $": {said[..200]}...";
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) ? number : null;
}
