using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace R1Workbook.Benchmarks.Asking;

/// <summary>
/// A client of OpenAI's chat completions (POST <c>chat/completions</c>), whole or streamed, as OpenAI, DeepSeek, vLLM,
/// SGLang, llama.cpp and Ollama serve them. It reads DeepSeek's <c>reasoning_content</c>, which OpenAI's own client
/// passes over, and tries each question once: whoever asks decides about trying again by
/// <see cref="EndpointException.IsTransient"/>, as <see cref="PersistentChatClient"/> does.
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
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Asks the model.</summary>
    /// <exception cref="EndpointException">The server cannot be reached, refuses, fails, takes too long or answers
    /// something else.</exception>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_endpoint.Timeout);
        return await GuardedAsync(
                async () =>
                {
                    using HttpResponseMessage response = await SendAsync(
                            messages,
                            options,
                            streamed: false,
                            limit.Token
                        )
                        .ConfigureAwait(false);
                    return Answer(await response.Content.ReadAsStringAsync(limit.Token).ConfigureAwait(false));
                },
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    /// <summary>Asks the model and gives its answer as it comes. One that breaks off before it says that it is finished
    /// is an error.</summary>
    /// <exception cref="EndpointException">As for a whole answer.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_endpoint.Timeout);
        using HttpResponseMessage response = await GuardedAsync(
                () => SendAsync(messages, options, streamed: true, limit.Token),
                cancellationToken
            )
            .ConfigureAwait(false);
        if (response.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            // Some servers know no streams and answer as a whole.
            string body = await GuardedAsync(() => response.Content.ReadAsStringAsync(limit.Token), cancellationToken)
                .ConfigureAwait(false);
            foreach (ChatResponseUpdate update in Answer(body).ToChatResponseUpdates())
                yield return update;
            yield break;
        }
        using Stream stream = await GuardedAsync(
                () => response.Content.ReadAsStreamAsync(limit.Token),
                cancellationToken
            )
            .ConfigureAwait(false);
        IAsyncEnumerator<SseItem<string>> events = SseParser
            .Create(stream)
            .EnumerateAsync(limit.Token)
            .GetAsyncEnumerator(limit.Token);
        await using var _ = events.ConfigureAwait(false);
        bool finished = false;
        while (await GuardedAsync(() => events.MoveNextAsync().AsTask(), cancellationToken).ConfigureAwait(false))
        {
            if (events.Current.Data == "[DONE]")
                yield break;
            ChatResponseUpdate piece = Piece(events.Current.Data);
            finished |= piece.FinishReason is not null;
            yield return piece;
            limit.CancelAfter(_endpoint.Timeout);
        }
        if (!finished)
        {
            throw new EndpointException(
                $"the connection to {_endpoint} failed or was cut: its stream ended before the answer did.",
                transient: true
            );
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata)
            ? new ChatClientMetadata("openai-compatible", _endpoint.BaseUrl, _endpoint.Model)
        : serviceType?.IsInstanceOfType(this) == true ? this
        : null;

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options,
        bool streamed,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(messages);
        using HttpRequestMessage request = new(HttpMethod.Post, _address)
        {
            Content = new StringContent(
                ChatCompletionFormat.Question(_endpoint.Model, messages, options, streamed).ToJsonString(),
                Encoding.UTF8,
                "application/json"
            ),
        };
        if (_endpoint.Key is { } key)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        HttpResponseMessage response = await _http
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw Refusal(response, await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Says what went wrong on the way to the server and back.</summary>
    private async Task<T> GuardedAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EndpointException(
                $"{_endpoint} gave no answer within {_endpoint.Timeout.TotalSeconds:0.#} s.",
                transient: true,
                exception
            );
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException and not EndpointException)
        {
            throw new EndpointException(
                $"the connection to {_endpoint} failed or was cut: {exception.Message}",
                transient: true,
                exception
            );
        }
    }

    private ChatResponse Answer(string body)
    {
        try
        {
            return ChatCompletionFormat.Answer(body);
        }
        catch (FormatException exception)
        {
            // What begins as JSON and is none was damaged on the way; anything else is another kind of server.
            bool damaged = exception.InnerException is JsonException && body.TrimStart().StartsWith('{');
            throw new EndpointException(
                $"{_endpoint} answers, but with no chat completion ({exception.Message}): "
                    + (
                        damaged
                            ? "the JSON is broken."
                            : $"is {_endpoint.BaseUrl} the base URL of an OpenAI-compatible server?"
                    ),
                damaged,
                exception
            );
        }
    }

    private ChatResponseUpdate Piece(string data)
    {
        try
        {
            return ChatCompletionFormat.Piece(data);
        }
        catch (FormatException exception)
        {
            throw new EndpointException(
                $"{_endpoint} sent a piece that belongs to no chat completion ({exception.Message}).",
                transient: true,
                exception
            );
        }
        catch (InvalidDataException exception)
        {
            throw new EndpointException(
                $"{_endpoint} failed within its answer{Said($"{{\"error\":{exception.Message}}}")}.",
                transient: true
            );
        }
    }

    private EndpointException Refusal(HttpResponseMessage response, string body)
    {
        int status = (int)response.StatusCode;
        EndpointVariables names = _endpoint.Variables;
        string advice = response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => _endpoint.Key is null
                ? $"it wants a key: set {names.Key} (it is sent only to the server in {names.Url})"
                : $"it refuses the key: check {names.Key}",
            HttpStatusCode.PaymentRequired => "the account is used up",
            HttpStatusCode.NotFound =>
                $"there is no such address or no model \"{_endpoint.Model}\": check the base URL, which mostly ends "
                    + $"in /v1, and the model",
            HttpStatusCode.TooManyRequests => "it gets too many requests, or the account is used up",
            _ when status >= 500 => "it has failed; try again later",
            _ when status is >= 300 and < 400 => "it sends elsewhere, which is not followed: give the final address",
            _ => "it refuses the request",
        };
        RetryConditionHeaderValue? wait = response.Headers.RetryAfter;
        return new EndpointException(
            $"{_endpoint}: {advice} (HTTP {status}{Said(body)}).",
            transient: status is 408 or 429 or >= 500
        )
        {
            RefusesQuestion = status is 400 or 413 or 422,
            RetryAfter =
                wait?.Delta
                ?? (wait?.Date is { } date && date > DateTimeOffset.UtcNow ? date - DateTimeOffset.UtcNow : null),
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
        if (_endpoint.Key is { } key)
            said = said.Replace(key, "***", StringComparison.Ordinal);
        return said.Length == 0 ? ""
            : said.Length <= 200 ? $": {said}"
            : $": {said[..200]}...";
    }
}
