using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Asking;
using R1Workbook.Benchmarks.Evaluating;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Benchmarks.Tests.Asking;
using R1Workbook.Cli.Commands;
using R1Workbook.Cli.Evaluation;

namespace R1Workbook.Cli.Tests.Commands;

public sealed class EvalCommandTests : IDisposable
{
    private const string Ten =
        """{"choices": [{"message": {"content": "#### 10", "reasoning_content": "5 and 5"}, "finish_reason": "stop"}], "usage": {"prompt_tokens": 40, "completion_tokens": 8}}""";
    private static readonly EvaluationSettings Quick = new()
    {
        Samples = 0,
        Requests = new() { Backoff = TimeSpan.FromMilliseconds(1) },
    };
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-eval-").FullName;
    private readonly StringWriter _output = new(),
        _errors = new();

    private string Responses => Path.Combine(_folder, "out.jsonl");

    private JsonNode Metrics => JsonNode.Parse(_output.ToString())!;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Eval_asks_the_endpoint_and_prints_the_metrics()
    {
        using StubServer server = new(_ => StubServer.Json(Ten));
        Assert.Equal(
            0,
            await RunAsync(
                Gsm8k(server) with
                {
                    Settings = Quick with { Samples = 2 },
                    Prices = new TokenPrices(1, 10),
                }
            )
        );
        Assert.Equal(
            (2, 2, 0.5, 0.5, 0.5),
            (
                (int)Metrics["questions"]!,
                (int)Metrics["samples"]!,
                (double)Metrics["accuracy"]!,
                (double)Metrics["pass@2"]!,
                (double)Metrics["cons@2"]!
            )
        );
        // Over other questions: Wilson of 1 in 2. Over other samples: both questions are always the same.
        Assert.Equal(0.0945, (double)Metrics["intervals_95"]!["over_questions"]![0]!, 4);
        Assert.Equal(0.5, (double)Metrics["intervals_95"]!["over_samples"]![0]!);
        Assert.Equal(
            (8, 0),
            ((double)Metrics["length"]!["output"]!["mean"]!, (double)Metrics["length"]!["truncated"]!)
        );
        // Four responses: 160 tokens in at 1, 32 out at 10, a million.
        Assert.Equal(0.00048, (double)Metrics["usage"]!["cost"]!, 12);
        Assert.Contains("4 of 4 responses", _errors.ToString(), StringComparison.Ordinal);
        StringWriter score = new();
        Assert.Equal(0, ScoreCommand.Run("gsm8k", new ScoreRequest(Data, Responses), score, _errors));
        Assert.Equal(0.5, (double)JsonNode.Parse(score.ToString())!["accuracy"]!);
    }

    [Fact]
    public async Task A_refusal_and_a_benchmark_without_questions_are_named()
    {
        using StubServer server = new(_ => StubServer.Json("{}", "401 Unauthorized"));
        Assert.Equal(1, await RunAsync(Gsm8k(server)));
        Assert.Contains("HTTP 401", _errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await RunAsync(Gsm8k(server) with { Benchmark = CountdownBenchmark.Find("swe-verified") }));
        Assert.Contains("r1 score swe-verified", _errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await EvalCommand.Create().Parse(["gsm9k", "--model", "m"]).InvokeAsync());
        Assert.Equal(2, await RunAsync(Gsm8k(server) with { Data = null }));
        Assert.Empty(_output.ToString());
    }

    [Fact]
    public async Task A_judged_benchmark_is_asked_judged_and_scored_and_nothing_is_paid_twice()
    {
        string data = Response("simpleqa", "simple_qa.csv");
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
        string first = _output.ToString();
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
        _output.GetStringBuilder().Clear();
        Assert.Equal(0, await RunAsync(request));
        Assert.Equal(first, _output.ToString());
        Assert.Equal((5, 5), (server.Requests.Count, judge.Requests.Count));
    }

