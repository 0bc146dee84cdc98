using System.CommandLine;
using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Asking;
using R1Workbook.Benchmarks.Evaluating;
using R1Workbook.Benchmarks.Tests.Asking;
using R1Workbook.Cli.Evaluation;

namespace R1Workbook.Cli.Tests.Commands;

/// <summary>Benchmarks whose responses another model judges.</summary>
public sealed class JudgedEvalCommandTests : EvalCommandRun
{
    [Fact]
    public async Task A_judged_benchmark_is_asked_judged_and_scored_and_nothing_is_paid_twice()
    {
        string data = Sample("simpleqa", "simple_qa.csv");
        using StubServer server = new(_ => StubServer.Json(Ten));
        using StubServer judge = new(n =>
            StubServer.Json(
                $$"""{"choices": [{"message": {"content": "{{(n == 0 ? "A" : "B")}}"}, "finish_reason": "stop"}]}"""
            )
        );
        EvaluationRequest request = new(
            CountdownBenchmark.Find("simpleqa"),
            data,
            new ModelChoice($"{server.Url}", "m"),
            Quick with
            {
                Samples = 1,
            }
        )
        {
            Responses = Responses,
            Judge = new ModelChoice($"{judge.Url}", "j") { Variables = EndpointVariables.Judge },
        };
        Assert.Equal(0, await RunAsync(request));
        string first = Output.ToString();
        Assert.Equal(
            (0.2, 0.8, 0),
            ((double)Metrics["correct"]!, (double)Metrics["incorrect"]!, (double)Metrics["not_attempted"]!)
        );
        Assert.Equal(
            ("j", 5, 1),
            (
                (string)Metrics["judge"]!["model"]!,
                (int)Metrics["judge"]!["usage"]!["requests"]!,
                (double)Metrics["judge"]!["usage"]!["estimated"]!
            )
        );
        Output.GetStringBuilder().Clear();
        Assert.Equal(0, await RunAsync(request));
        Assert.Equal(first, Output.ToString());
        Assert.Equal((5, 5), (server.Requests.Count, judge.Requests.Count));
    }

    [Theory]
    [InlineData("eval", null)]
    [InlineData("eval --judge-timeout 3", 3)]
    public void How_long_a_judge_may_take_can_be_said(string line, int? seconds)
    {
        Command command = new("eval");
        JudgeOptions options = new(command);
        EvaluationRequest request = new(CountdownBenchmark.Find("simpleqa"), "x", new ModelChoice(null, "m"), Quick);
        ModelChoice judge = Assert.IsType<ModelChoice>(options.AddTo(request, command.Parse(line)).Judge);
        Assert.Equal(seconds, judge.Timeout?.TotalSeconds);
    }

    [Fact]
    public async Task Without_a_judge_nothing_is_asked_unless_responses_are_all_that_is_wanted()
    {
        using StubServer server = new(_ => StubServer.Json(Ten));
        EvaluationRequest request = new(
            CountdownBenchmark.Find("simpleqa"),
            Sample("simpleqa", "simple_qa.csv"),
            new ModelChoice($"{server.Url}", "m"),
            Quick with
            {
                Samples = 1,
            }
        )
        {
            Responses = Responses,
        };
        Assert.Equal(1, await RunAsync(request));
        Assert.Contains("name it by --judge-url and --judge-model", Errors.ToString(), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
        Assert.Equal(0, await RunAsync(request with { ResponsesOnly = true }));
        Assert.Equal((5, Responses), (server.Requests.Count, (string)Metrics["responses"]!));
    }

    [Fact]
    public async Task A_response_file_of_others_is_judged_as_it_stands()
    {
        using StubServer judge = new(_ =>
            StubServer.Json("""{"choices": [{"message": {"content": "C"}, "finish_reason": "stop"}]}""")
        );
        EvaluationRequest request = new(
            CountdownBenchmark.Find("simpleqa"),
            Sample("simpleqa", "simple_qa.csv"),
            new ModelChoice(null, "theirs"),
            Quick
        )
        {
            Responses = Path.Combine(Folder, "theirs.jsonl"),
            JudgeOnly = true,
            Judge = new ModelChoice($"{judge.Url}", "j"),
        };
        File.Copy(Sample("simpleqa", "responses.jsonl"), request.Responses!);
        Assert.Equal(0, await RunAsync(request));
        Assert.Equal(1, (double)Metrics["not_attempted"]!);
    }

    [Fact]
    public async Task ArenaHard_and_AlpacaEval_are_asked_and_judged()
    {
        using StubServer server = new(_ => StubServer.Json(Ten));
        using StubServer judge = new(_ =>
            StubServer.Json("""{"choices": [{"message": {"content": "[[A=B]]"}, "finish_reason": "stop"}]}""")
        )
        {
            ByRequest = request =>
                request.Contains("Output of m", StringComparison.Ordinal)
                    ? StubServer.Json("""{"choices": [{"message": {"content": "M"}}]}""")
                    : null,
        };
        string arena = Sample("arena-hard", "question.jsonl"),
            baseline = Path.Combine(Folder, "baseline.jsonl");
        File.WriteAllLines(
            baseline,
            File.ReadLines(arena)
                .Select(line =>
                    $$"""{"uid": "{{JsonNode.Parse(line)!["uid"]}}", """
                    + """ "messages": [{"role": "assistant", "content": "Old."}]}"""
                )
        );
        EvaluationRequest request = new(
            CountdownBenchmark.Find("arena-hard"),
            arena,
            new ModelChoice($"{server.Url}", "m"),
            Quick
        )
        {
            Responses = Responses,
            Judge = new ModelChoice($"{judge.Url}", "j"),
            Baseline = baseline,
        };
        Assert.Equal(0, await RunAsync(request));
        Assert.Equal((50, 10), ((double)Metrics["score"]!, judge.Requests.Count));
        Output.GetStringBuilder().Clear();
        Assert.Equal(
            0,
            await RunAsync(
                request with
                {
                    Benchmark = CountdownBenchmark.Find("alpaca-eval"),
                    Data = Sample("alpaca-eval", "model_outputs.json"),
                    Baseline = null,
                    Responses = Path.Combine(Folder, "alpaca.jsonl"),
                }
            )
        );
        Assert.Equal("m", (string)Metrics["model"]!["name"]!);
        Assert.Equal(0, (int)Metrics["without_preference"]!);
        Assert.Equal(1, await RunAsync(request with { Settings = Quick with { Samples = 2 } }));
        Assert.Contains("counts one response a question", Errors.ToString(), StringComparison.Ordinal);
    }
}
