using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Asking;
using R1Workbook.Benchmarks.Evaluating;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Benchmarks.Tests.Asking;
using R1Workbook.Cli.Commands;
using R1Workbook.Cli.Evaluation;

namespace R1Workbook.Cli.Tests.Commands;

public sealed class EvalCommandTests : EvalCommandRun
{
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
        Assert.Contains("4 of 4 responses", Errors.ToString(), StringComparison.Ordinal);
        StringWriter score = new();
        Assert.Equal(0, ScoreCommand.Run("gsm8k", new ScoreRequest(Data, Responses), score, Errors));
        Assert.Equal(0.5, (double)JsonNode.Parse(score.ToString())!["accuracy"]!);
    }

    [Fact]
    public async Task A_refusal_and_a_benchmark_without_questions_are_named()
    {
        using StubServer server = new(_ => StubServer.Json("{}", "401 Unauthorized"));
        Assert.Equal(1, await RunAsync(Gsm8k(server)));
        Assert.Contains("HTTP 401", Errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await RunAsync(Gsm8k(server) with { Benchmark = CountdownBenchmark.Find("swe-verified") }));
        Assert.Contains("r1 score swe-verified", Errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await EvalCommand.Create().Parse(["gsm9k", "--model", "m"]).InvokeAsync());
        Assert.Equal(2, await RunAsync(Gsm8k(server) with { Data = null }));
        Assert.Empty(Output.ToString());
    }

    [Fact]
    public async Task A_model_of_ones_own_is_asked_what_it_can_read_and_says_what_it_cannot()
    {
        string model = RepositoryFolder.Of("data", "runs", "r1-zero");
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
        string first = Output.ToString();
        File.Delete(Responses);
        Output.GetStringBuilder().Clear();
        Assert.Equal(0, await RunAsync(request));
        Assert.Equal(first, Output.ToString());
        Assert.Equal(
            1,
            await RunAsync(
                request with
                {
                    Benchmark = CountdownBenchmark.Find("gsm8k"),
                    Data = Sample("gsm8k", "test.jsonl"),
                    Responses = Path.Combine(Folder, "other.jsonl"),
                }
            )
        );
        Assert.Contains("reads only the 56 words", Errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await RunAsync(request with { Model = new ModelChoice(null, "./none") }));
        Assert.Contains("./none: no such file or folder", Errors.ToString(), StringComparison.Ordinal);
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
        Assert.Equal(1, await EvalCommand.RunAsync(request, Output, Errors, cancellation: stop.Token));
        Assert.Contains(
            "stopped. What came is kept; the same command goes on.",
            Errors.ToString(),
            StringComparison.Ordinal
        );
        using StubServer again = new(_ => StubServer.Json(Ten));
        Assert.Equal(0, await RunAsync(request with { Model = new ModelChoice($"{again.Url}", "m") }));
        Assert.Single(again.Requests);
    }

    [Fact]
    public async Task The_key_is_sent_and_is_in_noOutput_and_no_file()
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
            Assert.Contains("*** is used up", Errors.ToString(), StringComparison.Ordinal);
            string[] written =
            [
                .. Directory.EnumerateFiles(Folder).Select(File.ReadAllText),
                Errors.ToString(),
                Output.ToString(),
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
            Assert.Contains($"{Variable}_NONE, which is to hold the key", Errors.ToString(), StringComparison.Ordinal);
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
}
