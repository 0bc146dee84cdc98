using Microsoft.Extensions.AI;
using R1Workbook.Benchmarks.Asking;
using R1Workbook.Benchmarks.Judging;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Benchmarks.Sets.AlpacaEval;
using R1Workbook.Benchmarks.Sets.ArenaHard;
using R1Workbook.Benchmarks.Tests.Asking;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Tests.Judging;

public sealed class JudgeRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-judge-").FullName;

    private string Judged => Path.Combine(_folder, "judged.jsonl");

    private string Replies => Path.Combine(_folder, "replies.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Grades_are_written_as_the_scorer_reads_them()
    {
        string data = Path.Combine(RepositoryFolder.Samples("simpleqa"), "simple_qa.csv");
        using StubServer judge = new(_ => Reply("C"))
        {
            ByRequest = request =>
                request.Contains("Vienna", StringComparison.Ordinal) ? Reply("<think>A or B?</think>A") : null,
        };
        IReadOnlyList<(long Input, long Output, bool Counted)> calls = await JudgeAsync(
            judge,
            "simpleqa",
            data,
            Answers(data, "simpleqa", "The Danube.")
        );
        Assert.Equal((5, 50, 5), (calls.Count, calls.Sum(call => call.Input), calls.Sum(call => call.Output)));
        ScoreReport report = BenchmarkCatalogue.Find("simpleqa").Benchmark.Score(new ScoreRequest(data, Judged));
        Assert.Equal((0.2, 0.8), ((double)report.Metrics["correct"]!, (double)report.Metrics["not_attempted"]!));
        Assert.All(judge.Requests, request => Assert.Contains("\"temperature\":0,", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_judging_that_was_killed_goes_on_and_pays_nothing_twice()
    {
        string data = Path.Combine(RepositoryFolder.Samples("frames"), "test.tsv");
        var answered = Answers(data, "frames", "Some answer");
        using (StubServer first = new(n => n < 2 ? Reply("TRUE") : StubServer.Json("{}", "401 Unauthorized")))
            await Assert.ThrowsAsync<EndpointException>(() => JudgeAsync(first, "frames", data, answered));
        Assert.False(File.Exists(Judged));
        File.AppendAllText(Replies, """{"asked_sha256": "12", "rep"""); // killed while it wrote
        using StubServer second = new(_ => Reply("FALSE"));
        await JudgeAsync(second, "frames", data, answered);
        Assert.Equal(answered.Count - 2, second.Requests.Count);
        using StubServer third = new(_ => Reply("FALSE"));
        await JudgeAsync(third, "frames", data, answered);
        Assert.Empty(third.Requests);
        Assert.Equal(
            2.0 / answered.Count,
            (double)
                BenchmarkCatalogue.Find("frames").Benchmark.Score(new ScoreRequest(data, Judged)).Metrics["accuracy"]!,
            12
        );
    }

    [Fact]
    public async Task Another_response_another_prompt_or_another_judge_is_asked_anew()
    {
        string data = Path.Combine(RepositoryFolder.Samples("frames"), "test.tsv");
        using StubServer judge = new(_ => Reply("TRUE"));
        int questions = Answers(data, "frames", "x").Count;
        await JudgeAsync(judge, "frames", data, Answers(data, "frames", "x"));
        await JudgeAsync(judge, "frames", data, Answers(data, "frames", "y"));
        await JudgeAsync(judge, "frames", data, Answers(data, "frames", "y"), model: "other-judge");
        Assert.Equal(3 * questions, judge.Requests.Count);
    }

    [Fact]
    public async Task An_annotator_compares_with_the_outputs_of_the_data_in_changing_order()
    {
        string data = Path.Combine(RepositoryFolder.Samples("alpaca-eval"), "model_outputs.json");
        // The judge gives 3 to 1 for the output called M, wherever it is from.
        const string Tokens = """
            {"choices": [{"message": {"content": "M"}, "logprobs": {"content": [{"token": "M", "logprob": -0.287682,
            "top_logprobs": [{"token": "M", "logprob": -0.287682}, {"token": "m", "logprob": -1.386294}]}]}}]}
            """;
        using StubServer judge = new(_ => StubServer.Json(Tokens));
        await JudgeAsync(judge, "alpaca-eval", data, Answers(data, "alpaca-eval", "Mine."));
        Assert.All(
            judge.Requests,
            request =>
                Assert.Contains(
                    "\"max_tokens\":1,\"logprobs\":true,\"top_logprobs\":5",
                    request,
                    StringComparison.Ordinal
                )
        );
        AlpacaAnnotation[] annotations = [.. AlpacaAnnotation.Read(Judged)];
        Assert.All(annotations, annotation => Assert.Equal(("Mine.", "m"), (annotation.Output, annotation.Model)));
        // The model is m in some and M in others: 1 + 1/4 and 1 + 3/4.
        Assert.Equal(
            [1.25, 1.75],
            annotations.Select(annotation => Math.Round(annotation.Preference!.Value, 5)).Distinct().Order()
        );
        double wins = (double)
            BenchmarkCatalogue.Find("alpaca-eval").Benchmark.Score(new ScoreRequest(data, Judged)).Metrics["win_rate"]!;
        Assert.Equal(annotations.Average(annotation => annotation.Preference!.Value - 1) * 100, wins, 9);
        // The probabilities are remembered with the replies.
        using StubServer silent = new(_ => null);
        await JudgeAsync(silent, "alpaca-eval", data, Answers(data, "alpaca-eval", "Mine."));
        Assert.Equal(
            annotations.Select(annotation => annotation.Preference),
            AlpacaAnnotation.Read(Judged).Select(annotation => annotation.Preference)
        );
    }

    [Theory]
    [InlineData("M", 1.0)]
    [InlineData(" m.", 0.0)]
    [InlineData("<think>m? M?</think>\nM", 1.0)]
    [InlineData("Both", null)]
    public void A_judge_without_probabilities_is_read_by_its_word(string reply, double? second) =>
        Assert.Equal(second, PreferenceAnnotator.Second(new ChatResponse(new ChatMessage(ChatRole.Assistant, reply))));

    [Fact]
    public async Task ArenaHard_is_two_games_with_sides_swapped()
    {
        string data = Path.Combine(RepositoryFolder.Samples("arena-hard"), "question.jsonl"),
            baseline = Path.Combine(_folder, "gpt-4-0314.jsonl");
        string[] ids = [.. ArenaHardBenchmark.ReadQuestions(data).Select(question => question.Id)];
        File.WriteAllLines(
            baseline,
            ids.Select(
                (id, i) =>
                    i % 2 == 0
                        ? $$$"""{"uid": "{{{id}}}", "messages": [{"role": "user", "content": "?"}, """
                            + """{"role": "assistant", "content": {"answer": "Old."}}]}"""
                        : $$"""{"question_id": "{{id}}", "choices": [{"turns": [{"content": "Old."}]}]}"""
            )
        );
        // The judge finds the model's answer much better, on whichever side it stands.
        using StubServer judge = new(_ => Reply("?"))
        {
            ByRequest = request =>
                Reply(
                    request.Contains("A answered ---\\nNew.", StringComparison.Ordinal)
                        ? "Mine: x. [[A\\u003E\\u003EB]]"
                        : "[[B\\u003E\\u003EA]]"
                ),
        };
        await JudgeAsync(judge, "arena-hard", data, Answers(data, "arena-hard", "New."), baseline);
        Assert.Equal(2 * ids.Length, judge.Requests.Count);
        ArenaBattle[] battles = [.. ArenaBattle.Read(Judged).SelectMany(row => row.Battles)];
        Assert.Equal(2 * ids.Length, battles.Length);
        Assert.All(battles, battle => Assert.Equal((1.0, 3), (battle.Score, battle.Weight)));
    }

    [Fact]
    public void What_is_to_be_compared_must_be_there()
    {
        string data = Path.Combine(RepositoryFolder.Samples("arena-hard"), "question.jsonl"),
            baseline = Path.Combine(_folder, "none.jsonl");
        Assert.Contains(
            "gpt-4-0314",
            Assert
                .Throws<ScoringException>(() => Rows("arena-hard", data, Answers(data, "arena-hard", "x"), null))
                .Message,
            StringComparison.Ordinal
        );
        File.WriteAllText(baseline, """{"uid": "other", "messages": [{"role": "assistant", "content": "x"}]}""");
        Assert.Contains(
            "has no answer to question own-0",
            Assert
                .Throws<ScoringException>(() => Rows("arena-hard", data, Answers(data, "arena-hard", "x"), baseline))
                .Message,
            StringComparison.Ordinal
        );
    }

    private static string Reply(string text) =>
        StubServer.Json(
            $$$"""
            {"choices": [{"message": {"content": "{{{text.Replace("\n", "\\n", StringComparison.Ordinal)}}}"},
            "finish_reason": "stop"}], "usage": {"prompt_tokens": 10, "completion_tokens": 1}}
            """
        );

    private static IReadOnlyList<(IProblem Question, IReadOnlyList<Response> Samples)> Answers(
        string data,
        string benchmark,
        string answer
    ) =>
        [
            .. BenchmarkCatalogue
                .Find(benchmark)
                .Benchmark.Questions(data)!
                .Select(question => (question, (IReadOnlyList<Response>)[new Response(answer)])),
        ];

    private static JudgedRow[] Rows(
        string benchmark,
        string data,
        IReadOnlyList<(IProblem, IReadOnlyList<Response>)> answered,
        string? baseline
    )
    {
        JudgeProtocol protocol = JudgeCatalogue.Find(benchmark)!;
        return [.. protocol.Rows(new JudgeRequest(data, answered, "m", "j", protocol.Prompt, baseline))];
    }

    private async Task<IReadOnlyList<(long Input, long Output, bool Counted)>> JudgeAsync(
        StubServer server,
        string benchmark,
        string data,
        IReadOnlyList<(IProblem, IReadOnlyList<Response>)> answered,
        string? baseline = null,
        string model = "j"
    )
    {
        using CachedChatClient judge = new(new OpenAiChatClient(new ModelEndpoint(server.Url, model)), Replies);
        return await new JudgeRun(judge, JudgeCatalogue.Find(benchmark)!.Options, concurrency: 1).JudgeAsync(
            Rows(benchmark, data, answered, baseline),
            Judged
        );
    }
}
