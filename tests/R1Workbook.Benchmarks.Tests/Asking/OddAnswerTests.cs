using Microsoft.Extensions.AI;
using R1Workbook.Benchmarks.Asking;

namespace R1Workbook.Benchmarks.Tests.Asking;

/// <summary>Answers that are seen of real servers and are not what OpenAI's definition shows.</summary>
public sealed class OddAnswerTests
{
    [Theory]
    [InlineData("""[{"type":"text","text":"fo"},{"type":"text","text":"ur"}]""", "", "four")]
    [InlineData(
        """[{"type":"thinking","thinking":[{"type":"text","text":"2 and 2"}]},{"type":"text","text":"four"}]""",
        "2 and 2",
        "four"
    )]
    [InlineData("""[{"type":"reasoning","text":"2 and 2"},{"type":"output_text","text":"four"}]""", "2 and 2", "four")]
    [InlineData("""["fo","ur"]""", "", "four")]
    [InlineData("""{"type":"text","text":"four"}""", "", "four")]
    [InlineData("[]", "", "")]
    [InlineData("null", "", "")]
    [InlineData(""" "four \ud83d" """, "", "four \uFFFD")]
    [InlineData(""" "\ud83d\ude00" """, "", "😀")]
    public async Task Content_in_parts_and_half_characters_are_read(string content, string thought, string text)
    {
        using StubServer server = new(_ => Answer($$"""{"message":{"content":{{content}}},"finish_reason":"stop"}"""));
        ChatResponse answer = await AskAsync(server);
        Assert.Equal(text, answer.Text);
        Assert.Equal(thought, Thought(answer));
    }

