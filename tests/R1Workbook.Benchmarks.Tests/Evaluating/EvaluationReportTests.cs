using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Evaluating;
using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Tests.Evaluating;

/// <summary>What an evaluation adds to a score follows from the score's report, whatever class the benchmark
/// has.</summary>
public sealed class EvaluationReportTests
{
    [Fact]
    public void Credits_of_samples_give_pass_at_1_and_intervals()
    {
        JsonObject metrics = Score([
            [1, 0],
            [1, 1],
        ]);
        Assert.Equal(0.75, (double)metrics["pass@1"]!);
        Assert.InRange(0.75, (double)Ends(metrics, "over_questions")[0]!, (double)Ends(metrics, "over_questions")[1]!);
        Assert.InRange(0.75, (double)Ends(metrics, "over_samples")[0]!, (double)Ends(metrics, "over_samples")[1]!);
    }

    [Fact]
    public void A_sample_that_is_partly_right_gives_no_pass_at_1()
    {
        JsonObject metrics = Score([
            [0.5],
            [1],
        ]);
        Assert.Null(metrics["pass@1"]);
        Assert.NotNull(metrics["intervals_95"]!["over_questions"]);
        Assert.Null(metrics["intervals_95"]!["over_samples"]);
    }

    [Fact]
    public void A_score_that_is_no_mean_of_samples_is_left_as_it_is() =>
        Assert.Equal(["benchmark"], Score(null).Select(metric => metric.Key));

    [Fact]
    public void The_number_of_samples_is_k_where_none_is_named()
    {
        string samples = RepositoryFolder.Samples("aime-2024");
        ScoreRequest request = new(Path.Combine(samples, "problems.jsonl"), Path.Combine(samples, "responses.jsonl"));
        IBenchmark aime = BenchmarkCatalogue.Find("aime-2024").Benchmark;
        Assert.Equal(["pass@4", "cons@4"], Ks(EvaluationReport.Score(aime, request, default)));
        Assert.Equal(["pass@2", "cons@2"], Ks(EvaluationReport.Score(aime, request with { K = [2] }, default)));
        Assert.Empty(Ks(aime.Score(request).Metrics));
    }

    private static IEnumerable<string> Ks(JsonObject metrics) =>
        metrics
            .Select(metric => metric.Key)
            .Where(key => key.Contains('@', StringComparison.Ordinal) && key != "pass@1");

    private static JsonArray Ends(JsonObject metrics, string which) => metrics["intervals_95"]![which]!.AsArray();

    private static JsonObject Score(IReadOnlyList<IReadOnlyList<double>>? credits) =>
        EvaluationReport.Score(new Given(credits), new ScoreRequest("", ""), default);

    private sealed record Given(IReadOnlyList<IReadOnlyList<double>>? Credits) : IBenchmark
    {
        public string Id => "given";

        public ScoreReport Score(ScoreRequest request, CancellationToken cancellationToken = default) =>
            new(new JsonObject { ["benchmark"] = Id }, []) { Credits = Credits };
    }
}
