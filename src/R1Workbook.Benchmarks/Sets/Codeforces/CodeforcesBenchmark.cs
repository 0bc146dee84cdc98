using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Sets.Codeforces;

/// <summary>
/// Codeforces: rating and percentile from contests and the model's results in them, or the share of problems solved
/// where the data are problems with tests.
/// </summary>
public sealed class CodeforcesBenchmark : IBenchmark
{
    /// <inheritdoc/>
    public string Id => "codeforces";

    /// <inheritdoc/>
    public bool CanBeAsked => true;

    /// <inheritdoc/>
    public IEnumerable<IProblem>? Questions(string path) =>
        DataFile.Read(path, row => row.Has("problem")).FirstOrDefault() ? CodeforcesProblem.Read(path) : null;

    /// <inheritdoc/>
    public ScoreReport Score(ScoreRequest request, CancellationToken cancellationToken = default)
    {
        if (DataFile.Read(request.Data, row => row.Has("problem")).FirstOrDefault())
            return new QuestionBenchmark(Id, CodeforcesProblem.Read).Score(request, cancellationToken);
        request.RefuseK(Id);
        CodeforcesContest[] contests = [.. CodeforcesContest.Read(request.Data)];
        if (contests.Length == 0)
            throw new ScoringException("there are no contests to score.");
        Dictionary<string, CodeforcesParticipant> results = [];
        foreach (
            (string place, string contest, CodeforcesParticipant result) in CodeforcesContest.ReadResults(
                request.Responses
            )
        )
        {
            if (!contests.Any(known => known.Id == contest))
                throw new ScoringException($"{place}: contest \"{contest}\" is not in the data.");
            if (!results.TryAdd(contest, result))
                throw new ScoringException($"{place}: contest \"{contest}\" has another result already.");
        }
        string[] missing = [.. contests.Select(contest => contest.Id).Where(id => !results.ContainsKey(id))];
        if (missing.Length > 0)
        {
            throw new ScoringException(
                $"{missing.Length} of {contests.Length} contests have no result: {string.Join(", ", missing.Take(5))}."
            );
        }

        (CodeforcesContest Contest, int Rank, double Rating)[] rated =
        [
            .. contests.Select(contest =>
            {
                int rank = contest.Rank(results[contest.Id]);
                return (
                    contest,
                    rank,
                    CodeforcesRating.OfRank(rank, [.. contest.Participants.Select(one => one.Rating)])
                );
            }),
        ];
        double rating = rated.Average(one => one.Rating);
        JsonObject metrics = new()
        {
            ["benchmark"] = Id,
            ["contests"] = contests.Length,
            ["rating"] = rating,
            ["percentile"] = CodeforcesRating.Percentile(
                rating,
                [.. contests.SelectMany(contest => contest.Participants).Select(one => one.Rating)]
            ),
        };
        return new ScoreReport(
            metrics,
            rated.Select(one => new JsonObject
            {
                ["id"] = one.Contest.Id,
                ["rank"] = one.Rank,
                ["of"] = one.Contest.Participants.Count,
                ["rating"] = one.Rating,
            })
        );
    }
}