    [Fact]
    public async Task Without_a_judge_nothing_is_asked_unless_responses_are_all_that_is_wanted()
    {
        using StubServer server = new(_ => StubServer.Json(Ten));
        EvaluationRequest request = new(
            CountdownBenchmark.Find("simpleqa"),
            Response("simpleqa", "simple_qa.csv"),
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
        Assert.Contains("name it by --judge-url and --judge-model", _errors.ToString(), StringComparison.Ordinal);
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
            Response("simpleqa", "simple_qa.csv"),
            new ModelChoice(null, "theirs"),
            Quick
        )
        {
            Responses = Path.Combine(_folder, "theirs.jsonl"),
            JudgeOnly = true,
            Judge = new ModelChoice($"{judge.Url}", "j"),
        };
        File.Copy(Response("simpleqa", "responses.jsonl"), request.Responses!);
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
        string arena = Response("arena-hard", "question.jsonl"),
            baseline = Path.Combine(_folder, "baseline.jsonl");
        File.WriteAllLines(
            baseline,
            File.ReadLines(arena)
                .Select(line =>
                    $$"""{"uid": "{{JsonNode.Parse(line)!["uid"]}}", "messages": [{"role": "assistant", "content": "Old."}]}"""
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
        _output.GetStringBuilder().Clear();
        Assert.Equal(
            0,
            await RunAsync(
                request with
                {
                    Benchmark = CountdownBenchmark.Find("alpaca-eval"),
                    Data = Response("alpaca-eval", "model_outputs.json"),
                    Baseline = null,
                    Responses = Path.Combine(_folder, "alpaca.jsonl"),
                }
            )
        );
        Assert.Equal("m", (string)Metrics["model"]!["name"]!);
        Assert.Equal(0, (int)Metrics["without_preference"]!);
        Assert.Equal(1, await RunAsync(request with { Settings = Quick with { Samples = 2 } }));
        Assert.Contains("counts one response a question", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_of_ones_own_is_asked_what_it_can_read_and_says_what_it_cannot()
    {
        string model = Path.Combine(Root, "data", "runs", "r1-zero");
        EvaluationRequest request = new(
            CountdownBenchmark.Find("countdown"),
            null,
            new ModelChoice(null, model),
            Quick with
            {
                Samples = 2,
                Questions = 10,
            }
        )
        {
            Responses = Responses,
        };
        Assert.Equal(0, await RunAsync(request));
        Assert.Equal(
            (10, 2, 0),
            ((int)Metrics["questions"]!, (int)Metrics["samples"]!, (double)Metrics["usage"]!["estimated"]!)
        );
        Assert.InRange((double)Metrics["accuracy"]!, 0.3, 1);
        string first = _output.ToString();
        File.Delete(Responses);
        _output.GetStringBuilder().Clear();
        Assert.Equal(0, await RunAsync(request));
        Assert.Equal(first, _output.ToString());
        Assert.Equal(
            1,
            await RunAsync(
                request with
                {
                    Benchmark = CountdownBenchmark.Find("gsm8k"),
                    Data = Response("gsm8k", "test.jsonl"),
                    Responses = Path.Combine(_folder, "other.jsonl"),
                }
            )
        );
        Assert.Contains("reads only the 56 words", _errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await RunAsync(request with { Model = new ModelChoice(null, "./none") }));
        Assert.Contains("./none: no such file or folder", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_stops_it_learns_that_it_can_go_on()
    {
        using CancellationTokenSource stop = new();
        using StubServer server = new(n =>
        {
            if (n < 3)
                return StubServer.Json(Ten);
            stop.Cancel();
            return null;
        });
        EvaluationRequest request = Gsm8k(server) with { Settings = Quick with { Samples = 2, Concurrency = 1 } };
        Assert.Equal(1, await EvalCommand.RunAsync(request, _output, _errors, cancellation: stop.Token));
        Assert.Contains(
            "stopped. What came is kept; the same command goes on.",
            _errors.ToString(),
            StringComparison.Ordinal
        );
        using StubServer again = new(_ => StubServer.Json(Ten));
        Assert.Equal(0, await RunAsync(request with { Model = new ModelChoice($"{again.Url}", "m") }));
        Assert.Single(again.Requests);
    }

    [Fact]
    public async Task The_key_is_sent_and_is_in_no_output_and_no_file()
    {
        const string Variable = "R1WORKBOOK_TEST_EVAL_KEY",
            Secret = "sk-eval-never-shown";
        Environment.SetEnvironmentVariable(Variable, Secret);
        try
        {
            using StubServer server = new(n =>
                n switch
                {
                    0 => StubServer.Json(
                        $$$"""{"error": {"message": "slow down, {{{Secret}}}"}}""",
                        "429 Too Many Requests",
                        "Retry-After: 0\r\n"
                    ),
                    < 4 => StubServer.Json(Ten),
                    _ => StubServer.Json(
                        $$$"""{"error": {"message": "{{{Secret}}} is used up"}}""",
                        "402 Payment Required"
                    ),
                }
            );
            EvaluationRequest request = Gsm8k(server) with
            {
                Settings = Quick with { Samples = 2, Concurrency = 1 },
                Model = new ModelChoice($"{server.Url}", "m") { KeyVariable = Variable },
            };
            Assert.Equal(1, await RunAsync(request));
            Assert.All(server.Requests, asked => Assert.Contains($"Bearer {Secret}", asked, StringComparison.Ordinal));
            Assert.Contains("*** is used up", _errors.ToString(), StringComparison.Ordinal);
            string[] written =
            [
                .. Directory.EnumerateFiles(_folder).Select(File.ReadAllText),
                _errors.ToString(),
                _output.ToString(),
                request.ToString(),
            ];
            Assert.All(written, text => Assert.DoesNotContain(Secret, text, StringComparison.Ordinal));
            Assert.Equal(
                1,
                await RunAsync(
                    request with
                    {
                        Model = (ModelChoice)request.Model with { KeyVariable = Variable + "_NONE" },
                    }
                )
            );
            Assert.Contains($"{Variable}_NONE, which is to hold the key", _errors.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }

    [Theory]
    [InlineData("--samples", "0")]
    [InlineData("--price-input", "-1")]
    [InlineData("--template", "mine")]
    [InlineData("--prompt", "few-shot")]
    public void An_impossible_option_is_a_wrong_argument(string option, string value) =>
        Assert.NotEmpty(EvalCommand.Create().Parse(["gsm8k", option, value]).Errors);

    private static string Root
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder!.FullName, "R1Workbook.sln")))
                folder = folder.Parent;
            return folder.FullName;
        }
    }

    private string Data => Path.Combine(_folder, "test.jsonl");

    private static string Response(string benchmark, string file) =>
        Path.Combine(Root, "data", "samples", benchmark, file);

    private EvaluationRequest Gsm8k(StubServer server)
    {
        File.WriteAllText(
            Data,
            """
            {"question": "5 + 5?", "answer": "#### 10"}
            {"question": "5 + 6?", "answer": "#### 11"}
            """
        );
        return new EvaluationRequest(
            CountdownBenchmark.Find("gsm8k"),
            Data,
            new ModelChoice($"{server.Url}", "m"),
            Quick
        )
        {
            Responses = Responses,
        };
    }

    private Task<int> RunAsync(EvaluationRequest request) => EvalCommand.RunAsync(request, _output, _errors);
}
