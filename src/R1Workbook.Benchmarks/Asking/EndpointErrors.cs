using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using R1Workbook.Core.Files;

namespace R1Workbook.Benchmarks.Asking;

/// <summary>What went wrong at a server, in words, with what to do about it. The key is in no message.</summary>
/// <param name="endpoint">The server.</param>
internal sealed class EndpointErrors(ModelEndpoint endpoint)
{
    private const int LongestMessage = 200;

    /// <summary>The server answered with a status that is no success.</summary>
    public EndpointException Refusal(HttpResponseMessage response, string body)
    {
        int status = (int)response.StatusCode;
        RetryConditionHeaderValue? wait = response.Headers.RetryAfter;
        return new EndpointException(
            $"{endpoint}: {Advice(response.StatusCode)} (HTTP {status}{Said(body)}).",
            IsTransient(status)
        )
        {
            RefusesQuestion = IsOfTheQuestion(status),
            RetryAfter =
                wait?.Delta
                ?? (wait?.Date is { } date && date > DateTimeOffset.UtcNow ? date - DateTimeOffset.UtcNow : null),
        };
    }

    /// <summary>The server answered with HTTP 200 and an error within it, as some gateways do.</summary>
    /// <param name="error">The error as JSON.</param>
    public EndpointException WithinAnswer(string error)
    {
        // A gateway repeats the status of the server behind it; without one the server has failed.
        int? status = Status(error);
        string advice = status is >= 400 and < 500 and not (408 or 429) ? $": {Advice((HttpStatusCode)status)}" : "";
        return new EndpointException(
            $"{endpoint} failed within its answer{advice}{Said($"{{\"error\":{error}}}")}.",
            status is null || IsTransient(status.Value)
        )
        {
            SpoilsAnswer = status is null,
            RefusesQuestion = status is { } given && IsOfTheQuestion(given),
        };
    }

    /// <summary>The server answered, but with no chat completion.</summary>
    /// <param name="body">What it answered.</param>
    /// <param name="inner">What is wrong with it.</param>
    public EndpointException NoCompletion(string body, FormatException inner)
    {
        // What begins as JSON and is none was damaged on the way; anything else is another kind of server.
        bool damaged = inner.InnerException is JsonException && body.TrimStart().StartsWith('{');
        string hint = damaged
            ? "the JSON is broken."
            : $"is {endpoint.BaseUrl} the base URL of an OpenAI-compatible server?";
        return new EndpointException(
            $"{endpoint} answers, but with no chat completion ({inner.Message}): {hint}",
            damaged,
            inner
        )
        {
            SpoilsAnswer = true,
        };
    }

    /// <summary>A piece of a stream does not belong to a chat completion.</summary>
    public EndpointException NoPiece(FormatException inner) =>
        new($"{endpoint} sent a piece that belongs to no chat completion ({inner.Message}).", transient: true, inner)
        {
            SpoilsAnswer = true,
        };

    /// <summary>The server itself says that it did not finish its answer.</summary>
    public EndpointException Interrupted(string reason) =>
        new($"{endpoint} broke off its answer (finish_reason \"{reason}\").", transient: true) { SpoilsAnswer = true };

    /// <summary>A filter withheld the answer or a part of it.</summary>
    public EndpointException Filtered(string reason) =>
        new($"{endpoint} withholds its answer (finish_reason \"{reason}\").", transient: false)
        {
            RefusesQuestion = true,
        };

    /// <summary>The answer is longer than any of so many tokens.</summary>
    public EndpointException TooLong(AnswerLimits limits) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{endpoint} sent more than {limits.Bytes} bytes or {limits.Letters} letters, which is too long for "
                    + $"the number of tokens that were asked for: the rest was not read."
            ),
            transient: false
        )
        {
            SpoilsAnswer = true,
        };

    /// <summary>The answer took too long as a whole.</summary>
    public EndpointException TooSlow(AnswerLimits limits) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{endpoint} did not finish its stream within {limits.Time.TotalSeconds:0.#} s: the time limit and "
                    + $"{AnswerLimits.TimePerToken.TotalSeconds} s for each token that was asked for."
            ),
            transient: true
        )
        {
            SpoilsAnswer = true,
        };

    /// <summary>No answer came in time.</summary>
    public EndpointException Silent(Exception inner) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{endpoint} gave no answer within {endpoint.Timeout.TotalSeconds:0.#} s."
            ),
            transient: true,
            inner
        );

    /// <summary>The connection failed.</summary>
    /// <param name="how">What happened.</param>
    /// <param name="inner">What was thrown below.</param>
    /// <param name="spoilt">Whether the server is there, and its answer is not.</param>
    public EndpointException Cut(string how, Exception? inner = null, bool spoilt = false) =>
        new($"the connection to {endpoint} failed or was cut: {how}", transient: true, inner)
        {
            SpoilsAnswer = spoilt || IsAgainstHttp(inner),
        };

    // Where no connection comes about, the server is away; where an answer begins, it is that answer.
    private static bool IsAgainstHttp(Exception? exception) =>
        ((exception as HttpRequestException)?.HttpRequestError ?? (exception as HttpIOException)?.HttpRequestError)
            is HttpRequestError.InvalidResponse
                or HttpRequestError.ResponseEnded
                or HttpRequestError.ConfigurationLimitExceeded
                or HttpRequestError.HttpProtocolError;

    private static bool IsTransient(int status) => status is 408 or 429 or >= 500;

    private static bool IsOfTheQuestion(int status) => status is 400 or 413 or 422;

    private string Advice(HttpStatusCode status)
    {
        EndpointVariables names = endpoint.Variables;
        return status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => endpoint.Key is null
                ? $"it wants a key: set {names.Key} (it is sent only to the server in {names.Url})"
                : $"it refuses the key: check {names.Key}",
            HttpStatusCode.PaymentRequired => "the account is used up",
            HttpStatusCode.NotFound =>
                $"there is no such address or no model \"{endpoint.Model}\": check the base URL, which mostly ends "
                    + $"in /v1, and the model",
            HttpStatusCode.TooManyRequests => "it gets too many requests, or the account is used up",
            _ when (int)status >= 500 => "it has failed; try again later",
            _ when (int)status is >= 300 and < 400 =>
                "it sends elsewhere, which is not followed: give the final address",
            _ => "it refuses the request",
        };
    }

    // {"code": 402} of OpenRouter and vLLM; {"code": "400"}; {"status": 400}. A word as a code says nothing.
    private static int? Status(string error)
    {
        try
        {
            if (JsonNode.Parse(error) is not JsonObject given)
                return null;
            foreach (string name in (string[])["code", "status", "status_code"])
            {
                if (
                    int.TryParse(
                        given[name]?.ToString(),
                        NumberStyles.None,
                        CultureInfo.InvariantCulture,
                        out int status
                    ) && status is >= 400 and < 600
                )
                {
                    return status;
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No status is known.
        }
        return null;
    }

    /// <summary>What the server says of an error, cut short; some servers repeat the key there.</summary>
    private string Said(string body)
    {
        string said = body;
        try
        {
            said = JsonNode.Parse(LoneSurrogates.Replaced(body))?["error"] switch
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
        // Before the key is sought: marks without width may part its letters.
        said = TerminalText.Clean(said.ReplaceLineEndings(" ")).Trim();
        if (endpoint.Key is { } key)
            said = said.Replace(key, "***", StringComparison.Ordinal);
        return said.Length == 0 ? ""
            : said.Length <= LongestMessage ? $": {said}"
            : $": {said[..LongestMessage]}...";
    }
}
