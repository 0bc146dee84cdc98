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
    private static string Ids => string.Join(", ", BenchmarkCatalogue.All.Select(entry => entry.Id));

    public static Command Create()
    {
        var benchmark = new Argument<string>("BENCHMARK") { Description = $"One of {Ids}." };
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
        Dictionary<string, Option<string?>> companions = BenchmarkCatalogue
            .All.Where(entry => entry.Benchmark.Companion is not null)
            .ToDictionary(entry => entry.Id, entry => OptionOf(entry.Id, entry.Benchmark.Companion!));
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
            k,
        };
        foreach (Option<string?> companion in companions.Values)
            command.Add(companion);
        command.Validators.Add(result =>
        {
            string? id = result.GetValue(benchmark);
            if (id is not null && BenchmarkCatalogue.All.All(entry => entry.Id != id))
                result.AddError($"There is no benchmark \"{id}\"; there are {Ids}.");
            foreach ((string owner, Option<string?> companion) in companions)
            {
                if (result.GetValue(companion) is not null && id != owner)
                    result.AddError($"{companion.Name} belongs to {owner} alone.");
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
                            Companion = companions.TryGetValue(
                                arguments.GetValue(benchmark)!,
                                out Option<string?>? companion
                            )
                                ? arguments.GetValue(companion)
                                : null,
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

    private static Option<string?> OptionOf(string benchmark, Companion companion) =>
        new(companion.Option) { Description = $"{benchmark} alone: its {companion.Name}, {companion.Purpose}." };

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
