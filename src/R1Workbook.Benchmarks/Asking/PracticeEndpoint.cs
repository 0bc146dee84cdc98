using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace R1Workbook.Benchmarks.Asking;

/// <summary>
/// A server on this machine that speaks the protocol of OpenAI's chat completions and answers with texts that are given
/// to it: something to evaluate where no model is served. What stands between think tags goes into
/// <c>reasoning_content</c>, as DeepSeek's API gives it.
/// </summary>
public sealed class PracticeEndpoint : IDisposable
{
    private const string Close = "</think>";

    private readonly HttpListener _listener = new();
    private readonly Func<string, string> _answer;
    private int _asked;

    private PracticeEndpoint(Func<string, string> answer, int port)
    {
        (_answer, Endpoint) = (answer, new ModelEndpoint(new Uri($"http://127.0.0.1:{port}/v1"), "practice"));
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
    }

    /// <summary>Where it listens, and what it calls its model.</summary>
    public ModelEndpoint Endpoint { get; }

    /// <summary>How many questions it was asked.</summary>
    public int Asked => _asked;

    /// <summary>Starts a server at a free port of this machine; nothing outside it can reach it.</summary>
    /// <param name="answer">The answer to a prompt; called by several threads.</param>
    /// <returns>The server, to be disposed of.</returns>
    /// <exception cref="HttpListenerException">No free port could be taken.</exception>
    public static PracticeEndpoint Start(Func<string, string> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        int port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var server = new PracticeEndpoint(answer, port);
        server._listener.Start();
        _ = server.ServeAsync();
        return server;
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync().ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return; // The server was disposed of.
            }
            _ = Task.Run(() => ReplyAsync(context));
        }
    }

    private async Task ReplyAsync(HttpListenerContext context)
    {
        (HttpStatusCode status, JsonObject body) = await AnswerAsync(context.Request).ConfigureAwait(false);
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = "application/json";
        try
        {
            await context
                .Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body.ToJsonString()))
                .ConfigureAwait(false);
            context.Response.Close();
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The client has gone.
        }
    }

    private async Task<(HttpStatusCode Status, JsonObject Body)> AnswerAsync(HttpListenerRequest request)
    {
        if (request.HttpMethod != "POST" || request.Url?.AbsolutePath != "/v1/chat/completions")
            return (HttpStatusCode.NotFound, Error("only POST /v1/chat/completions is served here."));
        string prompt;
        try
        {
            JsonNode? asked = await JsonNode.ParseAsync(request.InputStream).ConfigureAwait(false);
            prompt = (string?)asked?["messages"]?.AsArray()[^1]?["content"] ?? throw new FormatException();
        }
        catch (Exception exception)
            when (exception
                    is System.Text.Json.JsonException
                        or FormatException
                        or InvalidOperationException
                        or ArgumentOutOfRangeException
            )
        {
            return (
                HttpStatusCode.BadRequest,
                Error("the body should be a JSON object whose last message has a text as its content.")
            );
        }
        Interlocked.Increment(ref _asked);
        string text = _answer(prompt);
        int end = text.LastIndexOf(Close, StringComparison.Ordinal);
        string thinking = end < 0 ? "" : text[..end].Replace("<think>", "", StringComparison.Ordinal).Trim();
        string content = end < 0 ? text : text[(end + Close.Length)..].TrimStart();
        return (
            HttpStatusCode.OK,
            new JsonObject
            {
                ["object"] = "chat.completion",
                ["model"] = Endpoint.Model,
                ["choices"] = new JsonArray(
                    new JsonObject
                    {
                        ["index"] = 0,
                        ["message"] = new JsonObject
                        {
                            ["role"] = "assistant",
                            ["content"] = content,
                            ["reasoning_content"] = thinking,
                        },
                        ["finish_reason"] = "stop",
                    }
                ),
            }
        );
    }

    private static JsonObject Error(string message) => new() { ["error"] = new JsonObject { ["message"] = message } };
}
