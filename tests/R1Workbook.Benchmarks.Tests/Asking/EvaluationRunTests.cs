using R1Workbook.Benchmarks.Asking;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Benchmarks.Sets.Gsm8k;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Tests.Asking;

public sealed class EvaluationRunTests : IDisposable
{
    private const string Answer =
        """{"choices": [{"message": {"content": "\\boxed{10}", "reasoning_content": "3 * 4 - 2"}, "finish_reason": "stop"}], "usage": {"prompt_tokens": 30, "completion_tokens": 9}}""";
    private static readonly EvaluationSettings Quick = new()
    {
        Samples = 2,
        Concurrency = 2,
        Requests = new() { Backoff = TimeSpan.FromMilliseconds(1) },
    };
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-evaluation-").FullName;
    private readonly IProblem[] _questions =
    [
        .. Gsm8kProblem.Read(Path.Combine(RepositoryFolder.Samples("gsm8k"), "test.jsonl")),
    ];

    private string Responses => Path.Combine(_folder, "responses.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_asked_is_scored_with_the_reasoning_apart()
    {
        using StubServer server = new(_ => StubServer.Json(Answer));
        await AskAsync(server, Quick);
        Assert.Equal(10, server.Requests.Count);
        Assert.All(
            server.Requests,
            request =>
                Assert.Contains(
                    "\"temperature\":0.6,\"top_p\":0.95,\"max_tokens\":32768",
                    request,
                    StringComparison.Ordinal
                )
        );
        BenchmarkScore score = BenchmarkScore.Of(_questions, ResponseRow.Read(Responses));
        Assert.Equal((2, 0.4), (score.Samples, score.Accuracy));
        Assert.Equal(
            ["<think>\n3 * 4 - 2\n</think>\n\\boxed{10}"],
            DataFile.Read(Responses, row => row.Text("response")).Distinct()
        );
    }

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
    public async Task The_responses_to_other_questions_or_prompts_are_not_taken()
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
    public async Task More_samples_and_more_questions_are_added_to_those_there()
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
            _questions,
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

    [Fact]
    public async Task A_stream_and_a_prefilled_template_give_the_same_rows_as_whole_answers()
    {
        using StubServer server = new(_ =>
            StubServer.Events(
                """{"choices":[{"delta":{"content":"3 * 4 - 2"}}]}""",
                """{"choices":[{"delta":{"content":"</think>\\boxed{10}"},"finish_reason":"stop"}]}""",
                """{"choices":[],"usage":{"prompt_tokens":30,"completion_tokens":9}}""",
                "[DONE]"
            )
        );
        await AskAsync(server, Quick with { Prefilled = true, Requests = Quick.Requests with { Streaming = true } });
        Assert.Equal(
            ["<think>\n3 * 4 - 2</think>\\boxed{10}"],
            DataFile.Read(Responses, row => row.Text("response")).Distinct()
        );
        Assert.Equal([9L], AskedSample.Read(Responses).Select(sample => sample.OutputTokens!.Value).Distinct());
        Assert.Equal(0.4, BenchmarkScore.Of(_questions, ResponseRow.Read(Responses)).Accuracy);
    }

    [Fact]
    public async Task A_thought_that_never_ends_is_no_answer_where_the_template_opened_it()
    {
        using StubServer server = new(_ =>
            StubServer.Json(
                """{"choices": [{"message": {"content": "so \\boxed{10}, or is it"}, "finish_reason": "length"}]}"""
            )
        );
        await AskAsync(server, Quick with { Prefilled = true });
        BenchmarkScore score = BenchmarkScore.Of(_questions, ResponseRow.Read(Responses));
        Assert.Equal((0, 1), (score.Accuracy, score.NoAnswer));
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
        int toms = _questions.Count(question =>
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
        Assert.Equal(toms / 5.0, BenchmarkScore.Of(_questions, ResponseRow.Read(Responses)).NoAnswer);
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
            .. _questions.OrderBy(question =>
                question.Prompt(PromptStyle.R1).Contains("Tom", StringComparison.Ordinal)
            ),
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

    [Fact]
    public void The_first_samples_vote_by_their_numbers_and_not_as_they_came()
    {
        File.WriteAllLines(
            Responses,
            _questions
                .SelectMany(question => ((int, string)[])[(2, "10"), (0, question.Id == "0" ? "7" : "8"), (1, "10")])
                .Select(
                    (sample, i) =>
                        $$"""{"id": "{{i / 3}}", "sample": {{sample.Item1}}, "response": "{{sample.Item2}}"}"""
                )
        );
        BenchmarkScore score = BenchmarkScore.Of(_questions, ResponseRow.Read(Responses));
        Assert.Equal(["7", "8"], score.Items.Select(item => item.Samples[0].Answer).Distinct());
        Assert.Equal(
            ["10"],
            score.Items.SelectMany(item => item.Samples.Skip(1)).Select(sample => sample.Answer).Distinct()
        );
    }

    [Fact]
    public async Task A_seed_gives_each_sample_one_of_its_own_and_the_same_again()
    {
        async Task<string[]> SeedsAsync()
        {
            using StubServer server = new(_ => StubServer.Json(Answer));
            File.Delete(Responses);
            await AskAsync(server, Quick with { Seed = 3 });
            return [.. server.Requests.Select(request => request.Split("\"seed\":")[1]).Order(StringComparer.Ordinal)];
        }
        string[] first = await SeedsAsync();
        Assert.Equal(10, first.Distinct().Count());
        Assert.Equal(first, await SeedsAsync());
    }

    [Fact]
    public async Task An_impossible_setting_is_named_before_anything_is_asked()
    {
        using StubServer server = new(_ => StubServer.Json(Answer));
        foreach (
            EvaluationSettings settings in (EvaluationSettings[])
                [
                    Quick with
                    {
                        Samples = 0,
                    },
                    Quick with
                    {
                        Temperature = -1,
                    },
                    Quick with
                    {
                        TopP = 0,
                    },
                    Quick with
                    {
                        MaxTokens = 0,
                    },
                    Quick with
                    {
                        Concurrency = 0,
                    },
                    Quick with
                    {
                        Requests = new() { Tries = 0 },
                    },
                ]
        )
        {
            await Assert.ThrowsAsync<ArgumentException>(() => AskAsync(server, settings));
        }

        Assert.Empty(server.Requests);
    }

    private async Task AskAsync(StubServer server, EvaluationSettings settings, string model = "m")
    {
        using OpenAiChatClient client = new(new ModelEndpoint(server.Url, model));
        await new EvaluationRun(client, settings).AskAsync(_questions, Responses);
    }
}
