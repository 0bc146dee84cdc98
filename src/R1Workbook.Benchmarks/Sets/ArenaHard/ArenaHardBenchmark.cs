using System.Text.Json.Nodes;
using MathNet.Numerics.Statistics;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Sets.ArenaHard;

/// <summary>
/// ArenaHard v0.1 (Li et al. 2024, arXiv 2406.11939): 500 prompts; a judge compares with gpt-4-0314 in two games. Data:
/// question.jsonl; responses: a model_judgment file of one or more models. Scores are win rates in percent, as the
/// leaderboard gives them.
/// </summary>
public sealed class ArenaHardBenchmark : IBenchmark
{
    private const int Seed = 42;

    /// <inheritdoc/>
    public string Id => "arena-hard";

    /// <summary>The uids and prompts of a question file.</summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<(string Id, string Prompt)> ReadQuestions(string path) =>
        DataFile.Read(
            path,
            row =>
                (
                    row.Id(row.FirstOf("uid", "question_id")),
                    row.IsGiven("prompt") ? row.Text("prompt") : row.Rows("turns")[0].Text("content")
                )
        );

    /// <inheritdoc/>
    public bool CanBeAsked => true;

    /// <inheritdoc/>
    public IEnumerable<IProblem>? Questions(string path) =>
        ReadQuestions(path).Select(question => new OpenQuestion(question.Id, question.Prompt));

    /// <inheritdoc/>
    public ScoreReport Score(ScoreRequest request, CancellationToken cancellationToken = default)
    {
        request.RefuseK(Id);
        HashSet<string> questions = [.. ReadQuestions(request.Data).Select(question => question.Id)];
        var rows = ArenaBattle.Read(request.Responses).ToArray();
        HashSet<(string, string)> seen = [];
        foreach (var row in rows)
        {
            if (!questions.Contains(row.Question))
                throw new ScoringException($"{row.Place}: question \"{row.Question}\" is not in the data.");
            if (!seen.Add((row.Model, row.Question)))
            {
                throw new ScoringException(
                    $"{row.Place}: question \"{row.Question}\" of {row.Model} has another judgement already."
                );
            }
        }
        foreach (var model in rows.GroupBy(row => row.Model))
        {
            if (model.Count() < questions.Count && !request.Subset)
            {
                throw new ScoringException(
                    $"{questions.Count - model.Count()} of {questions.Count} questions of {model.Key} have no "
                        + $"judgement. A score over the others would not be the benchmark's."
                );
            }
        }
        ArenaBattle[] battles = [.. rows.SelectMany(row => row.Battles)];
        if (battles.Length == 0)
            throw new ScoringException($"no judgement in {request.Responses} has a verdict such as [[A>B]].");
        IReadOnlyDictionary<string, double> ratings = ArenaRating.Ratings(battles);
        var drawn = ArenaRating.Bootstrap(battles, new Random(Seed), cancellationToken: cancellationToken);
        JsonObject models = new(
            ratings
                .OrderByDescending(rating => rating.Value)
                .Select(rating =>
                {
                    double[] rounds =
                    [
                        .. drawn
                            .Where(round => round.ContainsKey(rating.Key))
                            .Select(round => ArenaRating.WinRate(round[rating.Key]) * 100),
                    ];
                    return KeyValuePair.Create(
                        rating.Key,
                        (JsonNode?)
                            new JsonObject
                            {
                                ["score"] = ArenaRating.WinRate(rating.Value) * 100,
                                ["interval_95"] = new JsonArray(rounds.Quantile(0.025), rounds.Quantile(0.975)),
                                ["rating"] = rating.Value,
                                ["without_verdict"] = rows.Where(row => row.Model == rating.Key)
                                    .Sum(row => 2 - row.Battles.Count),
                            }
                    );
                })
        );
        JsonObject metrics = new()
        {
            ["benchmark"] = Id,
            ["questions"] = questions.Count,
            ["baseline"] = "gpt-4-0314",
        };
        if (ratings.Count == 1)
            metrics["score"] = ArenaRating.WinRate(ratings.Values.Single()) * 100;
        metrics["models"] = models;
        return new ScoreReport(
            metrics,
            rows.Select(row => new JsonObject
            {
                ["id"] = row.Question,
                ["model"] = row.Model,
                ["games"] = new JsonArray([
                    .. row.Battles.Select(battle =>
                        (JsonNode)new JsonObject { ["score"] = battle.Score, ["weight"] = battle.Weight }
                    ),
                ]),
            })
        );
    }
}
