using System.Globalization;
using Microsoft.Extensions.AI;

namespace R1Workbook.Benchmarks.Asking;

/// <summary>
/// Asks any client at a steady pace and asks again where it fails for a while: after a cut connection, 429 or 500, with
/// waits that double or that the server names.
/// </summary>
/// <param name="inner">The client.</param>
/// <param name="policy">The pace, and how often.</param>
/// <param name="told">Told of each wait, in one line.</param>
public sealed class PersistentChatClient(IChatClient inner, RequestPolicy policy, Action<string>? told = null)
    : DelegatingChatClient(inner)
{
    private readonly TimeProvider _clock = TimeProvider.System;

    // A server that asks for more is not waited for: what was kept goes on later.
    private static readonly TimeSpan LongestNamedWait = TimeSpan.FromHours(1);

    private readonly RequestPace _pace = new(policy.RequestsPerMinute, TimeProvider.System);

    // For tests, which do not wait.
    internal PersistentChatClient(IChatClient inner, RequestPolicy policy, Action<string>? told, TimeProvider clock)
        : this(inner, policy, told) => (_clock, _pace) = (clock, new RequestPace(policy.RequestsPerMinute, clock));

    /// <summary>Asks until there is an answer.</summary>
    /// <exception cref="EndpointException">The client refuses, or failed as often as was tried.</exception>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ChatMessage[] asked = [.. messages];
        for (int attempt = 1; ; attempt++)
        {
            await _pace.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return policy.Streaming
                    ? await InnerClient
                        .GetStreamingResponseAsync(asked, options, cancellationToken)
                        .ToChatResponseAsync(cancellationToken)
                        .ConfigureAwait(false)
                    : await InnerClient.GetResponseAsync(asked, options, cancellationToken).ConfigureAwait(false);
            }
            catch (EndpointException exception) when (exception.RetryAfter > LongestNamedWait)
            {
                throw new EndpointException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{exception.Message} The server asks to wait for "
                            + $"{exception.RetryAfter.Value.TotalHours:0.#} hours, and at most "
                            + $"{LongestNamedWait.TotalMinutes:0} minutes are waited."
                    ),
                    transient: false,
                    exception
                );
            }
            catch (Exception exception) when (attempt < policy.Tries && IsTransient(exception, cancellationToken))
            {
                TimeSpan? named = (exception as EndpointException)?.RetryAfter;
                // Whoever else asks now would be turned away too.
                if (named is { } pause)
                    _pace.Hold(pause);
                TimeSpan doubled = policy.Backoff * Math.Pow(2, Math.Min(attempt - 1, 20)),
                    wait = named ?? (doubled < policy.LongestBackoff ? doubled : policy.LongestBackoff);
                told?.Invoke(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{exception.Message} Trying again in {wait.TotalSeconds:0.#} s (try {attempt + 1} of "
                            + $"{policy.Tries})."
                    )
                );
                await Task.Delay(wait, _clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // Other clients than ours throw what HTTP throws; a time-out of theirs is a cancellation that nobody asked for.
    private static bool IsTransient(Exception exception, CancellationToken cancellationToken) =>
        exception switch
        {
            EndpointException endpoint => endpoint.IsTransient,
            OperationCanceledException => !cancellationToken.IsCancellationRequested,
            HttpRequestException request => request.StatusCode is null
                || (int)request.StatusCode is 408 or 429 or >= 500,
            IOException or TimeoutException => true,
            _ => false,
        };
}
