using System.CommandLine;
using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Asking;
using R1Workbook.Benchmarks.Evaluating;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Cli.Evaluation;
using R1Workbook.Core.Files;

namespace R1Workbook.Cli.Commands;

/// <summary><c>r1 eval</c>: asks a model the questions of a benchmark, has its answers judged where the benchmark needs
/// it, and scores them.</summary>
internal static class EvalCommand
{
    public static Command Create()
    {
        var benchmark = new Argument<string>("BENCHMARK")
        {
            Description =
                $"One of {string.Join(", ", CountdownBenchmark.All.Select(one => one.Id))}; the last are problems of "
                + "the workbook's own, which need no --data.",
        };
        Command command = new(
            "eval",
            """
            Ask a model the questions of a benchmark with the sampling of the R1 paper, have the answers judged by
            another model where the benchmark needs it, and print one JSON object of metrics. A run that was stopped
            continues with the same command; nothing is asked or judged twice.
            Metrics: the official ones, pass@k, cons@k, 95 % intervals over other questions and over other samples,
            lengths in tokens, cost.

            Example: r1 eval aime-2024 --data aime-2024.parquet --endpoint http://localhost:8000/v1 --model m
                       --samples 64 --stream
                     r1 eval simpleqa --data simpleqa.csv --endpoint https://api.deepseek.com/v1
                       --key-variable DEEPSEEK_KEY --model deepseek-reasoner --samples 1
                       --judge-url https://api.openai.com/v1 --judge-model gpt-4o --judge-key-variable OPENAI_KEY
                     r1 eval gsm8k --data gsm8k.jsonl --model models/Qwen2.5-0.5B-Instruct --max-tokens 512 --limit 20
                     r1 eval countdown --model data/runs/r1-zero --samples 16
            """
        )
        {
            benchmark,
        };
        Func<ParseResult, EvaluationRequest> read = EvalOptions.AddTo(command, benchmark);
        command.SetAction(
            (arguments, cancellation) =>
            {
                try
                {
                    EvaluationRequest request = read(arguments);
                    return RunAsync(request, Console.Out, Console.Error, !Console.IsErrorRedirected, cancellation);
                }
                catch (ArgumentException exception)
                {
                    Console.Error.WriteLine($"r1 eval {arguments.GetValue(benchmark)}: {exception.Message}");
                    return Task.FromResult(2);
                }
            }
        );
        return command;
    }

    internal static async Task<int> RunAsync(
        EvaluationRequest request,
        TextWriter output,
        TextWriter errors,
        bool terminal = false,
        CancellationToken cancellation = default
    )
    {
        BenchmarkEvaluation work;
        try
        {
            work = new BenchmarkEvaluation(request, new EvaluationLog(errors, terminal));
        }
        catch (ArgumentException exception)
        {
            errors.WriteLine($"r1 eval {request.Benchmark.Id}: {exception.Message}");
            return 2;
        }
        catch (IOException exception)
        {
            errors.WriteLine($"r1 eval {request.Benchmark.Id}: {exception.Message}");
            return 1;
        }
        try
        {
            JsonObject metrics = await work.RunAsync(cancellation);
            output.WriteLine(metrics.ToJsonString(JsonText.Line));
            return 0;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            errors.WriteLine($"r1 eval {request.Benchmark.Id}: stopped. What came is kept; the same command goes on.");
            return 1;
        }
        catch (EndpointException exception)
        {
            errors.WriteLine(
                $"r1 eval {request.Benchmark.Id}: {exception.Message} What came before is kept; the same command "
                    + "goes on."
            );
            return 1;
        }
        catch (Exception exception)
            when (exception
                    is IOException
                        or ScoringException
                        or ArgumentException
                        or InvalidOperationException
                        or NotSupportedException
            )
        {
            errors.WriteLine($"r1 eval {request.Benchmark.Id}: {exception.Message}");
            return 1;
        }
    }
}
