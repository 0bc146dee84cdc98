using R1Workbook.Benchmarks.Asking;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Tests.Asking;

/// <summary>One odd answer costs one sample, whatever is odd about it; a server that only gives odd ones ends the
/// run.</summary>
public sealed class OddSampleTests : AskedQuestions
{
    public static TheoryData<string, string> Odd { get; } =
        new()
        {
            {
                "too long",
                StubServer.Json($$$"""{"choices":[{"message":{"content":"{{{new string('a', 1 << 25)}}}"}}]}""")
            },
            { "no JSON", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\n<html" },
            { "no choices", StubServer.Json("""{"choices":[]}""") },
            { "cut", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\nConnection: close\r\n\r\n{\"choices\":[" },
            { "no HTTP", "hello\r\n\r\n" },
            { "large head", $"HTTP/1.1 200 OK\r\nX: {new string('y', 1 << 20)}\r\n\r\n" },
            { "failed within", StubServer.Json("""{"error":{"message":"out of memory"}}""") },
            { "broken off", StubServer.Json("""{"choices":[{"message":{"content":"a"},"finish_reason":"abort"}]}""") },
        };

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task One_odd_answer_costs_one_sample(string kind, string answer)
    {
        using StubServer server = new(_ => StubServer.Json(Answer)) { ByRequest = request => OfTom(request, answer) };
        EndpointException error = await Assert.ThrowsAsync<EndpointException>(() => AskAsync(server, Quick));
        Assert.Contains($"{2 * Toms} samples of the questions 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("all others are there", error.Message, StringComparison.Ordinal);
        Assert.True(File.ReadLines(Responses).Count() == 10 - 2 * Toms, kind);

        // The same command asks for what is missing, and for nothing else.
        using StubServer mended = new(_ => StubServer.Json(Answer));
        await AskAsync(mended, Quick);
        Assert.Equal(2 * Toms, mended.Requests.Count);
        Assert.Equal(10, File.ReadLines(Responses).Count());
    }

    [Fact]
    public async Task A_server_that_only_gives_odd_answers_ends_the_run()
    {
        using StubServer server = new(_ => StubServer.Json("""{"choices":[]}"""));
        EndpointException error = await Assert.ThrowsAsync<EndpointException>(() =>
            AskAsync(server, Quick with { Concurrency = 1 })
        );
        Assert.Contains("no chat completion", error.Message, StringComparison.Ordinal);
        Assert.Equal(OddAnswers.MostAtFirst + 1, server.Requests.Count);
    }

    [Fact]
    public void A_server_that_breaks_later_ends_the_run_too()
    {
        OddAnswers odd = new("samples");
        EndpointException why = new("odd", transient: false) { SpoilsAnswer = true };
        odd.Answered();
        for (int i = 0; i < OddAnswers.MostInARow; i++)
            Assert.True(odd.SetAside("q", why));
        Assert.False(odd.SetAside("q", why));
        odd.Answered();
        Assert.True(odd.SetAside("q", why));
        Assert.False(odd.SetAside("q", new EndpointException("the server is away", transient: true)));
    }

    [Theory]
    [InlineData("9000000000000")]
    [InlineData("-5")]
    [InlineData("\"many\"")]
    [InlineData("1e999")]
    [InlineData("7.5")]
    public async Task A_number_of_tokens_that_no_answer_has_is_left_out_and_told(string number)
    {
        string answer =
            $$"""{"choices":[{"message":{"content":"#### 4"},"finish_reason":"stop"}],"""
            + $$$""" "usage":{"prompt_tokens":5,"completion_tokens":{{{number}}}}}""";
        using StubServer server = new(_ => StubServer.Json(answer));
        List<string> told = [];
        using OpenAiChatClient client = new(new ModelEndpoint(server.Url, "m"));
        await new EvaluationRun(client, Quick, told.Add).AskAsync(Questions, Responses);
        Assert.Contains(number, Assert.Single(told), StringComparison.Ordinal);
        Assert.All(
            AskedSample.Read(Responses),
            sample => Assert.Equal((5, null), (sample.InputTokens, sample.OutputTokens))
        );
    }

    [Fact]
    public void A_response_file_with_such_a_number_can_still_be_read()
    {
        File.WriteAllText(
            Responses,
            """{"id":"0","sample":0,"response":"#### 4","output_tokens":9000000000000,"input_tokens":-1}""" + "\n"
        );
        AskedSample sample = Assert.Single(AskedSample.Read(Responses));
        Assert.Equal((null, null), (sample.InputTokens, sample.OutputTokens));
    }

    [Fact]
    public async Task A_stream_of_pieces_without_text_ends()
    {
        string[] pieces = [.. Enumerable.Repeat("""{"choices":[]}""", 70_000)];
        using StubServer server = new(_ => StubServer.Events(pieces));
        EndpointException error = await Assert.ThrowsAsync<EndpointException>(() =>
            AskAsync(
                server,
                Quick with
                {
                    MaxTokens = 100,
                    Concurrency = 1,
                    Requests = Quick.Requests with { Streaming = true },
                }
            )
        );
        Assert.Contains("too long", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_server_says_cannot_steer_the_terminal_and_hides_the_key()
    {
        string said = "\\u001b]0;owned\\u0007\\u001b[2J\\u202e s\\u200bk-secret";
        using StubServer server = new(_ =>
            StubServer.Json($$$"""{"error":{"message":"{{{said}}}"}}""", "401 Unauthorized")
        );
        ModelEndpoint endpoint = ModelEndpoint.Configured(
            server.Url.AbsoluteUri,
            "m",
            name => name == "MY_KEY" ? "sk-secret" : null,
            keyVariable: "MY_KEY"
        );
        using OpenAiChatClient client = new(endpoint);
        EndpointException error = await Assert.ThrowsAsync<EndpointException>(() =>
            new EvaluationRun(client, Quick).AskAsync(Questions, Responses)
        );
        Assert.DoesNotContain(error.Message, letter => char.IsControl(letter) || letter == '\u202e');
        Assert.DoesNotContain("sk-secret", error.Message, StringComparison.Ordinal);
        Assert.Contains("check MY_KEY", error.Message, StringComparison.Ordinal);
    }

    private int Toms =>
        Questions.Count(question => question.Prompt(PromptStyle.R1).Contains("Tom", StringComparison.Ordinal));

    private static string? OfTom(string request, string answer) =>
        request.Contains("Tom", StringComparison.Ordinal) ? answer : null;
}
