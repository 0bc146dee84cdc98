using R1Workbook.Benchmarks.Asking;
using R1Workbook.Benchmarks.Files;

namespace R1Workbook.Benchmarks.Tests.Asking;

/// <summary>An evaluation that was stopped goes on, and takes no responses but its own.</summary>
public sealed class EvaluationResumeTests : AskedQuestions
{
    [Fact]
    public async Task A_killed_evaluation_goes_on_and_asks_nothing_twice()
    {
        using (
            StubServer first = new(n => StubServer.Json(n < 6 ? Answer : "{}", n < 6 ? "200 OK" : "401 Unauthorized"))
        )
        {
            await Assert.ThrowsAsync<EndpointException>(() => AskAsync(first, Quick with { Concurrency = 1 }));
        }

        File.AppendAllText(Responses, """{"id": "3", "sample": 0, "respo"""); // killed while it wrote
        using StubServer second = new(_ => StubServer.Json(Answer));
        await AskAsync(second, Quick);
        Assert.Equal(4, second.Requests.Count);
        Assert.Equal(10, DataFile.Read(Responses, row => (row.Id("id"), row.Integer("sample"))).Distinct().Count());
    }

    [Fact]
    public async Task The_responses_to_otherQuestions_or_prompts_are_not_taken()
    {
        using StubServer server = new(_ => StubServer.Json(Answer));
        File.WriteAllText(Responses, """{"id": "77", "sample": 0, "response": "x", "prompt_sha256": "0"}""" + "\n");
        Assert.Contains(
            "line 1: question \"77\" is not in the data",
            (await Assert.ThrowsAsync<DataFileException>(() => AskAsync(server, Quick))).Message,
            StringComparison.Ordinal
        );
        File.WriteAllText(Responses, """{"id": "0", "sample": 0, "response": "x", "prompt_sha256": "0"}""" + "\n");
        Assert.Contains(
            "put in other words",
            (await Assert.ThrowsAsync<DataFileException>(() => AskAsync(server, Quick))).Message,
            StringComparison.Ordinal
        );
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task The_responses_of_another_model_or_of_other_settings_are_not_taken()
    {
        using StubServer server = new(_ => StubServer.Json(Answer));
        await AskAsync(server, Quick);
        async Task<string> RefusedAsync(EvaluationSettings settings, string model = "m") =>
            (await Assert.ThrowsAsync<DataFileException>(() => AskAsync(server, settings, model))).Message;
        Assert.Contains(
            "line 1: the model was \"m\", and is \"n\" now",
            await RefusedAsync(Quick, "n"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "line 1: temperature was 0.6, and is 1 now",
            await RefusedAsync(Quick with { Temperature = 1 }),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "line 1: top_p was 0.95, and is 0.9 now",
            await RefusedAsync(Quick with { TopP = 0.9f }),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "max_tokens was 32768, and is 9 now",
            await RefusedAsync(Quick with { MaxTokens = 9 }),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "it is sample 1, and 1 a question are wanted",
            await RefusedAsync(Quick with { Samples = 1 }),
            StringComparison.Ordinal
        );
        Assert.Equal(10, server.Requests.Count);
    }

    [Fact]
    public async Task More_samples_and_moreQuestions_are_added_to_those_there()
    {
        using StubServer server = new(_ => StubServer.Json(Answer));
        await AskAsync(server, Quick with { Samples = 1, Questions = 2 });
        Assert.Equal(2, server.Requests.Count);
        await AskAsync(server, Quick with { Samples = 2, Questions = 3 });
        Assert.Equal(6, server.Requests.Count);
        await AskAsync(server, Quick);
        Assert.Equal(10, server.Requests.Count);
    }

    [Fact]
    public async Task A_run_that_was_killed_before_its_first_response_begins()
    {
        File.WriteAllText(Responses, "");
        using StubServer server = new(_ => StubServer.Json(Answer));
        await AskAsync(server, Quick);
        Assert.Equal(10, File.ReadLines(Responses).Count());
    }

    [Fact]
    public async Task A_file_that_another_evaluation_writes_is_left_alone()
    {
        using StubServer server = new(_ => StubServer.Json(Answer));
        using LineLog other = LineLog.Open(Responses);
        Assert.Contains(
            "Does another evaluation write it?",
            (await Assert.ThrowsAsync<DataFileException>(() => AskAsync(server, Quick))).Message,
            StringComparison.Ordinal
        );
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Whoever_stops_a_run_keeps_what_came()
    {
        using StubServer server = new(n => n < 4 ? StubServer.Json(Answer) : null);
        using CancellationTokenSource stop = new();
        using OpenAiChatClient client = new(new ModelEndpoint(server.Url, "m"));
        Task run = new EvaluationRun(client, Quick).AskAsync(
            Questions,
            Responses,
            (there, _) =>
            {
                if (there == 4)
                    stop.Cancel();
            },
            stop.Token
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(4, File.ReadLines(Responses).Count());
    }
}
