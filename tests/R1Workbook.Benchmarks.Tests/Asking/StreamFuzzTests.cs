using System.Text;
using Microsoft.Extensions.AI;
using R1Workbook.Benchmarks.Asking;

namespace R1Workbook.Benchmarks.Tests.Asking;

/// <summary>Streams of a server that are damaged anywhere: there is an answer, or an error that names the
/// server.</summary>
public sealed class StreamFuzzTests
{
    private static readonly string[] Pieces =
    [
        """{"id":"1","model":"m","choices":[{"index":0,"delta":{"role":"assistant","reasoning_content":"2 and 2"}}]}""",
        """{"id":"1","choices":[{"index":0,"delta":{"content":[{"type":"text","text":"fo\ud83d"}]}}]}""",
        """{"id":"1","choices":[{"index":0,"delta":{"content":"\ude00ur"},"finish_reason":"stop"}]}""",
        """{"id":"1","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":9,"total_tokens":14}}""",
        "[DONE]",
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_damaged_answer_is_an_answer_or_an_error_of_the_endpoint(bool streamed)
    {
        byte[] whole = Encoding.UTF8.GetBytes(
            streamed
                ? string.Concat(Pieces.Select(piece => $"data: {piece}\n\n"))
                : """
                {"id":"1","choices":[{"index":0,"message":{"content":"four","reasoning":"2"},"finish_reason":"stop",
                "logprobs":{"content":[{"top_logprobs":[{"token":"f","logprob":-0.1}]}]}}],
                "usage":{"prompt_tokens":5,"completion_tokens":9,"completion_tokens_details":{"reasoning_tokens":2}}}
                """
        );
        Random random = Fuzz.Source();
        byte[] now = whole;
        // Latin-1 keeps the bytes as they are only below 128; others become two, and are damaged as well.
        using StubServer server = new(_ =>
            $"HTTP/1.1 200 OK\r\nContent-Type: {(streamed ? "text/event-stream" : "application/json")}\r\n"
            + $"Connection: close\r\n\r\n{Encoding.Latin1.GetString(now)}"
        );
        using OpenAiChatClient client = new(new ModelEndpoint(server.Url, "m"));
        Assert.Contains("ur", (await AskAsync(client, streamed)).Text, StringComparison.Ordinal);
        for (int i = 0; i < Fuzz.Count(150); i++)
        {
            now = Fuzz.Mutate(whole, whole.Length, random);
            Exception? error = await Record.ExceptionAsync(() => AskAsync(client, streamed));
            Assert.True(error is null or EndpointException, $"{Convert.ToBase64String(now)}: {error}");
        }
    }

    private static async Task<ChatResponse> AskAsync(OpenAiChatClient client, bool streamed)
    {
        ChatOptions options = new() { MaxOutputTokens = 100 };
        return streamed
            ? await client.GetStreamingResponseAsync([new(ChatRole.User, "?")], options).ToChatResponseAsync()
            : await client.GetResponseAsync([new(ChatRole.User, "?")], options);
    }
}
