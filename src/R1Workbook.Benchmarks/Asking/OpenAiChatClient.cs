using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.AI;
using R1Workbook.Core.Files;

namespace R1Workbook.Benchmarks.Asking;

/// <summary>
/// A client of OpenAI's chat completions (POST <c>chat/completions</c>), whole or streamed, as OpenAI, DeepSeek, vLLM,
/// SGLang, llama.cpp and Ollama serve them. It reads DeepSeek's <c>reasoning_content</c>, which OpenAI's own client
/// passes over, and tries each question once: the caller decides about trying again by
/// <see cref="EndpointException.IsTransient"/>, as <see cref="PersistentChatClient"/> does.
/// </summary>
public sealed class OpenAiChatClient : IChatClient
{
    private readonly ModelEndpoint _endpoint;
    private readonly HttpClient _http;
    private readonly EndpointErrors _errors;
    private readonly Uri _address;

    /// <param name="endpoint">The server and the model.</param>
    public OpenAiChatClient(ModelEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        _endpoint = endpoint;
        _errors = new EndpointErrors(endpoint);
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
        AnswerLimits limits = AnswerLimits.Of(options, _endpoint.Timeout, streamed: false);
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
                    return Answer(
                        await ResponseBody
                            .TextAsync(response, TooLong(limits), limits.Bytes, limit.Token)
                            .ConfigureAwait(false)
                    );
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
        AnswerLimits limits = AnswerLimits.Of(options, _endpoint.Timeout);
        Stopwatch stopwatch = Stopwatch.StartNew();
        using HttpResponseMessage response = await GuardedAsync(
                () => SendAsync(messages, options, streamed: true, limit.Token),
                cancellationToken
            )
            .ConfigureAwait(false);
        if (response.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            // Some servers know no streams and answer as a whole.
            string body = await GuardedAsync(
                    () => ResponseBody.TextAsync(response, TooLong(limits), limits.Bytes, limit.Token),
                    cancellationToken
                )
                .ConfigureAwait(false);
            foreach (ChatResponseUpdate update in Answer(body).ToChatResponseUpdates())
                yield return update;
            yield break;
        }
        using Stream stream = await GuardedAsync(
                () => ResponseBody.OpenAsync(response, TooLong(limits), limits.Bytes, limit.Token),
                cancellationToken
            )
            .ConfigureAwait(false);
        IAsyncEnumerator<SseItem<string>> events = SseParser
            .Create(stream)
            .EnumerateAsync(limit.Token)
            .GetAsyncEnumerator(limit.Token);
        await using var _ = events.ConfigureAwait(false);
        StreamedText whole = new(limits);
        bool finished = false;
        EndpointException Late(Exception inner) =>
            stopwatch.Elapsed >= limits.Time ? _errors.TooSlow(limits) : _errors.Silent(inner);
        Task<bool> NextAsync() => GuardedAsync(() => events.MoveNextAsync().AsTask(), cancellationToken, Late);
        while (await NextAsync().ConfigureAwait(false))
        {
            if (events.Current.Data == "[DONE]")
            {
                finished = true;
                break;
            }
            ChatResponseUpdate piece = Piece(events.Current.Data);
            RefuseUnfinished(piece.FinishReason);
            finished |= piece.FinishReason is not null;
            if (!whole.Take(piece))
                throw _errors.TooLong(limits);
            if (stopwatch.Elapsed > limits.Time)
                throw _errors.TooSlow(limits);
            yield return piece;
            limit.CancelAfter(limits.UntilNextPiece(stopwatch.Elapsed, _endpoint.Timeout));
        }
        if (!finished)
            throw _errors.Cut("its stream ended before the answer did.", spoilt: true);
        if (whole.Rest() is { } rest)
            yield return rest;
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
        {
            throw _errors.Refusal(
                response,
                await ResponseBody
                    .StartAsync(response, AnswerLimits.ErrorBytes, cancellationToken)
                    .ConfigureAwait(false)
            );
        }
    }

    /// <summary>Says what went wrong on the way to the server and back.</summary>
    private async Task<T> GuardedAsync<T>(
        Func<Task<T>> work,
        CancellationToken cancellationToken,
        Func<Exception, EndpointException>? late = null
    )
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw late?.Invoke(exception) ?? _errors.Silent(exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException and not EndpointException)
        {
            throw _errors.Cut(exception.Message, exception);
        }
    }

    private Func<EndpointException> TooLong(AnswerLimits limits) => () => _errors.TooLong(limits);

    // A half sentence that the server itself calls unfinished is no answer to score.
    private void RefuseUnfinished(ChatFinishReason? reason)
    {
        if (ChatCompletionFormat.IsInterrupted(reason))
            throw _errors.Interrupted(reason!.Value.Value);
        if (reason == ChatFinishReason.ContentFilter)
            throw _errors.Filtered(reason!.Value.Value);
    }

    private ChatResponse Answer(string body)
    {
        try
        {
            ChatResponse answer = ChatCompletionFormat.Answer(LoneSurrogates.Replaced(body));
            RefuseUnfinished(answer.FinishReason);
            return answer;
        }
        catch (InvalidDataException exception)
        {
            throw _errors.WithinAnswer(exception.Message);
        }
        catch (FormatException exception)
        {
            throw _errors.NoCompletion(body, exception);
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
            throw _errors.NoPiece(exception);
        }
        catch (InvalidDataException exception)
        {
            throw _errors.WithinAnswer(exception.Message);
        }
    }
}
