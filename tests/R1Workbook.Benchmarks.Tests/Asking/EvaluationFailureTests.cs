using R1Workbook.Benchmarks.Asking;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Tests.Asking;

/// <summary>What an evaluation does where the server fails or refuses.</summary>
public sealed class EvaluationFailureTests : AskedQuestions
{
    [Fact]
    public async Task A_server_that_fails_for_a_while_is_asked_again()
    {
        using StubServer server = new(n =>
            n switch
            {
                0 => StubServer.Json("{}", "429 Too Many Requests"),
                1 => StubServer.Json("{}", "500 Internal Server Error"),
                2 => "",
                _ => StubServer.Json(Answer),
            }
        );
        await AskAsync(server, Quick);
        Assert.Equal(13, server.Requests.Count);
        Assert.Equal(10, File.ReadLines(Responses).Count());
    }

    [Fact]
    public async Task One_that_keeps_failing_or_refuses_ends_the_run_and_keeps_what_came()
    {
        using StubServer server = new(n => n < 3 ? StubServer.Json(Answer) : StubServer.Json("{}", "401 Unauthorized"));
        await Assert.ThrowsAsync<EndpointException>(() => AskAsync(server, Quick with { Concurrency = 1 }));
        Assert.Equal((3, 4), (File.ReadLines(Responses).Count(), server.Requests.Count));
        using StubServer failing = new(_ => StubServer.Json("{}", "503 Service Unavailable"));
        await Assert.ThrowsAsync<EndpointException>(() =>
            AskAsync(failing, Quick with { Concurrency = 1, Requests = Quick.Requests with { Tries = 3 } })
        );
        Assert.Equal(3, failing.Requests.Count);
    }

    [Fact]
    public async Task One_question_that_is_refused_holds_up_no_other()
    {
        using StubServer server = new(_ => StubServer.Json(Answer))
        {
            ByRequest = request =>
                request.Contains("Tom", StringComparison.Ordinal)
                    ? StubServer.Json("""{"error": {"message": "Content Exists Risk"}}""", "400 Bad Request")
                    : null,
        };
        int toms = Questions.Count(question =>
            question.Prompt(PromptStyle.R1).Contains("Tom", StringComparison.Ordinal)
        );
        Assert.InRange(toms, 1, 2);
        string said = (await Assert.ThrowsAsync<EndpointException>(() => AskAsync(server, Quick))).Message;
        Assert.Contains($"{2 * toms} samples of the questions 0", said, StringComparison.Ordinal);
        Assert.Contains("Content Exists Risk", said, StringComparison.Ordinal);
        Assert.Equal(10 - 2 * toms, File.ReadLines(Responses).Count());
        await AskAsync(server, Quick with { RefusedAsEmpty = true });
        Assert.Equal(
            ["refused"],
            AskedSample
                .Read(Responses)
                .Where(sample => sample.Text.Length == 0)
                .Select(sample => sample.FinishReason)
                .Distinct()
        );
        Assert.Equal(toms / 5.0, BenchmarkScore.Of(Questions, ResponseRow.Read(Responses)).NoAnswer);
    }

    [Fact]
    public async Task A_request_that_is_refused_whatever_the_question_ends_the_run()
    {
        using StubServer server = new(_ => StubServer.Json("{}", "400 Bad Request"));
        await Assert.ThrowsAsync<EndpointException>(() => AskAsync(server, Quick with { Concurrency = 1 }));
        Assert.Equal(6, server.Requests.Count);
    }

    [Fact]
    public async Task Many_samples_of_one_refused_question_are_still_one_question()
    {
        using StubServer server = new(_ => StubServer.Json(Answer))
        {
            ByRequest = request =>
                request.Contains("Tom", StringComparison.Ordinal) ? StubServer.Json("{}", "400 Bad Request") : null,
        };
        // The refused question is asked last, so that others are answered before it.
        IProblem[] last =
        [
            .. Questions.OrderBy(question => question.Prompt(PromptStyle.R1).Contains("Tom", StringComparison.Ordinal)),
        ];
        using OpenAiChatClient client = new(new ModelEndpoint(server.Url, "m"));
        string said = (
            await Assert.ThrowsAsync<EndpointException>(() =>
                new EvaluationRun(client, Quick with { Samples = 12 }).AskAsync(last, Responses)
            )
        ).Message;
        Assert.Contains(
            "12 samples of the questions 0 were refused, and all others are there",
            said,
            StringComparison.Ordinal
        );
        Assert.Equal((60, 48), (server.Requests.Count, File.ReadLines(Responses).Count()));
    }

    [Fact]
    public async Task What_is_under_way_when_another_fails_comes_to_its_end()
    {
        using ManualResetEventSlim failed = new();
        using StubServer server = new(n =>
        {
            if (n == 0)
                failed.Wait();
            else
                failed.Set();
            return n == 0 ? StubServer.Json(Answer) : StubServer.Json("{}", "401 Unauthorized");
        });
        await Assert.ThrowsAsync<EndpointException>(() => AskAsync(server, Quick));
        Assert.Single(File.ReadLines(Responses));
    }
}