    [Fact]
    public async Task A_part_that_holds_no_text_is_refused_by_name()
    {
        using StubServer server = new(_ => Answer("""{"message":{"content":[{"type":"image_url","image_url":{}}]}}"""));
        Assert.Contains("image_url", (await FailsAsync(server)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("insufficient_system_resource")]
    [InlineData("abort")]
    [InlineData("ERROR")]
    public async Task An_answer_that_the_server_broke_off_is_asked_for_again(string reason)
    {
        string choice = $$"""{"message":{"content":"4 + 1 ="},"finish_reason":"{{reason}}"}""";
        using StubServer server = new(_ => Answer(choice));
        EndpointException whole = await FailsAsync(server);
        Assert.True(whole.IsTransient);
        Assert.Contains(reason, whole.Message, StringComparison.Ordinal);
        using StubServer streaming = new(_ =>
            StubServer.Events(
                $$"""{"choices":[{"delta":{"content":"4 + 1 ="},"finish_reason":"{{reason}}"}]}""",
                "[DONE]"
            )
        );
        Assert.True((await FailsAsync(streaming, streamed: true)).IsTransient);
    }

    [Fact]
    public async Task A_withheld_answer_is_a_refusal_of_the_question()
    {
        using StubServer server = new(_ => Answer("""{"message":{"content":""},"finish_reason":"content_filter"}"""));
        EndpointException exception = await FailsAsync(server);
        Assert.True(exception.RefusesQuestion);
        Assert.False(exception.IsTransient);
    }

    [Theory]
    [InlineData("max_tokens")]
    [InlineData("MODEL_LENGTH")]
    public async Task The_token_limit_has_one_name(string reason)
    {
        using StubServer server = new(_ => Answer($$"""{"message":{"content":"4"},"finish_reason":"{{reason}}"}"""));
        Assert.Equal(ChatFinishReason.Length, (await AskAsync(server)).FinishReason);
    }

    [Theory]
    [InlineData("""{"error":{"message":"no room","code":503}}""", true, false)]
    [InlineData("""{"error":{"message":"no room"}}""", true, false)]
    [InlineData("""{"error":"no room"}""", true, false)]
    [InlineData("""{"error":{"message":"no room","code":402}}""", false, false)]
    [InlineData("""{"error":{"message":"no room","code":"401"},"choices":[]}""", false, false)]
    [InlineData("""{"object":"error","message":"no room","code":400}""", false, true)]
    [InlineData("""{"choices":[{"error":{"message":"no room","code":429},"message":{"content":""}}]}""", true, false)]
    public async Task An_error_within_a_success_is_an_error(string body, bool transient, bool ofTheQuestion)
    {
        using StubServer server = new(_ => StubServer.Json(body));
        EndpointException exception = await FailsAsync(server);
        Assert.Contains("no room", exception.Message, StringComparison.Ordinal);
        Assert.Equal((transient, ofTheQuestion), (exception.IsTransient, exception.RefusesQuestion));
    }

    [Theory]
    [InlineData("9000000000000")]
    [InlineData("-5")]
    public async Task A_count_of_tokens_that_no_answer_has_is_unknown(string count)
    {
        using StubServer server = new(_ =>
            StubServer.Json(
                """{"choices":[{"message":{"content":"4"}}],"usage":{"completion_tokens":COUNT}}""".Replace(
                    "COUNT",
                    count,
                    StringComparison.Ordinal
                )
            )
        );
        Assert.Null((await AskAsync(server)).Usage?.OutputTokenCount);
    }

    [Fact]
    public async Task A_character_set_that_nobody_knows_is_UTF8()
    {
        string answer = Answer("""{"message":{"content":"four €"}}""")
            .Replace("application/json", "application/json; charset=x-odd", StringComparison.Ordinal);
        using StubServer server = new(_ => answer);
        Assert.Equal("four €", (await AskAsync(server)).Text);
    }

    [Fact]
    public async Task Halves_of_a_character_in_two_pieces_are_one_character()
    {
        using StubServer server = new(_ =>
            StubServer.Events(
                """{"choices":[{"delta":{"content":"4 \ud83d","reasoning_content":"\ud83d"}}]}""",
                """{"choices":[{"delta":{"content":"\ude00","reasoning_content":" \ude00"}}]}""",
                """{"choices":[{"delta":{"content":"\ud83d"},"finish_reason":"stop"}]}""",
                "[DONE]"
            )
        );
        ChatResponse answer = await AskAsync(server, streamed: true);
        Assert.Equal("4 😀\uFFFD", answer.Text);
        Assert.Equal("\uFFFD \uFFFD", Thought(answer));
    }

    [Fact]
    public async Task A_stream_without_end_is_read_up_to_the_length_of_its_tokens()
    {
        // Each piece holds more text than 100 tokens can; the server would send for ever.
        string piece = $$$"""{"choices":[{"delta":{"content":"{{{new string('a', 50_000)}}}"}}]}""";
        using StubServer server = new(_ => StubServer.Events(Enumerable.Repeat(piece, 100)));
        List<int> seen = [];
        using OpenAiChatClient client = new(new ModelEndpoint(server.Url, "m"));
        EndpointException exception = await Assert.ThrowsAsync<EndpointException>(async () =>
        {
            await foreach (
                ChatResponseUpdate update in client.GetStreamingResponseAsync(
                    [new(ChatRole.User, "?")],
                    new ChatOptions { MaxOutputTokens = 100 }
                )
            )
            {
                seen.Add(update.Text.Length);
            }
        });
        Assert.Contains("too long for the number of tokens", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsTransient);
        Assert.Equal([50_000], seen);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_is_larger_than_any_answer_is_not_read_to_its_end(bool streamed)
    {
        // One line of an event, or one JSON, of 8 MB, where 100 tokens make 1.5 MB at most.
        string text = new('a', 8_000_000);
        using StubServer server = new(_ =>
            streamed
                ? StubServer.Events($": {text}")
                : Answer($$"""{"message":{"content":"{{text}}"},"finish_reason":"stop"}""")
        );
        EndpointException exception = await FailsAsync(server, streamed);
        Assert.Contains("too long for the number of tokens", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_may_take_its_time_limit_and_a_tenth_of_a_second_for_each_token()
    {
        AnswerLimits limits = AnswerLimits.Of(new ChatOptions { MaxOutputTokens = 100 }, TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(13), limits.Time);
        limits = AnswerLimits.Of(new ChatOptions { MaxOutputTokens = 32_768 }, TimeSpan.FromSeconds(600));
        Assert.Equal(TimeSpan.FromSeconds(3876.8), limits.Time);
    }

    [Fact]
    public async Task A_server_that_asks_to_wait_for_days_is_not_waited_for()
    {
        using StubServer server = new(_ =>
            StubServer.Json("""{"error":"busy"}""", "429 Too Many Requests", "Retry-After: 34560000\r\n")
        );
        using OpenAiChatClient client = new(new ModelEndpoint(server.Url, "m"));
        // Not disposed of: that would dispose of the client, too.
        PersistentChatClient persistent = new(client, new RequestPolicy());
        EndpointException exception = await Assert.ThrowsAsync<EndpointException>(() =>
            persistent.GetResponseAsync([new(ChatRole.User, "?")])
        );
        Assert.Contains("9600 hours", exception.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    private static string Answer(string choice) => StubServer.Json($$"""{"choices":[{{choice}}]}""");

    private static string Thought(ChatResponse answer) =>
        string.Concat(answer.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>());

    private static async Task<ChatResponse> AskAsync(StubServer server, bool streamed = false)
    {
        using OpenAiChatClient client = new(new ModelEndpoint(server.Url, "m"));
        ChatMessage[] asked = [new(ChatRole.User, "?")];
        ChatOptions options = new() { MaxOutputTokens = 100 };
        return streamed
            ? await client.GetStreamingResponseAsync(asked, options).ToChatResponseAsync()
            : await client.GetResponseAsync(asked, options);
    }

    private static Task<EndpointException> FailsAsync(StubServer server, bool streamed = false) =>
        Assert.ThrowsAsync<EndpointException>(() => AskAsync(server, streamed));
}
