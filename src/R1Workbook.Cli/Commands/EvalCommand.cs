using System.CommandLine;
using R1Workbook.Benchmarks;
using R1Workbook.Benchmarks.Endpoints;
using R1Workbook.Benchmarks.Evaluation;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Cli.Commands;

/// <summary><c>r1 eval</c>: asks a model behind an endpoint the questions of a benchmark, and scores what it answers.</summary>
internal static class EvalCommand
{
    public static Command Create()
    {
        EvaluationSettings defaults = new();
        var benchmark = new Argument<string>("BENCHMARK") { Description = "A benchmark whose questions are judged one by one; see r1 data list." };
        var data = new Option<string>("--data") { Description = "The official data file or folder.", Required = true };
        var responses = new Option<string>("--responses") { Description = "The response file; what it holds already is not asked again.", Required = true };
        var endpoint = new Option<string?>("--endpoint") { Description = $"The base URL of an OpenAI-compatible server; by default {ModelEndpoint.UrlVariable}. The key is taken from {ModelEndpoint.KeyVariable}." };
        var model = new Option<string?>("--model") { Description = $"The model there; by default {ModelEndpoint.ModelVariable}." };
        var samples = new Option<int>("--samples") { Description = "Samples a question.", DefaultValueFactory = _ => defaults.Samples };
        var concurrency = new Option<int>("--concurrency") { Description = "Questions asked at once.", DefaultValueFactory = _ => defaults.Concurrency };
        var interval = new Option<double>("--interval") { Description = "Least seconds between two requests." };
        var tokens = new Option<int>("--max-tokens") { Description = "Most tokens of a response.", DefaultValueFactory = _ => defaults.MaxTokens };
        var k = new Option<int[]>("--k") { Description = "Add pass@k and cons@k.", AllowMultipleArgumentsPerToken = true };
        var command = new Command("eval", "Ask a model the questions of a benchmark with the sampling of the R1 paper, and score its answers; goes on where it was stopped. Example: r1 eval gsm8k --data test.jsonl --responses out.jsonl --endpoint http://localhost:8000/v1 --model m --samples 4")
            { benchmark, data, responses, endpoint, model, samples, concurrency, interval, tokens, k };
        command.SetAction((arguments, cancellation) => RunAsync(
            arguments.GetValue(benchmark)!,
            new ScoreRequest(arguments.GetValue(data)!, arguments.GetValue(responses)!) { K = arguments.GetValue(k) ?? [] },
            arguments.GetValue(endpoint), arguments.GetValue(model),
            new EvaluationSettings
            {
                Samples = arguments.GetValue(samples),
                Concurrency = arguments.GetValue(concurrency),
                Interval = TimeSpan.FromSeconds(arguments.GetValue(interval)),
                MaxTokens = arguments.GetValue(tokens),
            },
            Console.Out, Console.Error, cancellation));
        return command;
    }

    internal static async Task<int> RunAsync(
        string benchmark, ScoreRequest request, string? endpoint, string? model, EvaluationSettings settings, TextWriter output, TextWriter errors, CancellationToken cancellation = default)
    {
        if (BenchmarkCatalogue.All.FirstOrDefault(entry => entry.Id == benchmark)?.Benchmark is not QuestionBenchmark questions)
        {
            errors.WriteLine($"\"{benchmark}\" is no benchmark whose questions can be asked one by one; these are: {string.Join(", ", BenchmarkCatalogue.All.Where(entry => entry.Benchmark is QuestionBenchmark).Select(entry => entry.Id))}.");
            return 2;
        }
        try
        {
            ModelEndpoint where = ModelEndpoint.Configured(endpoint, model);
            IQuestion[] all = [.. questions.Read(request.Data)];
            using OpenAiChatClient client = new(where);
            using EvaluationRun run = new(client, settings);
            await run.AskAsync(all, request.Responses, (there, total) =>
            {
                if (there == total || there % Math.Max(1, total / 20) == 0) errors.WriteLine($"{where}: {there} of {total} responses");
            }, cancellation);
        }
        catch (Exception exception) when (exception is DataFileException or EndpointException or ArgumentException)
        {
            errors.WriteLine($"r1 eval {benchmark}: {exception.Message}");
            return 1;
        }
        return ScoreCommand.Run(benchmark, request, output, errors, cancellation: cancellation);
    }
}
