using System.CommandLine;
using System.Text.Json.Nodes;
using R1Workbook.Benchmarks;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Files;

namespace R1Workbook.Cli.Commands;

/// <summary><c>r1 score</c>: the official metrics of a benchmark for a file of responses.</summary>
internal static class ScoreCommand
{
    private static IEnumerable<BenchmarkEntry> WithCompanion =>
        BenchmarkCatalogue.All.Where(entry => entry.Benchmark.Companion is not null);

    public static Command Create()
    {
        var benchmark = new Argument<string>("BENCHMARK")
        {
            Description = $"One of {string.Join(", ", BenchmarkCatalogue.All.Select(entry => entry.Id))}.",
        };
        var data = new Option<string>("--data")
        {
            Description = "The official data file or folder; r1 data says where to get it.",
            Required = true,
        };
        var responses = new Option<string>("--responses")
        {
            Description =
                "The file of responses: JSON Lines, JSON, .gz or .zip in any layout that r1 data names for the "
                + "benchmark.",
            Required = true,
        };
        var details = new Option<bool>("--details")
        {
            Description = "Add one object for each question: what was read and how it was judged.",
        };
        var subset = new Option<bool>("--subset")
        {
            Description = "Score only the questions that have a response; otherwise a missing one is an error.",
        };
        var field = new Option<string?>("--field")
        {
            Description = "The field of a response row that holds the response, where it has an unusual name.",
        };
        var gamed = new Option<string?>("--gamed")
        {
            Description =
                $"{string.Join(", ", WithCompanion.Select(entry => $"{entry.Id}: its {entry.Benchmark.Companion}"))}, "
                + "which the official length-controlled win rate needs.",
        };
        var langdetect = new Option<string?>("--langdetect")
        {
            Description =
                "if-eval alone: the folder of the Python package langdetect (pip show -f langdetect), for the official "
                + "verdicts on languages; without it the workbook tells languages itself.",
        };
        var k = new Option<int[]>("--k")
        {
            Description = "Add pass@k and cons@k; needs k samples a question.",
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command(
            "score",
            "Score responses by a benchmark's official rules; prints one JSON object. Example: r1 score gsm8k "
                + "--data test.jsonl --responses responses.jsonl --details"
        )
        {
            benchmark,
            data,
            responses,
            details,
            subset,
            field,
            gamed,
            langdetect,
            k,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(benchmark) is { } id && BenchmarkCatalogue.All.All(entry => entry.Id != id))
            {
                result.AddError(
                    $"There is no benchmark \"{id}\"; there are "
                        + $"{string.Join(", ", BenchmarkCatalogue.All.Select(entry => entry.Id))}."
                );
            }
        });
        command.Validators.Add(result =>
        {
            if (
                result.GetValue(gamed) is not null
                && WithCompanion.All(entry => entry.Id != result.GetValue(benchmark))
            )
            {
                result.AddError(
                    $"--gamed belongs to {string.Join(", ", WithCompanion.Select(entry => entry.Id))} alone."
                );
            }
            if (result.GetValue(langdetect) is not null && result.GetValue(benchmark) != "if-eval")
            {
                result.AddError("--langdetect belongs to if-eval alone.");
            }
        });
        command.SetAction(
            (arguments, cancellation) =>
                Task.FromResult(
                    Run(
                        arguments.GetValue(benchmark)!,
                        new ScoreRequest(arguments.GetValue(data)!, arguments.GetValue(responses)!)
                        {
                            Subset = arguments.GetValue(subset),
                            Field = arguments.GetValue(field),
                            Companion = arguments.GetValue(gamed),
                            Langdetect = arguments.GetValue(langdetect),
                            K = arguments.GetValue(k) ?? [],
                        },
                        Console.Out,
                        Console.Error,
                        arguments.GetValue(details),
                        cancellation
                    )
                )
        );
        return command;
    }

    internal static int Run(
        string benchmark,
        ScoreRequest request,
        TextWriter output,
        TextWriter errors,
        bool details = false,
        CancellationToken cancellation = default
    )
    {
        try
        {
            ScoreReport report = BenchmarkCatalogue
                .Find(benchmark)
                .Benchmark.Score(
                    request with
                    {
                        Told = request.Told ?? (said => errors.WriteLine($"r1 score {benchmark}: {said}")),
                    },
                    cancellation
                );
            JsonObject metrics = report.Metrics;
            if (details)
                metrics["details"] = new JsonArray([.. report.Details]);
            output.WriteLine(metrics.ToJsonString(JsonText.Line));
            return 0;
        }
        catch (Exception exception)
            when (exception is DataFileException or ScoringException or InvalidOperationException)
        {
            // Every error names a file.
            bool named =
                exception.Message.Contains(request.Responses, StringComparison.Ordinal)
                || exception.Message.Contains(request.Data, StringComparison.Ordinal);
            errors.WriteLine(
                $"r1 score {benchmark}: {(named ? "" : $"{request.Responses} for {request.Data}: ")}{exception.Message}"
            );
            return 1;
        }
    }
}
