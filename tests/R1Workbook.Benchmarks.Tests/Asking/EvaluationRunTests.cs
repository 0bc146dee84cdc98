using R1Workbook.Benchmarks.Asking;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Tests.Asking;

/// <summary>What an evaluation asks and what it writes down.</summary>
public sealed class EvaluationRunTests : AskedQuestions
{
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
        BenchmarkScore score = BenchmarkScore.Of(Questions, ResponseRow.Read(Responses));
        Assert.Equal((2, 0.4), (score.Samples, score.Accuracy));
        Assert.Equal(
            ["<think>\n3 * 4 - 2\n</think>\n\\boxed{10}"],
            DataFile.Read(Responses, row => row.Text("response")).Distinct()
        );
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
        Assert.Equal(0.4, BenchmarkScore.Of(Questions, ResponseRow.Read(Responses)).Accuracy);
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
        BenchmarkScore score = BenchmarkScore.Of(Questions, ResponseRow.Read(Responses));
        Assert.Equal((0, 1), (score.Accuracy, score.NoAnswer));
    }

    [Fact]
    public void The_first_samples_vote_by_their_numbers_and_not_as_they_came()
    {
        File.WriteAllLines(
            Responses,
            Questions
                .SelectMany(question => ((int, string)[])[(2, "10"), (0, question.Id == "0" ? "7" : "8"), (1, "10")])
                .Select(
                    (sample, i) =>
                        $$"""{"id": "{{i / 3}}", "sample": {{sample.Item1}}, "response": "{{sample.Item2}}"}"""
                )
        );
        BenchmarkScore score = BenchmarkScore.Of(Questions, ResponseRow.Read(Responses));
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
}
