using System.Text.Json.Nodes;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Scoring;

/// <summary>A benchmark whose questions are judged one by one.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Read">Reads its questions from the official file.</param>
public sealed record QuestionBenchmark(string Id, Func<string, IEnumerable<IProblem>> Read) : IBenchmark
{
    /// <summary>Adds the metrics of this benchmark that follow the accuracy.</summary>
    public Action<BenchmarkScore, JsonObject>? Further { get; init; }

    /// <inheritdoc/>
    public bool CanBeAsked => true;

    /// <inheritdoc/>
    public bool NeedsData { get; init; } = true;

    /// <inheritdoc/>
    public IEnumerable<IProblem> Questions(string path) => Read(path);

    /// <inheritdoc/>
    public ScoreReport Score(ScoreRequest request, CancellationToken cancellationToken = default)
    {
        BenchmarkScore score = BenchmarkScore.Of(
            Read(request.Data),
            ResponseRow.Read(request.Responses, request.Field, request.Told),
            request.Subset,
            cancellationToken
        );
        bool all = request is { AllSamples: true, K.Count: 0 } && score.Samples > 1;
        return Report(score, all ? [score.Samples] : request.K);
    }

    /// <summary>The metrics of a score.</summary>
    /// <param name="score">The score.</param>
    /// <param name="k">For which k pass@k and cons@k are wanted.</param>
    /// <exception cref="ScoringException">There are fewer than k samples.</exception>
    public ScoreReport Report(BenchmarkScore score, IReadOnlyList<int> k)
    {
        JsonObject metrics = new() { ["benchmark"] = Id, ["questions"] = score.Items.Count };
        if (score.Items.Count < score.Questions)
            metrics["questions_of_benchmark"] = score.Questions;
        metrics["samples"] = score.Samples;
        metrics["accuracy"] = score.Accuracy;
        metrics["interval_95"] = new JsonArray(score.Interval.Low, score.Interval.High);
        metrics["no_answer"] = score.NoAnswer;
        foreach (int each in k)
        {
            metrics[$"pass@{each}"] = score.PassAt(each);
            metrics[$"cons@{each}"] = score.ConsAt(each);
        }
        Further?.Invoke(score, metrics);
        if (score.ByGroup.Count > 0)
        {
            metrics["by_group"] = new JsonObject(
                score.ByGroup.Select(group =>
                    KeyValuePair.Create(
                        group.Group,
                        (JsonNode?)new JsonObject { ["questions"] = group.Count, ["accuracy"] = group.Accuracy }
                    )
                )
            );
        }
        return new ScoreReport(metrics, score.Items.Select(Detail))
        {
            Credits = [.. score.Items.Select(item => item.Samples.Select(sample => sample.Credit).ToArray())],
        };
    }

    private static JsonObject Detail(JudgedQuestion item) =>
        new()
        {
            ["id"] = item.Question.Id,
            ["score"] = item.Mean,
            ["samples"] = new JsonArray([
                .. item.Samples.Select(sample =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["answer"] = sample.Answer,
                            ["score"] = sample.Credit,
                            ["reason"] = sample.Reason,
                        }
                ),
            ]),
        };
}
