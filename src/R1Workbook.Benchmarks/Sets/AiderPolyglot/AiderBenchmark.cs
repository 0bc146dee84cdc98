using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Sets.AiderPolyglot;

/// <summary>
/// Aider-Polyglot: 225 exercises in six languages. Data: a list {language, exercise}; responses: the results of each
/// exercise, or Aider's leaderboard in YAML. The reported figure is the pass rate after two tries.
/// </summary>
public sealed class AiderBenchmark : IBenchmark
{
    /// <inheritdoc/>
    public string Id => "aider-polyglot";

    /// <summary>The exercises of a list, as <c>language/exercise</c>.</summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<string> ReadExercises(string path) =>
        DataFile.Read(path, row => $"{row.Text("language")}/{row.Text("exercise")}");

    /// <inheritdoc/>
    public ScoreReport Score(ScoreRequest request, CancellationToken cancellationToken = default)
    {
        request.RefuseK(Id);
        HashSet<string> exercises = [.. ReadExercises(request.Data)];
        if (exercises.Count == 0)
            throw new ScoringException("there are no exercises to score.");
        if (Path.GetExtension(request.Responses) is ".yml" or ".yaml")
            return Leaderboard(request.Responses, exercises.Count);
        AiderResult[] results = [.. AiderResult.Read(request.Responses)];
        HashSet<string> seen = [];
        foreach (AiderResult result in results)
        {
            if (!exercises.Contains(result.Exercise))
                throw new ScoringException($"{result.Place}: exercise \"{result.Exercise}\" is not in the data.");
            if (!seen.Add(result.Exercise))
            {
                throw new ScoringException(
                    $"{result.Place}: exercise \"{result.Exercise}\" has another result already."
                );
            }
        }
        string[] missing = [.. exercises.Except(seen)];
        if (missing.Length > 0 && !request.Subset)
        {
            throw new ScoringException(
                $"{missing.Length} of {exercises.Count} exercises have no result: {string.Join(", ", missing.Take(5))}."
            );
        }

        JsonObject metrics = Metrics(AiderRun.Of(results));
        metrics.Insert(0, "benchmark", Id);
        metrics["by_group"] = new JsonObject(
            results
                .GroupBy(result => result.Exercise.Split('/')[0])
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group =>
                    KeyValuePair.Create(
                        group.Key,
                        (JsonNode?)
                            new JsonObject
                            {
                                ["questions"] = group.Count(),
                                ["pass_rate_2"] = AiderRun.Of([.. group]).PassRate(2),
                            }
                    )
                )
        );
        return new ScoreReport(
            metrics,
            results.Select(result => new JsonObject
            {
                ["id"] = result.Exercise,
                ["score"] = result.Outcomes.Take(2).Contains(true) ? 1 : 0,
            })
        );
    }

    private ScoreReport Leaderboard(string path, int exercises)
    {
        AiderRun[] runs = [.. AiderRun.ReadLeaderboard(path)];
        JsonObject metrics = new()
        {
            ["benchmark"] = Id,
            ["questions"] = exercises,
            ["runs"] = new JsonArray([.. runs.Select(Metrics)]),
        };
        return new ScoreReport(metrics, []);
    }

    private static JsonObject Metrics(AiderRun run)
    {
        JsonObject metrics = Figures(run);
        if (run.Contradiction is { } contradiction)
            metrics["contradiction"] = contradiction;
        return metrics;
    }

    private static JsonObject Figures(AiderRun run) =>
        new()
        {
            ["model"] = run.Model,
            ["edit_format"] = run.EditFormat,
            ["questions"] = run.Exercises,
            ["pass_rate_1"] = run.PassRate(1),
            ["pass_rate_2"] = run.PassRate(2),
            ["well_formed"] = run.WellFormed,
        };
}
