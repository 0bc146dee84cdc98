using Microsoft.Extensions.AI;
using R1Workbook.Benchmarks.Asking;

namespace R1Workbook.Benchmarks.Tests.Asking;

public sealed class PersistentChatClientTests
{
    private const string Completion = """{"choices": [{"message": {"content": "four"}, "finish_reason": "stop"}]}""";
    private static readonly RequestPolicy Quick = new() { Backoff = TimeSpan.FromMilliseconds(1) };

    [Fact]
    public async Task Whatever_passes_is_asked_again_until_there_is_an_answer()
    {
        using StubServer server = new(n =>
            n switch
            {
                0 => StubServer.Json("{}", "500 Internal Server Error"),
                1 => StubServer.Json("{}", "429 Too Many Requests", "Retry-After: 0\r\n"),
                2 => "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"id\":",
                3 => StubServer.Json("""{"choices": [{"mess"""),
                _ => StubServer.Json(Completion),
            }
        );
        List<string> told = [];
        Assert.Equal("four", await AskAsync(server, Quick, told.Add));
        Assert.Equal((5, 4), (server.Requests.Count, told.Count));
        Assert.Contains("HTTP 500", told[0], StringComparison.Ordinal);
        Assert.EndsWith("(try 5 of 6).", told[3], StringComparison.Ordinal);
        Assert.All(told, line => Assert.DoesNotContain("sk-never-shown", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stream_cut_in_the_middle_is_asked_again_from_the_beginning()
    {
        const string First = """{"choices":[{"delta":{"content":"fi"}}]}""",
            Last = """{"choices":[{"delta":{"content":"four"},"finish_reason":"stop"}]}""";
        using StubServer server = new(n => n == 0 ? StubServer.Events(First) : StubServer.Events(Last, "[DONE]"));
        Assert.Equal("four", await AskAsync(server, Quick with { Streaming = true }));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Waits_double_up_to_a_longest_and_a_server_that_names_a_wait_is_believed()
    {
        using StubServer server = new(n =>
            n == 2
                ? StubServer.Json("{}", "429 Too Many Requests", "Retry-After: 1\r\n")
                : StubServer.Json("{}", "503 Service Unavailable")
        );
        List<string> told = [];
        RecordedClock clock = new();
        RequestPolicy policy = new()
        {
            Backoff = TimeSpan.FromMilliseconds(100),
            LongestBackoff = TimeSpan.FromMilliseconds(300),
            Tries = 5,
        };
        await Assert.ThrowsAsync<EndpointException>(() => AskAsync(server, policy, told.Add, clock));
        Assert.Equal(5, server.Requests.Count);
        Assert.Equal(["0.1", "0.2", "1", "0.3"], told.Select(line => line.Split(" in ")[^1].Split(" s ")[0]));
        // What is told is what is waited; after the named second the pace waits too.
        Assert.Equal([100, 200, 1000, 1000, 300, 1000], clock.Waits);
    }

    [Fact]
    public async Task A_refusal_is_not_asked_again()
    {
        using StubServer server = new(_ => StubServer.Json("{}", "400 Bad Request"));
        await Assert.ThrowsAsync<EndpointException>(() => AskAsync(server, Quick));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Requests_begin_no_faster_than_the_pace_and_all_of_them_wait_where_the_server_asks_for_it()
    {
        RecordedClock clock = new();
        int asked = 0;
        using OtherClient other = new(() =>
            ++asked == 3
                ? throw new EndpointException("slower", transient: true) { RetryAfter = TimeSpan.FromSeconds(2) }
                : "four"
        );
        using PersistentChatClient client = new(other, new RequestPolicy { RequestsPerMinute = 600 }, null, clock);
        for (int i = 0; i < 4; i++)
            await client.GetResponseAsync([new(ChatRole.User, "?")]);
        // Six hundred a minute: one every 100 ms. The clock stands still, so that each waits for all before it; the
        // third is refused, waits 2 s itself and then 2 s for its turn, and the last one has the turn after it.
        Assert.Equal([100, 200, 2000, 2000, 2100], clock.Waits);
    }

    [Fact]
    public async Task A_client_of_another_make_that_times_out_is_asked_again()
    {
        int asked = 0;
        using OtherClient other = new(() => ++asked == 1 ? throw new TaskCanceledException("its own limit") : "four");
        using PersistentChatClient client = new(other, Quick);
        Assert.Equal("four", (await client.GetResponseAsync([new(ChatRole.User, "?")])).Text);
        Assert.Equal(2, asked);
    }

    private static async Task<string> AskAsync(
        StubServer server,
        RequestPolicy policy,
        Action<string>? told = null,
        TimeProvider? clock = null
    )
    {
        using PersistentChatClient client = new(
            new OpenAiChatClient(new ModelEndpoint(server.Url, "m") { Key = "sk-never-shown" }),
            policy,
            told,
            clock ?? TimeProvider.System
        );
        return (await client.GetResponseAsync([new(ChatRole.User, "2+2?")])).Text;
    }

    private sealed class OtherClient(Func<string> answer) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        ) => Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, answer())));

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose() { }
    }
}
