using Microsoft.Extensions.AI;
using R1Workbook.Benchmarks.Asking;

namespace R1Workbook.Benchmarks.Tests.Asking;

public sealed class StreamingTests
{
    private static readonly string[] Pieces =
    [
        """{"id":"c1","model":"m-2","choices":[{"index":0,"delta":{"role":"assistant","content":"","""
            + "\"reasoning_content\":\"2 and\"}}]}",
        """{"id":"c1","model":"m-2","choices":[{"index":0,"delta":{"reasoning_content":" 2","content":null}}]}""",
        """{"id":"c1","model":"m-2","choices":[{"index":0,"delta":{"content":"fo"}}]}""",
        """{"id":"c1","model":"m-2","choices":[{"index":0,"delta":{"content":"ur €"},"finish_reason":"stop"}]}""",
        """{"id":"c1","model":"m-2","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":9,"total_tokens":16,"""
            + "\"completion_tokens_details\":{\"reasoning_tokens\":6}}}",
    ];

    [Fact]
    public async Task A_stream_gives_the_whole_answer_with_its_reasoning_and_tokens()
    {
        using StubServer server = new(_ => StubServer.Events([.. Pieces, "[DONE]"]));
        using OpenAiChatClient client = new(new ModelEndpoint(server.Url, "m"));
        ChatResponse answer = await client
            .GetStreamingResponseAsync([new(ChatRole.User, "2+2?")])
            .ToChatResponseAsync();
        Assert.Equal("four €", answer.Text);
        Assert.Equal(
            "2 and 2",
            string.Concat(answer.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>())
        );
        Assert.Equal(
            (7L, 9L, 6L),
            (answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount, answer.Usage.ReasoningTokenCount)
        );
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
        Assert.Contains(
            "\"stream\":true,\"stream_options\":{\"include_usage\":true}",
            Assert.Single(server.Requests),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_first_pieces_come_before_the_last()
    {
        // The server sends two pieces and keeps the connection open.
        using StubServer server = new(_ => StubServer.Events(Pieces[..3])) { KeepsOpen = true };
        using OpenAiChatClient client = new(new ModelEndpoint(server.Url, "m") { Timeout = TimeSpan.FromSeconds(30) });
        List<string> seen = [];
        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync([new(ChatRole.User, "?")]))
        {
            seen.Add(update.Text);
            if (seen.Count == 3)
                break;
        }
        Assert.Equal(["", "", "fo"], seen);
    }

    [Fact]
    public async Task A_silent_stream_runs_out_of_time()
    {
        using StubServer server = new(_ => StubServer.Events(Pieces[..3])) { KeepsOpen = true };
        EndpointException exception = await FailsAsync(server, TimeSpan.FromMilliseconds(300));
        Assert.Contains("no answer within 0.3 s", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.IsTransient);
    }

    [Fact]
    public async Task A_stream_that_is_cut_is_no_answer()
    {
        // Without a length the end of the connection looks like the end of the stream.
        using StubServer server = new(_ => StubServer.Events(Pieces[..3]));
        EndpointException exception = await FailsAsync(server);
        Assert.Contains("ended before the answer did", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.IsTransient);
    }

    [Fact]
    public async Task A_stream_that_is_cut_within_a_chunk_is_no_answer()
    {
        using StubServer server = new(_ =>
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n400\r\ndata: "
            + Pieces[0]
            + "\n\ndata: {"
        );
        Assert.True((await FailsAsync(server)).IsTransient);
    }

    [Theory]
    [InlineData("""{"choices": [{"delta":""", "belongs to no chat completion")]
    [InlineData(
        """{"error": {"message": "out of memory for sk-never-shown"}}""",
        "failed within its answer: out of memory for ***"
    )]
    public async Task A_broken_piece_and_an_error_within_the_stream_are_said(string piece, string said)
    {
        using StubServer server = new(_ => StubServer.Events(Pieces[0], piece, "[DONE]"));
        EndpointException exception = await FailsAsync(server);
        Assert.Contains(said, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-never-shown", exception.ToString(), StringComparison.Ordinal);
        Assert.True(exception.IsTransient);
    }

    [Fact]
    public async Task A_server_that_knows_no_streams_is_read_as_a_whole()
    {
        using StubServer server = new(_ =>
            StubServer.Json("""{"choices": [{"message": {"content": "four"}, "finish_reason": "stop"}]}""")
        );
        using OpenAiChatClient client = new(new ModelEndpoint(server.Url, "m"));
        Assert.Equal(
            "four",
            (await client.GetStreamingResponseAsync([new(ChatRole.User, "?")]).ToChatResponseAsync()).Text
        );
    }

    [Fact]
    public async Task Remarks_that_keep_a_connection_alive_are_passed_over()
    {
        using StubServer server = new(_ =>
            StubServer
                .Events([.. Pieces, "[DONE]"])
                .Replace("\r\n\r\n", "\r\n\r\n: keep-alive\n\n", StringComparison.Ordinal)
        );
        using OpenAiChatClient client = new(new ModelEndpoint(server.Url, "m"));
        Assert.Equal(
            "four €",
            (await client.GetStreamingResponseAsync([new(ChatRole.User, "?")]).ToChatResponseAsync()).Text
        );
    }

    private static async Task<EndpointException> FailsAsync(StubServer server, TimeSpan? limit = null)
    {
        using OpenAiChatClient client = new(
            new ModelEndpoint(server.Url, "m") { Key = "sk-never-shown", Timeout = limit ?? TimeSpan.FromMinutes(1) }
        );
        return await Assert.ThrowsAsync<EndpointException>(() =>
            client.GetStreamingResponseAsync([new(ChatRole.User, "?")]).ToChatResponseAsync()
        );
    }
}
