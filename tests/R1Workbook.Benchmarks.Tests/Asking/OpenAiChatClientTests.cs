using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using R1Workbook.Benchmarks.Asking;

namespace R1Workbook.Benchmarks.Tests.Asking;

public sealed class OpenAiChatClientTests
{
    private const string Secret = "sk-never-shown";

    private const string Completion = """
        {"id": "c1", "model": "m-2", "choices": [{"index": 0, "finish_reason": "stop",
         "message": {"role": "assistant", "reasoning_content": "2 and 2", "content": "four €"}}],
         "usage": {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}}
        """;

    [Fact]
    public async Task A_question_is_asked_as_OpenAI_defines_it_and_the_answer_read_with_its_reasoning()
    {
        using StubServer server = new(_ => StubServer.Json(Completion));
        using OpenAiChatClient client = new(new ModelEndpoint(server.Url, "m") { Key = Secret });
        ChatResponse answer = await client.GetResponseAsync(
            [new(ChatRole.System, "Be short."), new(ChatRole.User, "2+2?")],
            new ChatOptions
            {
                Temperature = 0.5f,
                TopP = 0.95f,
                MaxOutputTokens = 9,
                Seed = 4,
                StopSequences = ["\n"],
            }
        );

        Assert.Equal("four €", answer.Text);
        Assert.Equal("2 and 2", Assert.Single(answer.Messages[0].Contents.OfType<TextReasoningContent>()).Text);
        Assert.Equal(
            (7L, 3L, 10L),
            (answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount, answer.Usage.TotalTokenCount)
        );
        Assert.Equal((ChatFinishReason.Stop, "m-2"), (answer.FinishReason, answer.ModelId));

        string request = Assert.Single(server.Requests);
        Assert.StartsWith("POST /v1/chat/completions ", request, StringComparison.Ordinal);
        Assert.Contains($"Authorization: Bearer {Secret}", request, StringComparison.Ordinal);
        JsonNode body = JsonNode.Parse(request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..])!;
        Assert.Equal(
            JsonNode
                .Parse(
                    """
                    {"model":"m","messages":[{"role":"system","content":"Be short."},{"role":"user","content":"2+2?"}],
                     "temperature":0.5,"top_p":0.95,"max_tokens":9,"seed":4,"stop":["\n"]}
                    """
                )!
                .ToJsonString(),
            body.ToJsonString()
        );
    }

    [Theory]
    [InlineData("401 Unauthorized", "check R1WORKBOOK_ENDPOINT_KEY", false)]
    [InlineData("404 Not Found", "the base URL", false)]
    [InlineData("400 Bad Request", "refuses the request", false)]
    [InlineData("429 Too Many Requests", "too many requests", true)]
    [InlineData("500 Internal Server Error", "it has failed", true)]
    [InlineData("503 Service Unavailable", "it has failed", true)]
    [InlineData("302 Found", "sends elsewhere", false)]
    public async Task A_refusal_says_what_to_do_and_what_the_server_said_but_never_the_key(
        string status,
        string advice,
        bool transient
    )
    {
        using StubServer server = new(_ =>
            StubServer.Json(
                """{"error": {"message": "key sk-never-shown is no good"}}""",
                status,
                "Retry-After: 3\r\nLocation: http://127.0.0.1:1/\r\n"
            )
        );
        EndpointException exception = await FailsAsync(server);
        Assert.Contains(advice, exception.Message, StringComparison.Ordinal);
        Assert.Contains("key *** is no good", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.Ordinal);
        Assert.Equal(transient, exception.IsTransient);
        Assert.Equal(TimeSpan.FromSeconds(3), exception.RetryAfter);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"id\":")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n{\"id\":")]
    [InlineData("")]
    public async Task A_cut_connection_is_transient(string answer)
    {
        using StubServer server = new(_ => answer);
        EndpointException exception = await FailsAsync(server);
        Assert.Contains("failed or was cut", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.IsTransient);
    }

    [Theory]
    [InlineData("<html>hello</html>")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"choices": []}""")]
    [InlineData("""{"choices": [{"message": "text"}]}""")]
    public async Task An_answer_that_is_no_completion_is_named(string body)
    {
        using StubServer server = new(_ => StubServer.Json(body));
        EndpointException exception = await FailsAsync(server);
        Assert.Contains("no chat completion", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsTransient);
    }

    [Fact]
    public async Task A_server_that_says_nothing_runs_out_of_time()
    {
        using StubServer server = new(_ => null);
        using OpenAiChatClient client = new(
            new ModelEndpoint(server.Url, "m") { Timeout = TimeSpan.FromMilliseconds(200) }
        );
        EndpointException exception = await Assert.ThrowsAsync<EndpointException>(() =>
            client.GetResponseAsync([new(ChatRole.User, "?")])
        );
        Assert.Contains("no answer within 0.2 s", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_asks_may_stop_waiting()
    {
        using StubServer server = new(_ => null);
        using OpenAiChatClient client = new(new ModelEndpoint(server.Url, "m"));
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            client.GetResponseAsync([new(ChatRole.User, "?")], cancellationToken: stop.Token)
        );
    }

    [Fact]
    public async Task An_address_where_nobody_listens_is_named()
    {
        Uri nobody;
        using (StubServer server = new(_ => null))
            nobody = server.Url;
        using OpenAiChatClient client = new(new ModelEndpoint(nobody, "m"));
        Assert.Contains(
            "m at http://127.0.0.1",
            (
                await Assert.ThrowsAsync<EndpointException>(() => client.GetResponseAsync([new(ChatRole.User, "?")]))
            ).Message,
            StringComparison.Ordinal
        );
    }

    private static async Task<EndpointException> FailsAsync(StubServer server)
    {
        using OpenAiChatClient client = new(new ModelEndpoint(server.Url, "m") { Key = Secret });
        return await Assert.ThrowsAsync<EndpointException>(() => client.GetResponseAsync([new(ChatRole.User, "?")]));
    }
}
